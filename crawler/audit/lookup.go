package audit

import (
	"context"
	"time"

	"linkmedic/crawler"
)

const (
	// lookupWorkers is how many look-ups wait for an archive at once; the
	// archive's client paces what they ask.
	lookupWorkers = 4
	// noneAgain is after how long an archive that had nothing, or excluded
	// the site, is asked again: captures appear months after they were made.
	noneAgain = 30 * 24 * time.Hour
)

// lookUp searches snapshots for the targets that come on gone, until it is
// closed or the recorder fails. Once ask ends no archive is asked any more and
// the rest is recorded as pending, even if that was because ctx ended.
func (a *Audit) lookUp(ctx, ask context.Context, gone <-chan crawler.Target) error {
	write := context.WithoutCancel(ctx)
	for t := range gone {
		if err := a.lookUpTarget(write, ask, t); err != nil {
			return err
		}
	}
	return nil
}

// lookUpTarget searches one snapshot for each day on which the target's posts
// were written.
func (a *Audit) lookUpTarget(write, ask context.Context, t crawler.Target) error {
	if a.Archive == nil || a.Archived(t.URL) {
		return nil
	}
	wanted, err := a.Recorder.Wanted(write, t)
	if err != nil {
		return err
	}
	for _, w := range wanted {
		l, err := a.lookUpOne(write, ask, w)
		if err != nil {
			return err
		}
		if l.State == "" {
			continue // the archive knows the address for a copy; nothing was looked for
		}
		if err := a.Recorder.AddLookup(write, w, l); err != nil {
			return err
		}
		a.Observer.LookedUp(w, l)
	}
	return nil
}

// lookUpOne answers from memory where that is good enough, else asks.
func (a *Audit) lookUpOne(write, ask context.Context, w crawler.Wanted) (crawler.Lookup, error) {
	known, at, ok, err := a.Recorder.KnownLookup(write, w)
	if err != nil {
		return crawler.Lookup{}, err
	}
	if ok && remembered(known, a.Now().Sub(at)) {
		return known, nil
	}
	if ask.Err() == nil {
		l, err := a.Archive.Lookup(ask, w)
		if err == nil {
			if l.Asked.IsZero() {
				l.Asked = a.Now()
			}
			return l, nil
		}
	}
	return crawler.Lookup{State: crawler.SnapshotPending, Evidence: "the run ended before the archive was asked"}, nil
}

// remembered reports whether an archive's answer of the given age still holds:
// a snapshot does for good, its absence for a while, a pending look-up never.
func remembered(l crawler.Lookup, age time.Duration) bool {
	switch l.State {
	case crawler.SnapshotFound:
		return true
	case crawler.SnapshotNone, crawler.SnapshotExcluded:
		return age < noneAgain
	}
	return false
}
