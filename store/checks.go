package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"linkmedic/crawler"
)

// checkEntry is a check as it goes into the database.
type checkEntry struct {
	target    int64
	check     crawler.Check
	redirects string
}

// AddCheck records what a visit to one of the run's Targets found. If a target
// is checked twice in a run, the last check counts.
func (r *Recording) AddCheck(ctx context.Context, t crawler.Target, c crawler.Check) error {
	e := &checkEntry{target: t.ID, check: c}
	if t.ID == 0 {
		return fmt.Errorf("record check of %s: the target has no number", crawler.Mask(t.URL))
	}
	var err error
	if e.redirects, err = list(c.Redirects); err != nil {
		return fmt.Errorf("record check of %s: %w", crawler.Mask(t.URL), err)
	}
	e.check.Reason = crawler.Reason(text(string(c.Reason)))
	e.check.FinalURL, e.check.Title, e.check.Evidence = text(c.FinalURL), text(c.Title), text(c.Evidence)
	if err := r.writer.add(ctx, e); err != nil {
		return fmt.Errorf("record check of %s: %w", crawler.Mask(t.URL), err)
	}
	return nil
}

func (e *checkEntry) size() (rows, bytes int) {
	c := e.check
	return 1, 100 + len(e.redirects) + len(c.FinalURL) + len(c.Title) + len(c.Evidence)
}

func (e *checkEntry) write(b *batch) error {
	outcome, err := e.outcome(b)
	if err != nil {
		return err
	}
	c := e.check
	_, err = b.exec(`
		INSERT INTO visit (run_id, target_id, outcome, checked_ms, elapsed_ms, requests)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (run_id, target_id) DO UPDATE SET outcome = excluded.outcome,
			checked_ms = excluded.checked_ms, elapsed_ms = excluded.elapsed_ms, requests = excluded.requests`,
		b.run.ID, e.target, outcome, millis(c.Checked), c.Elapsed.Milliseconds(), c.Requests)
	return err
}

// outcome is the number of the target's newest outcome if it is the same still,
// else of a new one.
func (e *checkEntry) outcome(b *batch) (number int64, err error) {
	c := e.check
	var same bool
	err = b.row(`
		SELECT number, verdict = ?2 AND reason = ?3 AND status = ?4 AND final_url = ?5 AND redirects = ?6
			AND title = ?7 AND evidence = ?8 AND confirmed = ?9
		FROM outcome WHERE target_id = +?1 ORDER BY number DESC LIMIT 1`,
		e.target, c.Verdict, c.Reason, c.Status, c.FinalURL, e.redirects, c.Title, c.Evidence, c.Confirmed).Scan(&number, &same)
	if same || err != nil && !errors.Is(err, sql.ErrNoRows) {
		return number, err
	}
	number++
	_, err = b.exec(`
		INSERT INTO outcome (target_id, number, verdict, reason, status, final_url, redirects, title, evidence, confirmed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.target, number, c.Verdict, c.Reason, c.Status, c.FinalURL, e.redirects, c.Title, c.Evidence, c.Confirmed)
	return number, err
}

// checkColumns are the columns of a check, of outcome o and visit v; all are
// NULL where there was no visit.
const checkColumns = `
	o.verdict, o.reason, o.status, o.final_url, o.redirects, o.title, o.evidence, o.confirmed,
	v.checked_ms, v.elapsed_ms, v.requests`

// checkRow takes up checkColumns.
type checkRow struct {
	verdict, reason, finalURL, redirects, title, evidence sql.NullString
	status, checked, elapsed, requests                    sql.NullInt64
	confirmed                                             sql.NullBool
}

func (r *checkRow) columns() []any {
	return []any{
		&r.verdict, &r.reason, &r.status, &r.finalURL, &r.redirects, &r.title, &r.evidence, &r.confirmed,
		&r.checked, &r.elapsed, &r.requests,
	}
}

// check is what the columns say. A target without a visit was not asked.
func (r *checkRow) check() (crawler.Check, error) {
	if !r.verdict.Valid {
		return notAsked, nil
	}
	redirects, err := items(r.redirects.String)
	if err != nil {
		return crawler.Check{}, fmt.Errorf("redirects: %w", err)
	}
	return crawler.Check{
		Verdict:   crawler.Verdict(r.verdict.String),
		Reason:    crawler.Reason(r.reason.String),
		Status:    int(r.status.Int64),
		FinalURL:  r.finalURL.String,
		Redirects: redirects,
		Title:     r.title.String,
		Evidence:  r.evidence.String,
		Checked:   moment(r.checked),
		Elapsed:   time.Duration(r.elapsed.Int64) * time.Millisecond,
		Requests:  int(r.requests.Int64),
		Confirmed: r.confirmed.Bool,
	}, nil
}

// notAsked is the check of a link whose target has none in the run, as after
// an interruption.
var notAsked = crawler.Check{Verdict: crawler.Skipped, Reason: crawler.ReasonNotAsked}
