package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"linkmedic/crawler"
)

const targetsQuery = `
	SELECT t.id, t.url, made.classes, made.embedded
	FROM (
		SELECT l.target_id, group_concat(DISTINCT l.class) AS classes, max(l.embedded) AS embedded
		FROM run_post rp
		CROSS JOIN link l ON l.version_id = rp.version_id
		WHERE rp.run_id = :run
			AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.run_id = :run AND v.target_id = l.target_id)
		GROUP BY l.target_id
	) made
	CROSS JOIN target t ON t.id = made.target_id
	ORDER BY made.target_id`

// Targets returns the distinct targets of the run's links that have no check in
// it yet, in the order in which the database first saw them. It writes what was
// added first.
func (r *Recording) Targets(ctx context.Context) ([]crawler.Target, error) {
	if err := r.Flush(ctx); err != nil {
		return nil, err
	}
	// The few sets of classes are shared by all targets.
	sets := make(map[string][]crawler.Class)
	targets, err := query(ctx, r.db.read, func(row scanner) (crawler.Target, error) {
		var (
			t       crawler.Target
			classes string
		)
		if err := row.Scan(&t.ID, &t.URL, &classes, &t.Embedded); err != nil {
			return t, err
		}
		set, ok := sets[classes]
		if !ok {
			set = classSet(classes)
			sets[classes] = set
		}
		t.Classes = set
		return t, nil
	}, targetsQuery, sql.Named("run", r.run.ID))
	if err != nil {
		return nil, r.db.explain(fmt.Errorf("targets of run %d: %w", r.run.ID, err))
	}
	return targets, nil
}

// classSet reads a list of classes as SQLite put it together, in any order. It
// has no room to grow, because it is shared.
func classSet(list string) []crawler.Class {
	var set []crawler.Class
	for name := range strings.SplitSeq(list, ",") {
		set = append(set, crawler.Class(name))
	}
	slices.SortFunc(set, func(a, b crawler.Class) int {
		return slices.Index(crawler.Classes, a) - slices.Index(crawler.Classes, b)
	})
	return slices.Clip(set)
}

// historyLimit bounds how many earlier checks History returns: more nights than
// any decision looks back.
const historyLimit = 50

// History returns the target's checks in earlier runs, the newest first, at most
// 50. Runs that did not come to ask it are left out.
func (r *Recording) History(ctx context.Context, t crawler.Target) ([]crawler.Check, error) {
	checks, err := query(ctx, r.db.read, func(row scanner) (crawler.Check, error) {
		var c checkRow
		if err := row.Scan(c.columns()...); err != nil {
			return crawler.Check{}, err
		}
		return c.check()
	}, `
		SELECT `+checkColumns+`
		FROM visit v CROSS JOIN outcome o ON o.target_id = v.target_id AND o.number = v.outcome
		WHERE v.target_id = +? AND v.run_id < +? AND o.reason <> 'not-asked'
		ORDER BY v.run_id DESC LIMIT +?`, t.ID, r.run.ID, historyLimit)
	if err != nil {
		return nil, r.db.explain(fmt.Errorf("history of %s: %w", crawler.Mask(t.URL), err))
	}
	return checks, nil
}
