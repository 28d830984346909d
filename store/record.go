package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"

	"linkmedic/crawler"
)

// Record is what the database holds of one run, finished or not.
type Record struct {
	db  *DB
	run crawler.Run
}

// LatestCheck returns the number of the latest run that checked links, whether
// or not it came to its end; one that found no network checked nothing. The
// error wraps ErrNoRun if there is none.
func (db *DB) LatestCheck(ctx context.Context) (runID int64, err error) {
	err = db.read.QueryRowContext(ctx, `
		SELECT id FROM run WHERE command IN ('check', 'demo') AND state <> ?
		ORDER BY id DESC LIMIT 1`, crawler.RunOffline).Scan(&runID)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, db.explain(fmt.Errorf("%w: nothing was checked yet", ErrNoRun))
	}
	return runID, db.explain(err)
}

// Record returns the record of a run. The error wraps ErrNoRun if there is no
// run of that number.
func (db *DB) Record(ctx context.Context, runID int64) (*Record, error) {
	run, _, err := scanRun(db.read.QueryRowContext(ctx, `SELECT `+runColumns+` FROM run WHERE id = ?`, runID))
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: %d", ErrNoRun, runID)
	}
	if err != nil {
		return nil, db.explain(err)
	}
	return &Record{db: db, run: run}, nil
}

// Run is the run of the record.
func (rec *Record) Run() crawler.Run { return rec.run }

const runColumns = `id, started_ms, finished_ms, command, tool, fail_on, state, summary`

func scanRun(row scanner) (run crawler.Run, summary string, err error) {
	var (
		started, finished sql.NullInt64
		failOn            string
	)
	err = row.Scan(&run.ID, &started, &finished, &run.Command, &run.Tool, &failOn, &run.State, &summary)
	run.Started, run.Finished = moment(started), moment(finished)
	if failOn != "" {
		run.FailOn = strings.Split(failOn, ",")
	}
	return run, summary, err
}

// Posts yields the run's posts by path. After an error it ends.
func (rec *Record) Posts(ctx context.Context) iter.Seq2[crawler.PostSummary, error] {
	return func(yield func(crawler.PostSummary, error) bool) {
		for p, err := range rec.versions(ctx) {
			if !yield(p.PostSummary, err) || err != nil {
				return
			}
		}
	}
}

// version is a post as the run saw it.
type version struct {
	id int64
	crawler.PostSummary
}

// versionsAtOnce is how many posts are read in one go.
const versionsAtOnce = 500

// versions yields the run's posts by path; only their numbers are in memory
// all at once.
func (rec *Record) versions(ctx context.Context) iter.Seq2[version, error] {
	return func(yield func(version, error) bool) {
		fail := func(err error) {
			yield(version{}, rec.db.explain(fmt.Errorf("posts of run %d: %w", rec.run.ID, err)))
		}
		ids, err := query(ctx, rec.db.read, func(row scanner) (id int64, err error) {
			return id, row.Scan(&id)
		}, `
			SELECT rp.version_id FROM run_post rp CROSS JOIN post ON post.id = rp.post_id
			WHERE rp.run_id = ? ORDER BY post.path`, rec.run.ID)
		if err != nil {
			fail(err)
			return
		}
		for len(ids) > 0 {
			n := min(len(ids), versionsAtOnce)
			versions, err := rec.db.versions(ctx, ids[:n])
			if err != nil {
				fail(err)
				return
			}
			for _, v := range versions {
				if !yield(v, nil) {
					return
				}
			}
			ids = ids[n:]
		}
	}
}

// versions returns the versions in the order of their numbers in ids.
func (db *DB) versions(ctx context.Context, ids []int64) ([]version, error) {
	array := strings.ReplaceAll(strings.Trim(fmt.Sprint(ids), "[]"), " ", ",")
	return query(ctx, db.read, func(row scanner) (version, error) {
		var (
			v         version
			published sql.NullInt64
		)
		err := row.Scan(&v.id, &v.Path, &v.Title, &published, &v.PublishedFrom, &v.Format, &v.Error, &v.Links)
		v.Published = moment(published)
		return v, err
	}, `
		SELECT version.id, post.path, title, published_ms, published_from, format, error, links
		FROM json_each('[' || ? || ']') AS wanted
		CROSS JOIN version ON version.id = wanted.value
		CROSS JOIN post ON post.id = version.post_id
		ORDER BY wanted.key`, array)
}
