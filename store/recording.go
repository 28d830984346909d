package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"linkmedic/crawler"
)

// Recording is a run that is being recorded. Its methods may be used
// concurrently. What is added is gathered and written at least once a second;
// an error of writing is returned by the next call, by Flush and by Finish.
type Recording struct {
	db     *DB
	run    crawler.Run
	writer *writer
}

// StartRun begins the record of a run and gives it its number. Started is what
// the run says; the rest of what is known only at its end is ignored.
func (db *DB) StartRun(ctx context.Context, run crawler.Run) (*Recording, error) {
	run.Started = run.Started.UTC().Truncate(time.Millisecond)
	run.Finished = time.Time{}
	run.State = crawler.RunGoing
	err := db.update(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(context.WithoutCancel(ctx),
			`INSERT INTO run (started_ms, command, tool, fail_on, state) VALUES (?, ?, ?, ?, ?)`,
			run.Started.UnixMilli(), text(run.Command), text(run.Tool), text(strings.Join(run.FailOn, ",")), run.State)
		if err != nil {
			return err
		}
		run.ID, err = res.LastInsertId()
		return err
	})
	if err != nil {
		return nil, db.explain(fmt.Errorf("start run: %w", err))
	}
	r := &Recording{db: db, run: run, writer: startWriter(db, run)}
	db.mu.Lock()
	defer db.mu.Unlock()
	db.recordings[r] = struct{}{}
	return r, nil
}

// Run is the run that is being recorded, with its number.
func (r *Recording) Run() crawler.Run { return r.run }

// Flush writes what was added.
func (r *Recording) Flush(ctx context.Context) error { return r.writer.flush(ctx) }

// Finish writes what was added and says how the run ended. The record takes
// nothing more afterwards. It does so even if ctx has ended, without counting
// then what was found.
func (r *Recording) Finish(ctx context.Context, state crawler.RunState) error {
	err := r.stop()
	switch {
	case errors.Is(err, ErrFinished):
		return err
	case err != nil:
		// There may still be room to say that it failed.
		return errors.Join(err, r.end(ctx, crawler.RunFailed))
	}
	return r.end(ctx, state)
}

// stop writes what was added and ends the writer.
func (r *Recording) stop() error {
	r.db.mu.Lock()
	delete(r.db.recordings, r)
	r.db.mu.Unlock()
	return r.writer.stop()
}

func (r *Recording) end(ctx context.Context, state crawler.RunState) error {
	// The counts are kept for convenience: if ctx leaves no time for them,
	// they are counted when they are asked for.
	counts, uncounted := r.db.countsOf(ctx, r.run)
	if ctx.Err() != nil {
		uncounted = nil
	}
	ctx = context.WithoutCancel(ctx)
	err := r.db.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE run SET finished_ms = ?, state = ?, summary = ? WHERE id = ?`,
			r.db.now().UnixMilli(), state, counts, r.run.ID)
		return err
	})
	if err := errors.Join(uncounted, err); err != nil {
		return r.db.explain(fmt.Errorf("finish run %d: %w", r.run.ID, err))
	}
	return nil
}
