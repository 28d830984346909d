package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"linkmedic/crawler"
)

// lookupEntry is the answer of an archive as it goes into the database.
type lookupEntry struct {
	target int64
	near   time.Time
	lookup crawler.Lookup
}

// AddLookup records the run's answer to a search for a snapshot, whether an
// archive gave it or KnownLookup: the report shows what was added here. If a
// search is added twice to a run, the last answer counts.
func (r *Recording) AddLookup(ctx context.Context, w crawler.Wanted, l crawler.Lookup) error {
	if w.Target.ID == 0 {
		return fmt.Errorf("record look-up of %s: the target has no number", crawler.Mask(w.Target.URL))
	}
	if l.Asked.IsZero() {
		l.Asked = r.db.now()
	}
	l.Evidence = text(l.Evidence)
	l.Snapshot.URL, l.Snapshot.Archive = text(l.Snapshot.URL), text(l.Snapshot.Archive)
	e := &lookupEntry{target: w.Target.ID, near: day(w.Near), lookup: l}
	if err := r.writer.add(ctx, e); err != nil {
		return fmt.Errorf("record look-up of %s: %w", crawler.Mask(w.Target.URL), err)
	}
	return nil
}

func (e *lookupEntry) size() (rows, bytes int) {
	return 1, 100 + len(e.lookup.Snapshot.URL) + len(e.lookup.Evidence)
}

func (e *lookupEntry) write(b *batch) error {
	lookup, err := e.lookupID(b)
	if err != nil {
		return err
	}
	_, err = b.exec(`
		INSERT INTO search (run_id, target_id, near_ms, lookup_id) VALUES (?, ?, ?, ?)
		ON CONFLICT (run_id, target_id, near_ms) DO UPDATE SET lookup_id = excluded.lookup_id`,
		b.run.ID, e.target, e.near.UnixMilli(), lookup)
	return err
}

// lookupID is the number of the newest answer if this is that one, from memory,
// else of a new one. A night after which a look-up is pending still is no news.
func (e *lookupEntry) lookupID(b *batch) (int64, error) {
	l, s := e.lookup, e.lookup.Snapshot
	var (
		id   int64
		same bool
	)
	err := b.row(`
		SELECT id, state = ?3 AND evidence = ?4 AND (asked_ms = ?5 OR state = 'pending')
		FROM lookup WHERE target_id = +?1 AND near_ms = +?2 ORDER BY id DESC LIMIT 1`,
		e.target, e.near.UnixMilli(), l.State, l.Evidence, l.Asked.UnixMilli()).Scan(&id, &same)
	if same || err != nil && !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	return b.insert(`
		INSERT INTO lookup (target_id, near_ms, asked_ms, state, url, captured_ms, archive, status, verified, evidence)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.target, e.near.UnixMilli(), l.Asked.UnixMilli(), l.State,
		s.URL, millis(s.Captured), s.Archive, s.Status, s.Verified, l.Evidence)
}

// KnownLookup returns the newest answer that any run had for the target near
// that day, and when the archive gave it. Pending is no answer; what was answered
// before counts then.
func (r *Recording) KnownLookup(ctx context.Context, w crawler.Wanted) (crawler.Lookup, time.Time, bool, error) {
	row := r.db.read.QueryRowContext(ctx, `
		SELECT state, url, captured_ms, archive, status, verified, evidence, asked_ms
		FROM lookup WHERE target_id = +? AND near_ms = +? AND state <> 'pending'
		ORDER BY id DESC LIMIT 1`, w.Target.ID, day(w.Near).UnixMilli())
	var (
		l               crawler.Lookup
		captured, asked sql.NullInt64
	)
	err := row.Scan(&l.State, &l.Snapshot.URL, &captured, &l.Snapshot.Archive, &l.Snapshot.Status,
		&l.Snapshot.Verified, &l.Evidence, &asked)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return crawler.Lookup{}, time.Time{}, false, nil
	case err != nil:
		return crawler.Lookup{}, time.Time{}, false, r.db.explain(fmt.Errorf("look-up of %s: %w", crawler.Mask(w.Target.URL), err))
	}
	l.Snapshot.Captured = moment(captured)
	l.Asked = moment(asked)
	return l, l.Asked, true, nil
}

// wantedDay is the day near which a snapshot of target t is wanted for a post of
// version p.
const wantedDay = `coalesce(p.published_ms, t.first_seen_ms - t.first_seen_ms % 86400000)`

const wantedQuery = `
	SELECT DISTINCT ` + wantedDay + ` AS near_ms
	FROM link l
	CROSS JOIN version p ON p.id = l.version_id
	CROSS JOIN run_post rp ON rp.run_id = +:run AND rp.post_id = p.post_id AND rp.version_id = p.id
	CROSS JOIN target t ON t.id = l.target_id
	WHERE l.target_id = +:target
	ORDER BY near_ms`

// Wanted returns the days near which a snapshot of the target is wanted, the
// earliest first: of each of the run's posts that links to it the day it was
// published or, without a date, the day linkmedic first saw the link.
func (r *Recording) Wanted(ctx context.Context, t crawler.Target) ([]crawler.Wanted, error) {
	if r.writer.posts.Load() > 0 {
		if err := r.Flush(ctx); err != nil {
			return nil, err
		}
	}
	wanted, err := query(ctx, r.db.read, func(row scanner) (crawler.Wanted, error) {
		var near sql.NullInt64
		err := row.Scan(&near)
		return crawler.Wanted{Target: t, Near: moment(near)}, err
	}, wantedQuery, sql.Named("target", t.ID), sql.Named("run", r.run.ID))
	if err != nil {
		return nil, r.db.explain(fmt.Errorf("wanted days of %s: %w", crawler.Mask(t.URL), err))
	}
	return wanted, nil
}
