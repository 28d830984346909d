package fetch

import (
	"context"
	"time"

	"linkmedic/crawler"
)

// sleep waits out of politeness, and notes it, until the time is over or the
// context is done.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	begun := time.Now()
	defer func() { crawler.TraceFrom(ctx).NoteWait(time.Since(begun)) }()
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
