package audit

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"linkmedic/crawler"
)

// recordFunc takes a finished check.
type recordFunc func(context.Context, crawler.Target, crawler.Check) error

// check gives every target a verdict. Whatever is asked passes the gate before
// it is recorded; what is settled without asking waits there, too, so that a
// run without network records nothing. The dead ones are sent on gone, which has
// room for all targets.
func (a *Audit) check(ctx context.Context, targets []crawler.Target, gone chan<- crawler.Target) error {
	g := gate{pass: func(ctx context.Context, t crawler.Target, c crawler.Check) error {
		if err := a.Recorder.AddCheck(ctx, t, c); err != nil {
			return err
		}
		a.Observer.Checked(t, c)
		if c.Verdict == crawler.Dead {
			gone <- t
		}
		return nil
	}}
	var ask []crawler.Target
	for _, t := range targets {
		c, settled, err := a.settle(ctx, t)
		switch {
		case err != nil:
			return err
		case settled:
			g.settled(t, c)
		default:
			ask = append(ask, t)
		}
	}
	if len(ask) > 0 {
		if err := a.ask(ctx, ask, g.enter); err != nil {
			return err // what still waits at the gate never saw the network work
		}
	}
	return g.close(ctx)
}

// settle returns the check of a target that is not to be asked: because of its
// address, or because an earlier result is young enough.
func (a *Audit) settle(ctx context.Context, t crawler.Target) (crawler.Check, bool, error) {
	if c, ok := a.Admit(t.URL); !ok {
		return c, true, nil
	}
	if a.MaxAge <= 0 {
		return crawler.Check{}, false, nil
	}
	past, err := a.Recorder.History(ctx, t)
	if err != nil {
		return crawler.Check{}, false, err
	}
	c, ok := takeOver(past, a.Now(), a.MaxAge)
	return c, ok, nil
}

// takeOver returns the newest earlier result if it is younger than maxAge. An
// unknown is asked again: a cache that replays network errors helps nobody.
func takeOver(past []crawler.Check, now time.Time, maxAge time.Duration) (crawler.Check, bool) {
	for _, c := range past {
		if c.Verdict == crawler.Skipped {
			continue
		}
		return c, c.Verdict != crawler.Unknown && now.Sub(c.Checked) < maxAge
	}
	return crawler.Check{}, false
}

// ask probes the targets with a bounded number of workers and passes each
// check, ripened by history, to enter.
func (a *Audit) ask(ctx context.Context, targets []crawler.Target, enter recordFunc) error {
	group, workCtx := errgroup.WithContext(ctx)
	work := make(chan crawler.Target)
	finished := make(chan crawler.Target)
	over := make(chan struct{}) // closed when everything is handed out and nobody listens on finished
	group.Go(func() error {
		defer close(over)
		newQueue(targets, a.PerHost).serve(workCtx, work, finished)
		return nil
	})
	for range min(max(a.Concurrency, 1), len(targets)) {
		group.Go(func() error {
			for t := range work {
				if err := a.visit(workCtx, t, enter); err != nil {
					return err
				}
				select {
				case finished <- t:
				case <-over:
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// visit probes one target.
func (a *Audit) visit(ctx context.Context, t crawler.Target, enter recordFunc) error {
	c := a.Prober.Probe(ctx, t)
	if err := ctx.Err(); err != nil {
		return err // what the interrupt made of the check is no finding
	}
	if c.Verdict == crawler.Unknown {
		past, err := a.Recorder.History(ctx, t)
		if err != nil {
			return err
		}
		c = crawler.Ripen(c, past)
	}
	return enter(ctx, t, c)
}
