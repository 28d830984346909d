package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// DB is an open database. Its methods may be used concurrently.
type DB struct {
	path string
	// write is a pool of one connection, read of a few. With :memory:, where
	// each connection has a database of its own, both are the same pool of
	// one: that cannot deadlock, because no code but ours runs between a
	// query and the end of its rows.
	write, read *sql.DB
	info        os.FileInfo // of the file, nil for :memory:
	now         func() time.Time

	mu         sync.Mutex
	recordings map[*Recording]struct{} // not finished; Close ends them
}

// Option changes how a database is opened.
type Option func(*options)

type options struct {
	busy time.Duration
	now  func() time.Time
}

// WithBusyTimeout sets how long to wait for a lock of another process before
// giving up with ErrLocked; 5 s unless set.
func WithBusyTimeout(d time.Duration) Option { return func(o *options) { o.busy = d } }

// WithClock sets the clock that says when runs end; time.Now unless set.
func WithClock(now func() time.Time) Option { return func(o *options) { o.now = now } }

// Open opens the database at path for reading and writing, makes it if there is
// none, and brings its schema up to date. ":memory:" keeps the record only until
// Close.
//
// The error wraps ErrNotOurs or ErrNewer for a file that is not a linkmedic
// database, which is left untouched; fs.ErrNotExist where the folder is missing;
// ErrLocked, ErrFull, ErrReadOnly or ErrDamaged where SQLite says so.
func Open(ctx context.Context, path string, opts ...Option) (*DB, error) {
	return open(ctx, path, create, opts)
}

// OpenExisting opens a database only for reading. It makes no file: the error
// wraps fs.ErrNotExist if there is none. A file on a medium that cannot be written
// to is read, too, unless a run was killed on it or its schema is older.
func OpenExisting(ctx context.Context, path string, opts ...Option) (*DB, error) {
	return open(ctx, path, read, opts)
}

func open(ctx context.Context, path string, a access, opts []Option) (*DB, error) {
	o := options{busy: 5 * time.Second, now: time.Now}
	for _, set := range opts {
		set(&o)
	}
	db := &DB{path: path, now: o.now, recordings: make(map[*Recording]struct{})}
	opened.Lock()
	defer opened.Unlock()
	if err := db.connect(ctx, a, o); err != nil {
		db.close() // the first error is the one that explains
		return nil, db.explain(err)
	}
	return db, nil
}

func (db *DB) connect(ctx context.Context, a access, o options) error {
	switch db.path {
	case "":
		return errors.New("no file named")
	case memory:
		db.write = pool(dsn(memory, create, o.busy), 1)
		db.read = db.write
		return migrate(ctx, db.write)
	}
	path, err := filepath.Abs(db.path)
	if err != nil {
		return err
	}
	found, err := inspect(path)
	switch {
	case err != nil:
		return err
	case found == missing && a == read:
		return fs.ErrNotExist
	}
	if a == create {
		err = db.connectToWrite(ctx, path, o)
	} else {
		err = db.connectToRead(ctx, path, o)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	db.info = info
	opened.add(info)
	return nil
}

func (db *DB) connectToWrite(ctx context.Context, path string, o options) error {
	db.write = pool(dsn(path, create, o.busy), 1)
	if err := migrate(ctx, db.write); err != nil {
		return err
	}
	if err := useWAL(ctx, db.write, o.busy); err != nil {
		return err
	}
	// A database that cannot be written to is better known before the work
	// than after it.
	if err := db.update(ctx, func(*sql.Tx) error { return nil }); err != nil {
		return err
	}
	db.read = pool(dsn(path, read, o.busy), readers())
	return nil
}

func (db *DB) connectToRead(ctx context.Context, path string, o options) error {
	db.read = pool(dsn(path, read, o.busy), readers())
	version, err := versionOf(ctx, db.read)
	if err != nil && cannotWriteBeside(err) && !hasLog(path) {
		// SQLite reads a WAL database only where it may put its index of
		// the log beside it, unless it is told that nobody writes.
		db.read.Close()
		db.read = pool(dsn(path, immutable, o.busy), readers())
		version, err = versionOf(ctx, db.read)
	}
	if err != nil {
		return err
	}
	if version == len(migrations) {
		return nil
	}
	if err := checkVersion(version); err != nil {
		return err
	}
	db.write = pool(dsn(path, write, o.busy), 1)
	return migrate(ctx, db.write)
}

// hasLog reports whether a write-ahead log with something in it lies beside the
// database: what is in it would be missed by reading the file alone.
func hasLog(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// Close writes what unfinished runs have gathered, and closes the database.
func (db *DB) Close() error {
	db.mu.Lock()
	var unfinished []*Recording
	for r := range db.recordings {
		unfinished = append(unfinished, r)
	}
	db.mu.Unlock()
	var errs []error
	for _, r := range unfinished {
		if err := r.stop(); !errors.Is(err, ErrFinished) { // unless it was just finished elsewhere
			errs = append(errs, err)
		}
	}
	opened.Lock()
	defer opened.Unlock()
	return errors.Join(append(errs, db.close())...)
}

// close closes the connections, the writer last: the last connection moves the
// log into the database and removes it, which a reader may not.
func (db *DB) close() error {
	var errs []error
	if db.read != nil && db.read != db.write {
		errs = append(errs, db.read.Close())
	}
	if db.write != nil {
		errs = append(errs, db.write.Close())
	}
	if db.info != nil {
		opened.remove(db.info)
		db.info = nil
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close database %q: %w", db.path, err)
	}
	return nil
}

// update runs do in one immediate transaction. It cannot be cancelled once
// begun: transactions are short, half of one is of no use, and the driver would
// throw the connection away, with :memory: the whole record.
func (db *DB) update(ctx context.Context, do func(*sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if db.write == nil {
		return fmt.Errorf("%w: opened only for reading", ErrReadOnly)
	}
	tx, err := db.write.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		tx.Rollback() // the first error is the one that explains
		return err
	}
	return tx.Commit()
}
