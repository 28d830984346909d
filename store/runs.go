package store

import (
	"context"
	"encoding/json"
	"fmt"

	"linkmedic/crawler"
)

// RunSummary is a run and what it found.
type RunSummary struct {
	crawler.Run
	Summary crawler.Summary
}

// Runs returns all runs, the newest first.
func (db *DB) Runs(ctx context.Context) ([]RunSummary, error) {
	type row struct {
		run    crawler.Run
		counts string
	}
	rows, err := query(ctx, db.read, func(s scanner) (r row, err error) {
		r.run, r.counts, err = scanRun(s)
		return r, err
	}, `SELECT `+runColumns+` FROM run ORDER BY id DESC`)
	if err != nil {
		return nil, db.explain(fmt.Errorf("list runs: %w", err))
	}
	runs := make([]RunSummary, len(rows))
	for i, r := range rows {
		runs[i].Run = r.run
		if runs[i].Summary, err = db.summaryOf(ctx, r.run, r.counts); err != nil {
			return nil, db.explain(fmt.Errorf("count run %d: %w", r.run.ID, err))
		}
	}
	return runs, nil
}

// summaryOf takes the counts that were kept with a finished run; those of a run
// that goes on or was killed are counted.
func (db *DB) summaryOf(ctx context.Context, run crawler.Run, counts string) (crawler.Summary, error) {
	if counts == "" {
		return db.count(ctx, run)
	}
	s := crawler.NewSummary()
	err := json.Unmarshal([]byte(counts), &s)
	return s, err
}
