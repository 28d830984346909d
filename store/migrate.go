package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations are the schema's steps in order; the database's user_version is
// the number of those it has taken.
var migrations = readMigrations()

// readMigrations panics on what can only be a mistake in the build.
func readMigrations() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		panic("store: no migrations embedded")
	}
	steps := make([]string, len(names))
	for i, name := range names {
		step, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		steps[i] = string(step)
	}
	return steps
}

// migrate brings the database up to date, each step in a transaction of its
// own. A database that another process is migrating is waited for.
func migrate(ctx context.Context, conns *sql.DB) error {
	for {
		version, err := versionOf(ctx, conns)
		if err != nil {
			return err
		}
		if err := checkVersion(version); err != nil {
			return err
		}
		if version == len(migrations) {
			return nil
		}
		if err := takeStep(ctx, conns, version); err != nil {
			return fmt.Errorf("migrate from version %d: %w", version, err)
		}
	}
}

// takeStep runs the migration that follows version, unless another process was
// quicker. The mark that the file is ours is set in the same transaction.
func takeStep(ctx context.Context, conns *sql.DB, version int) error {
	tx, err := conns.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing, after an error that one counts
	now, err := versionOf(ctx, tx)
	if err != nil || now != version {
		return err
	}
	if _, err := tx.ExecContext(ctx, migrations[version]); err != nil {
		return err
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version+1)
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return err
	}
	return tx.Commit()
}

func versionOf(ctx context.Context, q interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}) (version int, err error) {
	err = q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// useWAL switches the file to write-ahead logging, which stays with the file.
// It comes after the first migration: with a rollback journal the mark that the
// file is ours is in the file's own header from its first byte on, not in a log
// beside it. SQLite refuses the switch at once, without waiting, while another
// connection is busy; so the waiting is done here. A file system that cannot do
// it (some network ones) keeps the rollback journal, which works as well, slower.
func useWAL(ctx context.Context, conns *sql.DB, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		var mode string
		err := classify(conns.QueryRowContext(context.WithoutCancel(ctx), "PRAGMA journal_mode = WAL").Scan(&mode))
		if !errors.Is(err, ErrLocked) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(10 * time.Millisecond):
		}
	}
}
