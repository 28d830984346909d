package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"linkmedic/crawler"
)

// joins lead from a link l of version p, in a run of number :run, to what the
// run and the runs before it know about it:
//
//	v, o  the run's check of the target
//	b     what the link's last check in an earlier run found, if this one did
//	      not find it ok: of the same address in the same post, which is what
//	      makes a link the same; runs that did not come to ask it don't count
//	k     the answer that the run had to its search for a snapshot near the
//	      day that the post wants
const joins = `
	CROSS JOIN target t ON t.id = l.target_id
	LEFT JOIN visit v ON v.run_id = +:run AND v.target_id = l.target_id
	LEFT JOIN outcome o ON o.target_id = v.target_id AND o.number = v.outcome
	LEFT JOIN outcome b ON b.target_id = l.target_id AND b.number = CASE WHEN o.verdict IS NOT 'ok' THEN (
		SELECT v0.outcome
		FROM visit v0 CROSS JOIN outcome o0 ON o0.target_id = v0.target_id AND o0.number = v0.outcome
		WHERE v0.target_id = l.target_id AND v0.run_id < +:run AND o0.reason <> 'not-asked'
			AND EXISTS (
				SELECT 1 FROM run_post rp0
				CROSS JOIN link l0 ON l0.target_id = l.target_id AND l0.version_id = rp0.version_id AND l0.url IS l.url
				WHERE rp0.run_id = v0.run_id AND rp0.post_id = p.post_id)
		ORDER BY v0.run_id DESC LIMIT 1) END
	LEFT JOIN search s ON s.run_id = +:run AND s.target_id = l.target_id AND s.near_ms = ` + wantedDay + `
	LEFT JOIN lookup k ON k.id = s.lookup_id`

// Findings yields the run's links with all that is known about them, by the
// path of the post, line, column and start. Memory does not grow with their
// number. After an error it ends.
func (rec *Record) Findings(ctx context.Context) iter.Seq2[crawler.Finding, error] {
	return func(yield func(crawler.Finding, error) bool) {
		var pages findingPages
		for p, err := range rec.versions(ctx) {
			if err != nil {
				yield(crawler.Finding{}, err)
				return
			}
			pages.begin(rec.run, p)
			for pages.more() {
				page, err := pages.next(ctx, rec.db.read)
				if err != nil {
					yield(crawler.Finding{}, rec.db.explain(fmt.Errorf("links of post %q: %w", p.Path, err)))
					return
				}
				for _, f := range page {
					if !yield(f, nil) {
						return
					}
				}
			}
		}
	}
}

// findingsAtOnce is how many links are read in one go.
const findingsAtOnce = 1000

// findingPages reads the links of one post after another, page by page. What a
// page needs is used again for the next one.
type findingPages struct {
	run     crawler.Run
	post    version
	ended   bool
	row     findingRow
	columns []any // of row
	page    []crawler.Finding
}

func (s *findingPages) begin(run crawler.Run, p version) {
	s.run, s.post, s.ended, s.row.id = run, p, p.Links == 0, 0
	if s.columns == nil {
		s.columns = s.row.columns()
	}
}

func (s *findingPages) more() bool { return !s.ended }

// next reads the page that follows the row read last. It is good until the call
// after it.
func (s *findingPages) next(ctx context.Context, conns *sql.DB) (_ []crawler.Finding, err error) {
	s.page, err = queryInto(ctx, conns, s.page[:0], func(row scanner) (crawler.Finding, error) {
		if err := row.Scan(s.columns...); err != nil {
			return crawler.Finding{}, err
		}
		return s.row.finding(s.post.Post, s.run.FailOn)
	}, findingsQuery, sql.Named("run", s.run.ID), sql.Named("version", s.post.id),
		sql.Named("last", s.row.id), sql.Named("limit", findingsAtOnce))
	s.ended = len(s.page) < findingsAtOnce
	return s.page, err
}

const findingsQuery = `
	SELECT l.id, l.line, l.col, l.start_byte, l.end_byte, coalesce(l.url, t.url), l.raw, l.text, l.context,
		l.syntax, l.embedded, l.rel, l.class, l.class_from,` + checkColumns + `,
		b.verdict, b.reason,
		k.state, k.url, k.captured_ms, k.archive, k.status, k.verified
	FROM version p
	CROSS JOIN link l ON l.version_id = p.id` + joins + `
	WHERE p.id = +:version AND l.id > +:last
	ORDER BY l.id LIMIT +:limit`

// findingRow takes up a row of findingsQuery.
type findingRow struct {
	id     int64
	link   crawler.Link
	check  checkRow
	before before
	lookup lookupRow
}

func (f *findingRow) columns() []any {
	l := &f.link
	all := []any{
		&f.id, &l.Line, &l.Column, &l.Span.Start, &l.Span.End, &l.URL, &l.Raw, &l.Text, &l.Context,
		&l.Syntax, &l.Embedded, &l.Rel, &l.Class, &l.ClassFrom,
	}
	all = append(all, f.check.columns()...)
	all = append(all, &f.before.verdict, &f.before.reason)
	return append(all, f.lookup.columns()...)
}

func (f *findingRow) finding(p crawler.Post, failOn crawler.FailOn) (crawler.Finding, error) {
	check, err := f.check.check()
	if err != nil {
		return crawler.Finding{}, err
	}
	found := crawler.Finding{Post: p, Link: f.link, Check: check, Failing: failOn.Names(check)}
	found.New = found.Failing && !f.before.failing(failOn)
	found.State, found.Snapshot = f.lookup.snapshot()
	return found, nil
}

// before is what the link's last check in an earlier run found; NULL if it was
// never checked.
type before struct {
	verdict, reason sql.NullString
}

// failing reports whether the link was failing, by the rule of the run that is
// read now.
func (b before) failing(failOn crawler.FailOn) bool {
	return b.verdict.Valid && failOn.Names(crawler.Check{
		Verdict: crawler.Verdict(b.verdict.String),
		Reason:  crawler.Reason(b.reason.String),
	})
}

// lookupRow takes up what is shown of a look-up; NULL if there was no search.
type lookupRow struct {
	state, url, archive sql.NullString
	captured, status    sql.NullInt64
	verified            sql.NullBool
}

func (r *lookupRow) columns() []any {
	return []any{&r.state, &r.url, &r.captured, &r.archive, &r.status, &r.verified}
}

func (r *lookupRow) snapshot() (crawler.SnapshotState, crawler.Snapshot) {
	state := crawler.SnapshotState(r.state.String)
	if state != crawler.SnapshotFound {
		return state, crawler.Snapshot{}
	}
	return state, crawler.Snapshot{
		URL:      r.url.String,
		Captured: moment(r.captured),
		Archive:  r.archive.String,
		Status:   int(r.status.Int64),
		Verified: r.verified.Bool,
	}
}
