package store

import (
	"context"
	"database/sql"
)

// A plus before a parameter, as in "target_id = +?", stands in the statements that
// are run once for each target, link or post. SQLite plans a statement anew when
// a parameter changes that its plan looked at; the driver, which clears the
// parameters of the statements that it keeps, makes that each time, and a look-up
// of 4 µs one of 20. The plan does not look at what a plus hides.

// scanner is a row: *sql.Row or *sql.Rows.
type scanner interface {
	Scan(dest ...any) error
}

// query returns all rows of a statement, read by scan. It gathers them before
// it returns so that no statement stays open while other code runs: an open one
// would hold up the writer of :memory:, and elsewhere keep the log from being
// cut. Callers bound the number of rows.
func query[T any](ctx context.Context, conns *sql.DB, scan func(scanner) (T, error), statement string, args ...any) ([]T, error) {
	return queryInto(ctx, conns, nil, scan, statement, args...)
}

// queryInto is query that appends to rows.
func queryInto[T any](ctx context.Context, conns *sql.DB, all []T, scan func(scanner) (T, error), statement string, args ...any) ([]T, error) {
	rows, err := conns.QueryContext(ctx, statement, args...)
	if err != nil {
		return all, err
	}
	defer rows.Close()
	for rows.Next() {
		t, err := scan(rows)
		if err != nil {
			return all, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}
