package store

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// The ways in which a database can be of no use. Errors of this package wrap
// the one that applies; errors.Is tells them apart. ErrNotOurs and ErrNewer mean
// that the wrong file was named and was left as it is; the others, that the job
// cannot be done now.
var (
	ErrNotOurs  = errors.New("not a database of linkmedic")
	ErrNewer    = errors.New("made by a newer linkmedic")
	ErrLocked   = errors.New("locked by another program")
	ErrFull     = errors.New("no space left on the disk")
	ErrReadOnly = errors.New("cannot be written to")
	ErrDamaged  = errors.New("damaged")

	// ErrNoRun means that the run asked for is not in the database.
	ErrNoRun = errors.New("no such run")

	// ErrFinished is returned by a Recording after Finish, or after the
	// database was closed.
	ErrFinished = errors.New("the run is finished")
)

// explain wraps an error of the driver with the sentinel that applies and with
// the database's name; what is not the driver's is only given the name.
func (db *DB) explain(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("database %q: %w", db.path, classify(err))
}

// classify finds the sentinel of an error of SQLite by its result code
// (https://sqlite.org/rescode.html), never by its text.
func classify(err error) error {
	var s sqlite3.Error
	if !errors.As(err, &s) {
		return err
	}
	if sentinel := sentinelOf(s); sentinel != nil {
		return fmt.Errorf("%w: %w", sentinel, err)
	}
	return err
}

func sentinelOf(err sqlite3.Error) error {
	switch err.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return ErrLocked
	case sqlite3.ErrFull:
		return ErrFull
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return ErrReadOnly
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return ErrDamaged
	}
	switch err.SystemErrno {
	case syscall.ENOSPC, syscall.EDQUOT:
		return ErrFull
	case syscall.EROFS, syscall.EACCES, syscall.EPERM:
		return ErrReadOnly
	}
	return nil
}

// cannotWriteBeside reports whether SQLite complains that it cannot make its
// files beside the database.
func cannotWriteBeside(err error) bool {
	var s sqlite3.Error
	return errors.As(err, &s) && (s.Code == sqlite3.ErrCantOpen || s.Code == sqlite3.ErrReadonly)
}
