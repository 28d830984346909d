package store

import (
	"database/sql"
	"strings"
	"testing"
)

// The statements that read a run's million links must find each row by an index:
// a scan of a table, once for each link, would never end. What may be scanned is
// a set that the statement itself has made.
func TestStatementsFindTheirRows(t *testing.T) {
	db := openFor(t, memory)
	run := sql.Named("run", 1)
	for name, statement := range map[string]struct {
		text string
		args []any
	}{
		"findings":  {findingsQuery, []any{run, sql.Named("version", 1), sql.Named("last", 0), sql.Named("limit", 1)}},
		"trouble":   {troubleQuery, []any{run}},
		"snapshots": {snapshotsQuery, []any{run}},
		"wanted":    {wantedQuery, []any{run, sql.Named("target", 1)}},
		"targets":   {targetsQuery, []any{run}},
		"verdicts":  {verdictsQuery, []any{run, sql.Named("unasked", "skipped")}},
	} {
		plan, err := query(t.Context(), db.read, func(row scanner) (step string, err error) {
			var ignored int
			return step, row.Scan(&ignored, &ignored, &ignored, &step)
		}, "EXPLAIN QUERY PLAN "+statement.text, statement.args...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, step := range plan {
			scans := strings.HasPrefix(step, "SCAN ") && step != "SCAN made"
			sorts := strings.Contains(step, "AUTOMATIC") // an index made anew each time
			if scans || sorts {
				t.Errorf("%s: %s\nin\n%s", name, step, strings.Join(plan, "\n"))
			}
		}
	}
}
