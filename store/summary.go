package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"linkmedic/crawler"
)

// Summary counts what the run found.
func (rec *Record) Summary(ctx context.Context) (crawler.Summary, error) {
	s, err := rec.db.count(ctx, rec.run)
	if err != nil {
		return crawler.Summary{}, rec.db.explain(fmt.Errorf("count run %d: %w", rec.run.ID, err))
	}
	return s, nil
}

func (db *DB) count(ctx context.Context, run crawler.Run) (crawler.Summary, error) {
	s := crawler.NewSummary()
	for _, part := range []func(context.Context, crawler.Run, *crawler.Summary) error{
		db.countPosts, db.countClasses, db.countVerdicts, db.countFailing, db.countSnapshots,
	} {
		if err := part(ctx, run, &s); err != nil {
			return crawler.Summary{}, err
		}
	}
	return s, nil
}

func (db *DB) countPosts(ctx context.Context, run crawler.Run, s *crawler.Summary) error {
	return db.read.QueryRowContext(ctx, `SELECT count(*) FROM run_post WHERE run_id = ?`, run.ID).Scan(&s.Posts)
}

// tally is a word and how often it occurs.
type tally struct {
	word  string
	times int
}

func scanTally(row scanner) (t tally, err error) {
	err = row.Scan(&t.word, &t.times)
	return t, err
}

func (db *DB) countClasses(ctx context.Context, run crawler.Run, s *crawler.Summary) error {
	tallies, err := query(ctx, db.read, scanTally, `
		SELECT l.class, count(*)
		FROM run_post rp CROSS JOIN link l ON l.version_id = rp.version_id
		WHERE rp.run_id = ?
		GROUP BY l.class`, run.ID)
	for _, t := range tallies {
		s.Classes[crawler.Class(t.word)] += t.times
		s.Links += t.times
	}
	return err
}

const verdictsQuery = `
	SELECT coalesce(o.verdict, :unasked), count(*)
	FROM (
		SELECT DISTINCT l.target_id
		FROM run_post rp CROSS JOIN link l ON l.version_id = rp.version_id
		WHERE rp.run_id = :run
	) made
	LEFT JOIN visit v ON v.run_id = :run AND v.target_id = made.target_id
	LEFT JOIN outcome o ON o.target_id = v.target_id AND o.number = v.outcome
	GROUP BY 1`

func (db *DB) countVerdicts(ctx context.Context, run crawler.Run, s *crawler.Summary) error {
	tallies, err := query(ctx, db.read, scanTally, verdictsQuery,
		sql.Named("run", run.ID), sql.Named("unasked", notAsked.Verdict))
	for _, t := range tallies {
		s.Verdicts[crawler.Verdict(t.word)] += t.times
		s.Targets += t.times
	}
	return err
}

// trouble is a group of links that are not ok.
type trouble struct {
	verdict, reason sql.NullString
	before          before
	links           int
}

const troubleQuery = `
	SELECT o.verdict, o.reason, b.verdict, b.reason, count(*)
	FROM run_post rp
	CROSS JOIN version p ON p.id = rp.version_id
	CROSS JOIN link l ON l.version_id = p.id` + joins + `
	WHERE rp.run_id = :run AND o.verdict IS NOT 'ok'
	GROUP BY 1, 2, 3, 4`

// countFailing counts the links that fail. Which do is decided here and not in
// SQL, by the one rule there is.
func (db *DB) countFailing(ctx context.Context, run crawler.Run, s *crawler.Summary) error {
	groups, err := query(ctx, db.read, func(row scanner) (t trouble, err error) {
		err = row.Scan(&t.verdict, &t.reason, &t.before.verdict, &t.before.reason, &t.links)
		return t, err
	}, troubleQuery, sql.Named("run", run.ID))
	for _, t := range groups {
		check := notAsked
		if t.verdict.Valid {
			check = crawler.Check{Verdict: crawler.Verdict(t.verdict.String), Reason: crawler.Reason(t.reason.String)}
		}
		if run.FailOn.Names(check) {
			s.Failing += t.links
			if !t.before.failing(run.FailOn) {
				s.New += t.links
			}
		}
	}
	return err
}

const snapshotsQuery = `
	SELECT k.state, count(*)
	FROM search s
	CROSS JOIN lookup k ON k.id = s.lookup_id
	CROSS JOIN target t ON t.id = s.target_id
	CROSS JOIN link l ON l.target_id = s.target_id
	CROSS JOIN version p ON p.id = l.version_id
	CROSS JOIN run_post rp ON rp.run_id = s.run_id AND rp.post_id = p.post_id AND rp.version_id = p.id
	WHERE s.run_id = :run AND s.near_ms = ` + wantedDay + `
	GROUP BY k.state`

// countSnapshots counts the links whose search for a snapshot found one, or is
// to be taken up again.
func (db *DB) countSnapshots(ctx context.Context, run crawler.Run, s *crawler.Summary) error {
	tallies, err := query(ctx, db.read, scanTally, snapshotsQuery, sql.Named("run", run.ID))
	for _, t := range tallies {
		switch crawler.SnapshotState(t.word) {
		case crawler.SnapshotFound:
			s.Snapshots += t.times
		case crawler.SnapshotPending:
			s.Pending += t.times
		}
	}
	return err
}

// countsOf is the summary as it is kept with a finished run.
func (db *DB) countsOf(ctx context.Context, run crawler.Run) (string, error) {
	s, err := db.count(ctx, run)
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(s)
	return string(b), err
}
