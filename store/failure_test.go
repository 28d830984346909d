package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"linkmedic/crawler"
)

func openFor(t *testing.T, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), path, WithBusyTimeout(20*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func begin(t *testing.T, db *DB) *Recording {
	t.Helper()
	r, err := db.StartRun(t.Context(), crawler.Run{Command: "check"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lock takes the write lock as another program would, until release is called.
func lock(t *testing.T, path, how string) (release func()) {
	t.Helper()
	other, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("BEGIN " + how); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	db := openFor(t, path)
	r := begin(t, db)
	ctx := t.Context()

	release := lock(t, path, "IMMEDIATE")
	if err := r.AddPost(ctx, crawler.Post{Path: "a.md"}, nil); err != nil {
		t.Errorf("the first entry meets no lock: %v", err)
	}
	if err := r.Flush(ctx); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), path) {
		t.Errorf("flush: %v", err)
	}
	if err := r.AddPost(ctx, crawler.Post{Path: "b.md"}, nil); !errors.Is(err, ErrLocked) {
		t.Errorf("the next call says %v", err)
	}
	if _, err := db.StartRun(ctx, crawler.Run{}); !errors.Is(err, ErrLocked) {
		t.Errorf("start: %v", err)
	}
	if _, err := Open(ctx, path, WithBusyTimeout(20*time.Millisecond)); !errors.Is(err, ErrLocked) {
		t.Errorf("open: %v", err)
	}
	if _, err := db.Runs(ctx); err != nil {
		t.Errorf("a locked database can be read: %v", err)
	}

	release()
	if err := r.Flush(ctx); err != nil {
		t.Errorf("after the lock is gone: %v", err)
	}
	if err := r.AddPost(ctx, crawler.Post{Path: "c.md"}, nil); err != nil {
		t.Error(err)
	}
	if err := r.Finish(ctx, crawler.RunComplete); err != nil {
		t.Error(err)
	}
	runs, err := db.Runs(ctx)
	if err != nil || runs[0].Summary.Posts != 2 {
		t.Errorf("runs are %+v, %v; the post that met the lock should be there", runs, err)
	}
}

func TestFinishOnALockedDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	r := begin(t, openFor(t, path))
	if err := r.AddPost(t.Context(), crawler.Post{Path: "a.md"}, nil); err != nil {
		t.Fatal(err)
	}
	release := lock(t, path, "IMMEDIATE")
	defer release()
	if err := r.Finish(t.Context(), crawler.RunComplete); !errors.Is(err, ErrLocked) {
		t.Errorf("finish: %v", err)
	}
}

func TestOpenALockedFreshDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	release := lock(t, path, "EXCLUSIVE")
	defer release()
	if _, err := Open(t.Context(), path, WithBusyTimeout(20*time.Millisecond)); !errors.Is(err, ErrLocked) {
		t.Errorf("open: %v", err)
	}
}

// A full disk is a database that may have no more pages: SQLite takes the same
// way out of both.
func TestDiskFull(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "linkmedic.db"), memory} {
		db := openFor(t, path)
		r := begin(t, db)
		ctx := t.Context()
		if err := r.AddPost(ctx, crawler.Post{Path: "first.md"}, nil); err != nil {
			t.Fatal(err)
		}
		if err := r.Flush(ctx); err != nil {
			t.Fatal(err)
		}
		var pages int
		if err := db.write.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
			t.Fatal(err)
		}
		limit := func(n int) {
			if _, err := db.write.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
				t.Fatal(err)
			}
		}
		limit(pages + 5)
		var full error
		for n := 0; full == nil && n < 1000; n++ {
			links := make([]crawler.Link, 100)
			for i := range links {
				links[i] = crawler.Link{URL: fmt.Sprintf("http://%d.example/%d", n, i)}
			}
			full = r.AddPost(ctx, crawler.Post{Path: fmt.Sprint(n)}, links)
		}
		if !errors.Is(full, ErrFull) {
			t.Fatalf("error is %v, want %v", full, ErrFull)
		}
		limit(pages + 5000)
		if err := r.Finish(ctx, crawler.RunFailed); err != nil {
			t.Errorf("with room again: %v", err)
		}
		rec, err := db.Record(ctx, r.run.ID)
		if err != nil {
			t.Fatal(err)
		}
		s, err := rec.Summary(ctx)
		if err != nil || s.Posts < 2 || rec.run.State != crawler.RunFailed {
			t.Errorf("%+v, %+v, %v", rec.run, s, err)
		}
	}
}

// If nothing can be written any more, the run says at least that it failed.
func TestFinishOnAFullDisk(t *testing.T) {
	db := openFor(t, memory)
	r := begin(t, db)
	if _, err := db.write.Exec("PRAGMA max_page_count = 1"); err != nil { // that is: as many as there are
		t.Fatal(err)
	}
	links := make([]crawler.Link, 400)
	for i := range links {
		links[i] = crawler.Link{URL: fmt.Sprintf("http://%d.example/", i), Text: strings.Repeat("x", 1000)}
	}
	if err := r.AddPost(t.Context(), crawler.Post{Path: "a.md"}, links); err != nil {
		t.Fatal(err)
	}
	if err := r.Finish(t.Context(), crawler.RunComplete); !errors.Is(err, ErrFull) {
		t.Errorf("finish: %v", err)
	}
	rec, err := db.Record(t.Context(), r.run.ID)
	if err != nil || rec.run.State != crawler.RunFailed {
		t.Errorf("the run is %+v, %v", rec, err)
	}
}

func TestDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	db := openFor(t, path)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 100; i < len(file); i++ {
		file[i] = 0xAA
	}
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	if db, err := Open(t.Context(), path); err == nil {
		_, err = db.Runs(t.Context())
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("runs: %v", err)
		}
		db.Close()
	} else if !errors.Is(err, ErrDamaged) {
		t.Errorf("open: %v", err)
	}
}

func TestClassify(t *testing.T) {
	other := errors.New("something else")
	for _, c := range []struct{ err, want error }{
		{sqlite3.Error{Code: sqlite3.ErrBusy}, ErrLocked},
		{sqlite3.Error{Code: sqlite3.ErrLocked}, ErrLocked},
		{sqlite3.Error{Code: sqlite3.ErrFull}, ErrFull},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.ENOSPC}, ErrFull},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EDQUOT}, ErrFull},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, ErrReadOnly},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen, SystemErrno: syscall.EROFS}, ErrReadOnly},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen, SystemErrno: syscall.EACCES}, ErrReadOnly},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, ErrDamaged},
		{sqlite3.Error{Code: sqlite3.ErrNotADB}, ErrDamaged},
		{fmt.Errorf("wrapped: %w", sqlite3.Error{Code: sqlite3.ErrFull}), ErrFull},
		{other, other},
	} {
		if got := classify(c.err); !errors.Is(got, c.want) || !strings.Contains(got.Error(), c.err.Error()) {
			t.Errorf("%v is %v, want %v", c.err, got, c.want)
		}
	}
	if got := classify(sqlite3.Error{Code: sqlite3.ErrIoErr, SystemErrno: syscall.EIO}); errors.Is(got, ErrFull) || errors.Is(got, ErrReadOnly) {
		t.Errorf("a broken disk is %v", got)
	}
}
