package store

import (
	"context"
	"fmt"
	"time"

	"linkmedic/crawler"
)

// Visit is a check and the run that made it.
type Visit struct {
	RunID int64
	// Started is when the run began, as a check that asked nobody has no
	// time of its own.
	Started time.Time
	Check   crawler.Check
}

// URLHistory returns every check of an address, as it may stand in a post, the
// newest first; none if it was never met.
func (db *DB) URLHistory(ctx context.Context, address string) ([]Visit, error) {
	target, _ := crawler.Ask(text(address))
	visits, err := query(ctx, db.read, func(row scanner) (visit Visit, err error) {
		var (
			started int64
			c       checkRow
		)
		if err := row.Scan(append([]any{&visit.RunID, &started}, c.columns()...)...); err != nil {
			return visit, err
		}
		visit.Started = time.UnixMilli(started).UTC()
		visit.Check, err = c.check()
		return visit, err
	}, `
		SELECT run.id, run.started_ms,`+checkColumns+`
		FROM target t
		CROSS JOIN visit v ON v.target_id = t.id
		CROSS JOIN outcome o ON o.target_id = v.target_id AND o.number = v.outcome
		CROSS JOIN run ON run.id = v.run_id
		WHERE t.url = ?
		ORDER BY v.run_id DESC`, text(target))
	if err != nil {
		return nil, db.explain(fmt.Errorf("history of %s: %w", crawler.Mask(address), err))
	}
	return visits, nil
}
