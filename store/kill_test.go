package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/store"
)

// recordForever records one run after another until it is killed.
func recordForever(ctx context.Context, path string) error {
	db, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		if err := recordNight(ctx, db, time.Now(), 40, n); err != nil {
			return err
		}
	}
}

// recordNight records a complete run over posts of ten links each; with another
// edition every post has changed.
func recordNight(ctx context.Context, db *store.DB, started time.Time, posts, edition int) error {
	r, err := db.StartRun(ctx, crawler.Run{Started: started, Command: "check", Tool: "test", FailOn: crawler.DefaultFailOn})
	if err != nil {
		return err
	}
	for p := range posts {
		links := make([]crawler.Link, 10)
		for i := range links {
			links[i] = crawler.Link{
				URL: fmt.Sprintf("http://host%d.example/%d/%d", i, p, edition), Line: i + 1, Column: 1,
				Class: crawler.ClassPage, ClassFrom: crawler.ClassFromDefault, Syntax: crawler.SyntaxInline,
			}
		}
		if err := r.AddPost(ctx, crawler.Post{Path: fmt.Sprintf("posts/%d.md", p), Format: crawler.FormatMarkdown}, links); err != nil {
			return err
		}
	}
	targets, err := r.Targets(ctx)
	if err != nil {
		return err
	}
	for _, t := range targets {
		c := crawler.Check{Verdict: crawler.Dead, Reason: "http-404", Status: 404, Checked: started, Requests: 1, Evidence: "gone"}
		if err := r.AddCheck(ctx, t, c); err != nil {
			return err
		}
		wanted, err := r.Wanted(ctx, t)
		if err != nil {
			return err
		}
		for _, w := range wanted {
			if err := r.AddLookup(ctx, w, crawler.Lookup{State: crawler.SnapshotNone, Evidence: "no capture"}); err != nil {
				return err
			}
		}
	}
	return r.Finish(ctx, crawler.RunComplete)
}

// Issue 2: killing the program at random moments, 20 times, never leaves a
// database that is not sound, and the next run completes.
func TestKill(t *testing.T) {
	const kills = 20
	chance := rand.New(rand.NewPCG(2, 20))
	folder := t.TempDir()
	killed := 0
	for n := range kills {
		// Some databases are killed in their first moments, others are
		// killed again and again.
		path, longest := filepath.Join(folder, fmt.Sprintf("%d.db", n)), 40
		if n >= kills/2 {
			path, longest = filepath.Join(folder, "again.db"), 250
		}
		victim := child(t, "record until killed", path)
		ok(t, victim.Start())
		kill := time.AfterFunc(time.Duration(5+chance.IntN(longest))*time.Millisecond, func() { victim.Process.Kill() })
		if err := victim.Wait(); err == nil || victim.ProcessState.Exited() {
			t.Errorf("the victim ended on its own: %v", err)
		}
		kill.Stop()
		killed += recovered(t, path)
	}
	// The test is worth something only if it met runs that were going on.
	if killed < kills/4 {
		t.Errorf("only %d of %d kills hit a run", killed, kills)
	}
}

// recovered looks whether the database is sound, completes a run, and returns
// how many runs were killed since the last one that came to its end.
func recovered(t *testing.T, path string) (killed int) {
	t.Helper()
	db, err := store.Open(t.Context(), path)
	ok(t, err)
	sound(t, path)

	runs, err := db.Runs(t.Context())
	ok(t, err)
	for _, run := range runs {
		if run.State != crawler.RunGoing {
			continue
		}
		if run.ID == runs[0].ID {
			killed++
		}
		rec, err := db.Record(t.Context(), run.ID)
		ok(t, err)
		links := 0
		for f, err := range rec.Findings(t.Context()) {
			ok(t, err)
			links++
			if f.Check.Verdict != crawler.Dead && f.Check.Reason != crawler.ReasonNotAsked {
				t.Fatalf("run %d says %s %s", run.ID, f.Check.Verdict, f.Check.Reason)
			}
		}
		if links != run.Summary.Links {
			t.Errorf("run %d has %d links and counts %d", run.ID, links, run.Summary.Links)
		}
	}

	ok(t, recordNight(t.Context(), db, time.Now(), 5, 0))
	latest, err := db.LatestCheck(t.Context())
	ok(t, err)
	rec, err := db.Record(t.Context(), latest)
	ok(t, err)
	s, err := rec.Summary(t.Context())
	ok(t, err)
	if rec.Run().State != crawler.RunComplete || s.Links != 50 || s.Verdicts[crawler.Dead] != 50 {
		t.Errorf("the next run is %+v, %+v", rec.Run(), s)
	}
	ok(t, db.Close())
	sound(t, path)
	return killed
}

// sound asks SQLite, on a connection of its own, whether the file is.
func sound(t *testing.T, path string) {
	t.Helper()
	conns, err := sql.Open("sqlite3", path)
	ok(t, err)
	defer conns.Close()
	var verdict string
	ok(t, conns.QueryRow("PRAGMA integrity_check").Scan(&verdict))
	if verdict != "ok" {
		t.Fatalf("integrity_check: %s", verdict)
	}
	rows, err := conns.Query("PRAGMA foreign_key_check")
	ok(t, err)
	defer rows.Close()
	if rows.Next() {
		t.Fatal("foreign_key_check found something")
	}
	ok(t, rows.Err())
}
