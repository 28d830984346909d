package audit

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"linkmedic/crawler"
)

// ErrOffline says that nothing at all could be reached: no address answered and
// no name resolved, or a portal answered for everybody. No check was recorded.
var ErrOffline = errors.New("no network: nothing could be reached")

// Source yields posts.
type Source interface {
	// Each calls yield for every document until yield or ctx gives an
	// error, which it returns. A document that could not be read has its
	// Post.Error set; it is not an error of Each.
	Each(ctx context.Context, yield func(crawler.Document) error) error
}

// Prober visits targets.
type Prober interface {
	// Probe visits the target, politely and in bounded time. When ctx ends
	// it returns soon with reason crawler.ReasonNotAsked.
	Probe(ctx context.Context, t crawler.Target) crawler.Check
}

// Archive finds snapshots.
type Archive interface {
	// Lookup searches a snapshot. Trouble at the archive is a pending
	// look-up; the error is that of ctx.
	Lookup(ctx context.Context, w crawler.Wanted) (crawler.Lookup, error)
}

// PostRecorder keeps posts and their links, and says what there is to check.
type PostRecorder interface {
	AddPost(ctx context.Context, p crawler.Post, links []crawler.Link) error
	// Targets returns the distinct targets of the links added so far.
	Targets(ctx context.Context) ([]crawler.Target, error)
}

// CheckRecorder keeps checks and knows those of earlier runs.
type CheckRecorder interface {
	AddCheck(ctx context.Context, t crawler.Target, c crawler.Check) error
	// History returns the checks of earlier runs, newest first.
	History(ctx context.Context, t crawler.Target) ([]crawler.Check, error)
}

// LookupRecorder keeps what archives answered and knows what they did before.
type LookupRecorder interface {
	// Wanted returns the distinct days for which the target's posts want a
	// snapshot.
	Wanted(ctx context.Context, t crawler.Target) ([]crawler.Wanted, error)
	// KnownLookup returns the newest remembered answer and when it was had.
	KnownLookup(ctx context.Context, w crawler.Wanted) (crawler.Lookup, time.Time, bool, error)
	AddLookup(ctx context.Context, w crawler.Wanted, l crawler.Lookup) error
}

// Recorder is the record of one run. Its methods may be called by several
// goroutines at once.
type Recorder interface {
	PostRecorder
	CheckRecorder
	LookupRecorder
}

// Observer is told how the audit goes on. Its methods may be called by several
// goroutines at once and must be quick.
type Observer interface {
	// PostRead is called for each post, also for one with an Error.
	PostRead(p crawler.Post, links int)
	// Checking is called once, when the number of targets is known.
	Checking(targets int)
	// Checked is called for each target that has a verdict.
	Checked(t crawler.Target, c crawler.Check)
	// LookedUp is called for each search for a snapshot that has ended.
	LookedUp(w crawler.Wanted, l crawler.Lookup)
}

// Audit is one run over posts. All fields but Archive, MaxAge and SnapshotWait
// must be set.
type Audit struct {
	Reader
	Recorder Recorder
	Observer Observer
	Prober   Prober
	// Archive is asked for snapshots of dead targets; nil asks nobody.
	Archive Archive

	// Admit settles addresses that are not to be requested (malformed,
	// excluded, …); ok says that the address may be requested.
	Admit func(address string) (settled crawler.Check, ok bool)
	// Archived reports whether an address is an archive's copy, which gets
	// no snapshot of its own.
	Archived func(address string) bool

	// Concurrency bounds the targets being checked at once, PerHost those
	// of one host.
	Concurrency, PerHost int
	// MaxAge takes over results younger than this; 0 asks always.
	MaxAge time.Duration
	// SnapshotWait bounds how long archives are asked after the last
	// check; negative means no bound.
	SnapshotWait time.Duration
	Now          func() time.Time
}

// Outcome is what the caller of Run has to know beyond the record.
type Outcome struct {
	// Unreadable counts posts that could not be read.
	Unreadable int
}

// Run audits all posts of the source. When ctx ends it returns the error of
// ctx, soon, with everything found so far recorded. Errors of the source and of
// the recorder end it, too; ErrOffline says that no check was recorded.
func (a *Audit) Run(ctx context.Context) (Outcome, error) {
	unreadable, err := a.record(ctx)
	out := Outcome{Unreadable: unreadable}
	if err != nil {
		return out, err
	}
	targets, err := a.Recorder.Targets(ctx)
	if err != nil {
		return out, err
	}
	a.Observer.Checking(len(targets))

	// Room for all of them: a check never waits for an archive.
	gone := make(chan crawler.Target, len(targets))
	ask, stopAsking := context.WithCancel(ctx)
	defer stopAsking()
	lookups, checking := errgroup.WithContext(ctx) // a record that fails a look-up ends the checks, too
	for range lookupWorkers {
		lookups.Go(func() error { return a.lookUp(ctx, ask, gone) })
	}

	err = a.check(checking, targets, gone)
	close(gone)
	switch {
	case err != nil:
		stopAsking()
	case a.SnapshotWait >= 0:
		timer := time.AfterFunc(a.SnapshotWait, stopAsking)
		defer timer.Stop()
	}
	failed := lookups.Wait()
	if failed != nil && ctx.Err() == nil && errors.Is(err, context.Canceled) {
		return out, failed // the checks were ended by it; nobody interrupted the run
	}
	return out, errors.Join(err, failed)
}
