package store

import (
	"context"
	"database/sql"
)

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
