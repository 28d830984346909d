package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"linkmedic/crawler"
)

// withMigrations pretends that the program knows other migrations.
func withMigrations(t *testing.T, steps ...string) {
	t.Helper()
	real := migrations
	migrations = steps
	t.Cleanup(func() { migrations = real })
}

func TestMigrateStepByStep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	old := slices.Clone(migrations)
	for n := range 3 {
		withMigrations(t, append(old, []string{
			"ALTER TABLE run ADD COLUMN host TEXT NOT NULL DEFAULT ''",
			"CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT; CREATE INDEX note_text ON note (text)",
		}[:n]...)...)
		db := openFor(t, path)
		if version, err := versionOf(t.Context(), db.read); err != nil || version != len(migrations) {
			t.Errorf("version is %d (%v), want %d", version, err, len(migrations))
		}
		begin(t, db)
		if runs, err := db.Runs(t.Context()); err != nil || len(runs) != n+1 {
			t.Errorf("%d runs (%v), want %d", len(runs), err, n+1)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}

	// An older program leaves it alone.
	withMigrations(t, old...)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, open := range []func(context.Context, string, ...Option) (*DB, error){Open, OpenExisting} {
		if _, err := open(t.Context(), path); !errors.Is(err, ErrNewer) {
			t.Errorf("error is %v, want %v", err, ErrNewer)
		}
	}
	if after, _ := os.ReadFile(path); !slices.Equal(before, after) {
		t.Error("the newer file was changed")
	}
}

// A newer version that is only in the log so far is seen, too.
func TestNewerInTheLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	newer := openFor(t, path)
	if _, err := newer.write.Exec("PRAGMA user_version = 77"); err != nil {
		t.Fatal(err)
	}
	for _, open := range []func(context.Context, string, ...Option) (*DB, error){Open, OpenExisting} {
		if _, err := open(t.Context(), path); !errors.Is(err, ErrNewer) {
			t.Errorf("error is %v, want %v", err, ErrNewer)
		}
	}
}

func TestOpenExistingMigrates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	db := openFor(t, path)
	begin(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	withMigrations(t, append(slices.Clone(migrations), "ALTER TABLE run ADD COLUMN host TEXT NOT NULL DEFAULT ''")...)
	db, err := OpenExisting(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if runs, err := db.Runs(t.Context()); err != nil || len(runs) != 1 {
		t.Errorf("%d runs, %v", len(runs), err)
	}
}

// A step that breaks leaves the database as it was.
func TestMigrateAllOrNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	if err := openFor(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	old := slices.Clone(migrations)
	withMigrations(t, append(slices.Clone(old), "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE half (id INTEGER) STRICT")...)
	if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "migrate from version 1") {
		t.Errorf("error is %v", err)
	}
	withMigrations(t, old...)
	db := openFor(t, path)
	var tables int
	if err := db.read.QueryRow("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").Scan(&tables); err != nil || tables != 0 {
		t.Errorf("%d halves are left (%v)", tables, err)
	}
}

// The settings that DESIGN asks for hold on every connection.
func TestSettings(t *testing.T) {
	path := filepath.Join(t.TempDir(), "linkmedic.db")
	db, err := Open(t.Context(), path, WithBusyTimeout(1234*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "1234", "synchronous": "1", "application_id": "1280140644",
	} {
		for name, conns := range map[string]*sql.DB{"writer": db.write, "reader": db.read} {
			var got string
			if err := conns.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
				t.Errorf("%s of the %s is %s (%v), want %s", pragma, name, got, err, want)
			}
		}
	}
	if n := db.write.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d connections write", n)
	}
	if _, err := db.read.Exec("DELETE FROM run"); err == nil {
		t.Error("a reader can write")
	}
	var loose string
	err = db.read.QueryRow("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%STRICT%'").Scan(&loose)
	if !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("table %s is not strict (%v)", loose, err)
	}
}

// A night without news adds a small row for each post, target and search, and
// nothing else.
func TestANightWithoutNewsIsCheap(t *testing.T) {
	db := openFor(t, memory)
	play := func() {
		r := begin(t, db)
		ctx := t.Context()
		post := crawler.Post{Path: "a.md", Title: "A"}
		links := []crawler.Link{{URL: "http://a.example/", Text: "a"}, {URL: "http://b.example/#b", Text: "b"}}
		if err := r.AddPost(ctx, post, links); err != nil {
			t.Fatal(err)
		}
		all, err := r.Targets(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for n, target := range all {
			c := crawler.Check{Verdict: crawler.Dead, Reason: "http-404", Evidence: target.URL, Redirects: []string{"http://c.example/"}, Elapsed: time.Duration(n)}
			if err := r.AddCheck(ctx, target, c); err != nil {
				t.Fatal(err)
			}
			if err := r.AddLookup(ctx, crawler.Wanted{Target: target}, crawler.Lookup{State: crawler.SnapshotPending}); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Finish(ctx, crawler.RunComplete); err != nil {
			t.Fatal(err)
		}
	}
	for n := 1; n <= 3; n++ {
		play()
		for table, want := range map[string]int{
			"run": n, "run_post": n, "visit": 2 * n, "search": 2 * n,
			"post": 1, "version": 1, "link": 2, "target": 2, "outcome": 2, "lookup": 2,
		} {
			var got int
			if err := db.read.QueryRow("SELECT count(*) FROM " + table).Scan(&got); err != nil || got != want {
				t.Errorf("night %d: %d rows in %s (%v), want %d", n, got, table, err, want)
			}
		}
	}
}
