package store_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"linkmedic/crawler"
	"linkmedic/store"
)

// Everything that goes in comes out, through a database closed in between.
func TestRoundTrip(t *testing.T) {
	path := temporary(t)
	finished := first.Add(3 * time.Minute)
	db, err := store.Open(t.Context(), path, store.WithClock(func() time.Time { return finished }))
	ok(t, err)
	run := crawler.Run{Started: first, Command: "check", Tool: "linkmedic 0.1.0", FailOn: crawler.FailOn{"dead", "new"}}
	r, err := db.StartRun(t.Context(), run)
	ok(t, err)
	p := crawler.Post{
		Path: "posts/pycon-2014.md", Title: "PyCon 2014", Published: date(t, "2014-04-13"),
		PublishedFrom: crawler.FromFrontMatter, Format: crawler.FormatMarkdown,
	}
	l := crawler.Link{
		URL: "HTTP://Example.com/a b#part", Raw: "HTTP://Example.com/a&#32;b#part", Text: "video", Context: "see the video",
		Line: 18, Column: 173, Span: crawler.Span{Start: 2210, End: 2290}, Syntax: crawler.SyntaxReference,
		Embedded: true, Rel: "nofollow", Class: crawler.ClassVideo, ClassFrom: crawler.ClassFromHost,
	}
	ok(t, r.AddPost(t.Context(), p, []crawler.Link{l}))
	all := targets(t, r)
	if len(all) != 1 || all[0].URL != "http://example.com/a%20b" || !all[0].Embedded ||
		!reflect.DeepEqual(all[0].Classes, []crawler.Class{crawler.ClassVideo}) {
		t.Fatalf("targets are %+v", all)
	}
	c := crawler.Check{
		Verdict: crawler.Dead, Reason: "http-404", Status: 404, FinalURL: "http://example.com/b",
		Redirects: []string{"http://example.com/x", "http://example.com/b"}, Title: "Not found", Evidence: "answered 404",
		Checked: first.Add(3 * time.Second), Elapsed: 250 * time.Millisecond, Requests: 3, Confirmed: true,
	}
	ok(t, r.AddCheck(t.Context(), all[0], c))
	wanted, err := r.Wanted(t.Context(), all[0])
	ok(t, err)
	if len(wanted) != 1 || !wanted[0].Near.Equal(p.Published) || wanted[0].Target.ID != all[0].ID {
		t.Fatalf("wanted is %+v", wanted)
	}
	s := crawler.Snapshot{
		URL:      "https://web.archive.org/web/20140501000000/http://example.com/a%20b",
		Captured: time.Date(2014, 5, 1, 0, 0, 0, 0, time.UTC), Archive: "web.archive.org", Status: 200, Verified: true,
	}
	ok(t, r.AddLookup(t.Context(), wanted[0], crawler.Lookup{State: crawler.SnapshotFound, Snapshot: s}))
	ok(t, r.Finish(t.Context(), crawler.RunComplete))
	ok(t, db.Close())

	db, err = store.OpenExisting(t.Context(), path)
	ok(t, err)
	defer db.Close()
	latest, err := db.LatestCheck(t.Context())
	ok(t, err)
	rec := record(t, db, latest)
	run.ID, run.Finished, run.State = 1, finished, crawler.RunComplete
	if !reflect.DeepEqual(rec.Run(), run) {
		t.Errorf("run is  %+v\nwant    %+v", rec.Run(), run)
	}
	want := []crawler.Finding{{
		Post: p, Link: l, Check: c, Failing: true, New: true, State: crawler.SnapshotFound, Snapshot: s,
	}}
	if got := findings(t, rec); !reflect.DeepEqual(got, want) {
		t.Errorf("findings are %+v\nwant         %+v", got, want)
	}
	for got, err := range rec.Posts(t.Context()) {
		ok(t, err)
		if !reflect.DeepEqual(got, crawler.PostSummary{Post: p, Links: 1}) {
			t.Errorf("post is %+v", got)
		}
	}
	counts := crawler.NewSummary()
	counts.Posts, counts.Links, counts.Targets, counts.Snapshots, counts.Failing, counts.New = 1, 1, 1, 1, 1, 1
	counts.Verdicts[crawler.Dead], counts.Classes[crawler.ClassVideo] = 1, 1
	if got := summary(t, rec); !reflect.DeepEqual(got, counts) {
		t.Errorf("summary is %+v", got)
	}
	runs, err := db.Runs(t.Context())
	ok(t, err)
	if !reflect.DeepEqual(runs, []store.RunSummary{{Run: run, Summary: counts}}) {
		t.Errorf("runs are %+v", runs)
	}
	visits, err := db.URLHistory(t.Context(), "http://EXAMPLE.com:80/a b#other")
	ok(t, err)
	if !reflect.DeepEqual(visits, []store.Visit{{RunID: 1, Started: first, Check: c}}) {
		t.Errorf("history is %+v", visits)
	}
}

// Whatever the outside world sends is kept, and what SQLite cannot hold is
// replaced.
func TestHostileText(t *testing.T) {
	for name, hostile := range map[string]string{
		"invalid":   "a\xff\xfeb",
		"nul":       "a\x00b",
		"quotes":    `'"; DROP TABLE link; --`,
		"controls":  "\x1b[31m\u202e\r\n\t",
		"surrogate": "\xed\xa0\x80",
		"long":      strings.Repeat("ä", 1<<20),
		"empty":     "",
	} {
		t.Run(name, func(t *testing.T) {
			db := open(t, temporary(t))
			r, err := db.StartRun(t.Context(), crawler.Run{Command: "check", Tool: hostile, FailOn: crawler.DefaultFailOn})
			ok(t, err)
			ok(t, r.AddPost(t.Context(), crawler.Post{Path: hostile, Title: hostile, Format: crawler.FormatText}, []crawler.Link{{
				URL: hostile, Raw: hostile, Text: hostile, Context: hostile, Rel: hostile, Syntax: crawler.Syntax(hostile),
			}}))
			all := targets(t, r)
			ok(t, r.AddCheck(t.Context(), all[0], crawler.Check{
				Verdict: crawler.Suspect, Reason: "soft-404", FinalURL: hostile, Redirects: []string{hostile}, Title: hostile, Evidence: hostile,
			}))
			wanted, err := r.Wanted(t.Context(), all[0])
			ok(t, err)
			ok(t, r.AddLookup(t.Context(), wanted[0], crawler.Lookup{
				State: crawler.SnapshotFound, Snapshot: crawler.Snapshot{URL: hostile, Archive: hostile}, Evidence: hostile,
			}))
			ok(t, r.Finish(t.Context(), crawler.RunComplete))

			want := strings.ReplaceAll(strings.ToValidUTF8(hostile, "\uFFFD"), "\x00", "\uFFFD")
			f := findings(t, record(t, db, r.Run().ID))[0]
			for _, got := range []string{
				f.Post.Path, f.Post.Title, f.Link.URL, f.Link.Raw, f.Link.Text, f.Link.Context, f.Link.Rel, string(f.Link.Syntax),
				f.Check.FinalURL, f.Check.Redirects[0], f.Check.Title, f.Check.Evidence, f.Snapshot.URL, f.Snapshot.Archive,
			} {
				if got != want {
					t.Errorf("%.40q came back as %.40q", hostile, got)
				}
			}
			visits, err := db.URLHistory(t.Context(), hostile)
			ok(t, err)
			if len(visits) != 1 {
				t.Errorf("%d visits, want 1", len(visits))
			}
		})
	}
}

func TestTargets(t *testing.T) {
	db := open(t, temporary(t))
	r, err := db.StartRun(t.Context(), crawler.Run{Started: first, Command: "check"})
	ok(t, err)
	link := func(url string, class crawler.Class, embedded bool) crawler.Link {
		return crawler.Link{URL: url, Class: class, Embedded: embedded}
	}
	ok(t, r.AddPost(t.Context(), crawler.Post{Path: "b.md"}, []crawler.Link{
		link("http://b.example/#one", crawler.ClassPage, false),
		link("http://B.example", crawler.ClassSchedule, true),
		link("mailto:me@b.example", crawler.ClassPage, false),
	}))
	ok(t, r.AddPost(t.Context(), crawler.Post{Path: "a.md"}, []crawler.Link{
		link("http://a.example/", crawler.ClassPhoto, false),
		link("http://b.example/", crawler.ClassVideo, false),
		link("http://b.example/", crawler.ClassVideo, false),
		{URL: "http:///no host", Line: 1},
	}))
	ok(t, r.AddPost(t.Context(), crawler.Post{Path: "c.md", Error: "permission denied"}, []crawler.Link{
		link("http://c.example/", crawler.ClassPhoto, false),
	}))
	want := []string{
		"http://b.example/ [schedule video page] true",
		"mailto:me@b.example [page] false",
		"http://a.example/ [photo] false",
		"http:///no host [page] false",
	}
	check := func(want []string) (all []crawler.Target) {
		t.Helper()
		var got []string
		all = targets(t, r)
		for _, target := range all {
			got = append(got, fmt.Sprint(target.URL, " ", target.Classes, " ", target.Embedded))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("targets are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		return all
	}
	all := check(want)
	ok(t, r.AddCheck(t.Context(), all[1], crawler.Check{Verdict: crawler.Skipped, Reason: crawler.ReasonUnsupportedScheme}))
	check([]string{want[0], want[2], want[3]})

	if err := r.AddCheck(t.Context(), crawler.Target{URL: "http://x.example/"}, crawler.Check{}); err == nil {
		t.Error("a target without a number was taken")
	}
	if err := r.AddLookup(t.Context(), crawler.Wanted{Target: crawler.Target{URL: "http://x.example/"}}, crawler.Lookup{}); err == nil {
		t.Error("a target without a number was taken")
	}
}

// A path, a target and a search count once a run: with what was said last.
func TestTheLastWordCounts(t *testing.T) {
	db := open(t, temporary(t))
	r, err := db.StartRun(t.Context(), crawler.Run{Started: first, Command: "check"})
	ok(t, err)
	ok(t, r.AddPost(t.Context(), crawler.Post{Path: "a.md", Title: "one"}, []crawler.Link{{URL: "http://a.example/"}}))
	ok(t, r.AddPost(t.Context(), crawler.Post{Path: "a.md", Title: "two"}, []crawler.Link{{URL: "http://b.example/"}}))
	all := targets(t, r)
	if len(all) != 1 || all[0].URL != "http://b.example/" {
		t.Fatalf("targets are %+v", all)
	}
	for _, v := range []crawler.Verdict{crawler.Unknown, crawler.Dead} {
		ok(t, r.AddCheck(t.Context(), all[0], crawler.Check{Verdict: v, Reason: "http-500"}))
	}
	wanted, err := r.Wanted(t.Context(), all[0])
	ok(t, err)
	for _, s := range []crawler.SnapshotState{crawler.SnapshotPending, crawler.SnapshotNone} {
		ok(t, r.AddLookup(t.Context(), wanted[0], crawler.Lookup{State: s}))
	}
	ok(t, r.Finish(t.Context(), crawler.RunComplete))
	got := findings(t, record(t, db, r.Run().ID))
	if len(got) != 1 || got[0].Post.Title != "two" || got[0].Check.Verdict != crawler.Dead || got[0].State != crawler.SnapshotNone {
		t.Errorf("findings are %+v", got)
	}
}

func TestRecordingIsConcurrent(t *testing.T) {
	for _, path := range []string{temporary(t), ":memory:"} {
		db := open(t, path)
		r, err := db.StartRun(t.Context(), crawler.Run{Started: first, Command: "check", FailOn: crawler.DefaultFailOn})
		ok(t, err)
		var all sync.WaitGroup
		const writers, each = 8, 150
		for w := range writers {
			all.Go(func() {
				for i := range each {
					links := []crawler.Link{{URL: fmt.Sprintf("http://%d.example/%d", w, i)}, {URL: "http://shared.example/"}}
					if err := r.AddPost(t.Context(), crawler.Post{Path: fmt.Sprintf("%d/%d.md", w, i)}, links); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		stop := make(chan struct{})
		var reading sync.WaitGroup
		reading.Go(func() { // reads all the time, and reads while it reads
			for {
				select {
				case <-stop:
					return
				default:
				}
				rec := record(t, db, r.Run().ID)
				for _, err := range rec.Findings(t.Context()) {
					if err != nil {
						t.Error(err)
						return
					}
					if _, err := db.LatestCheck(t.Context()); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
		work := make(chan crawler.Target)
		for range writers {
			all.Go(func() {
				for target := range work {
					if _, err := r.History(t.Context(), target); err != nil {
						t.Error(err)
					}
					if err := r.AddCheck(t.Context(), target, crawler.Check{Verdict: crawler.Dead, Reason: "http-410"}); err != nil {
						t.Error(err)
					}
					wanted, err := r.Wanted(t.Context(), target)
					if err != nil {
						t.Error(err)
					}
					for _, day := range wanted {
						if err := r.AddLookup(t.Context(), day, crawler.Lookup{State: crawler.SnapshotNone}); err != nil {
							t.Error(err)
						}
					}
				}
			})
		}
		for _, target := range targets(t, r) {
			work <- target
		}
		close(work)
		all.Wait()
		close(stop)
		reading.Wait()
		ok(t, r.Finish(t.Context(), crawler.RunComplete))
		s := summary(t, record(t, db, r.Run().ID))
		if s.Posts != writers*each || s.Links != 2*writers*each || s.Targets != writers*each+1 || s.Verdicts[crawler.Dead] != s.Targets {
			t.Errorf("%s: summary is %+v", path, s)
		}
	}
}

// An entry is in the database after a second at most, whoever reads it.
func TestBatchesDoNotGrowOld(t *testing.T) {
	path := temporary(t)
	synctest.Test(t, func(t *testing.T) {
		db, err := store.Open(t.Context(), path)
		ok(t, err)
		defer db.Close()
		r, err := db.StartRun(t.Context(), crawler.Run{Command: "check"})
		ok(t, err)
		posts := func() int { return summary(t, record(t, db, r.Run().ID)).Posts }
		for n := range 3 {
			ok(t, r.AddPost(t.Context(), crawler.Post{Path: fmt.Sprint(n)}, nil))
			if got := posts(); got != n {
				t.Errorf("%d posts at once, want %d", got, n)
			}
			time.Sleep(1001 * time.Millisecond)
			synctest.Wait()
			if got := posts(); got != n+1 {
				t.Errorf("%d posts after a second, want %d", got, n+1)
			}
		}
	})
}

func TestBatchesDoNotGrowLarge(t *testing.T) {
	for name, p := range map[string]struct {
		links int
		text  string
	}{
		"rows":  {1200, ""},
		"bytes": {1, strings.Repeat("x", 2<<20)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // no time passes
				db, err := store.Open(t.Context(), ":memory:")
				ok(t, err)
				defer db.Close()
				r, err := db.StartRun(t.Context(), crawler.Run{Command: "check"})
				ok(t, err)
				links := make([]crawler.Link, p.links)
				for i := range links {
					links[i] = crawler.Link{URL: fmt.Sprintf("http://%d.example/", i), Text: p.text}
				}
				ok(t, r.AddPost(t.Context(), crawler.Post{Path: "a.md"}, links))
				synctest.Wait()
				if got := summary(t, record(t, db, r.Run().ID)).Links; got != p.links {
					t.Errorf("%d links are written, want %d", got, p.links)
				}
			})
		})
	}
}

func TestFinishedIsFinished(t *testing.T) {
	db := open(t, ":memory:")
	r, err := db.StartRun(t.Context(), crawler.Run{Command: "check"})
	ok(t, err)
	ok(t, r.AddPost(t.Context(), crawler.Post{Path: "a.md"}, []crawler.Link{{URL: "http://a.example/"}}))
	all := targets(t, r)
	ok(t, r.Finish(t.Context(), crawler.RunInterrupted))
	is(t, r.AddPost(t.Context(), crawler.Post{Path: "b.md"}, nil), store.ErrFinished)
	is(t, r.AddCheck(t.Context(), all[0], crawler.Check{Verdict: crawler.OK}), store.ErrFinished)
	is(t, r.Flush(t.Context()), store.ErrFinished)
	is(t, r.Finish(t.Context(), crawler.RunComplete), store.ErrFinished)
	if state := record(t, db, r.Run().ID).Run().State; state != crawler.RunInterrupted {
		t.Errorf("state is %s", state)
	}
}

// After Ctrl-C the context of the run has ended; what was added is kept.
func TestFinishAfterInterrupt(t *testing.T) {
	for _, path := range []string{temporary(t), ":memory:"} {
		db := open(t, path)
		ctx, interrupt := context.WithCancel(t.Context())
		r, err := db.StartRun(ctx, crawler.Run{Command: "check"})
		ok(t, err)
		ok(t, r.AddPost(ctx, crawler.Post{Path: "a.md"}, []crawler.Link{{URL: "http://a.example/"}, {URL: "http://b.example/"}}))
		all := targets(t, r)
		ok(t, r.AddCheck(ctx, all[0], crawler.Check{Verdict: crawler.OK}))
		interrupt()
		_, err = r.History(ctx, all[1])
		is(t, err, context.Canceled)
		ok(t, r.Finish(ctx, crawler.RunInterrupted))
		runs, err := db.Runs(t.Context())
		ok(t, err)
		if runs[0].Summary.Verdicts[crawler.OK] != 1 {
			t.Errorf("%s: listed with %+v", path, runs[0].Summary)
		}

		rec := record(t, db, r.Run().ID)
		s := summary(t, rec)
		if rec.Run().State != crawler.RunInterrupted || s.Verdicts[crawler.OK] != 1 || s.Verdicts[crawler.Skipped] != 1 {
			t.Errorf("%s: %+v, %+v", path, rec.Run(), s)
		}
	}
}

// Close writes what a run has gathered that nobody finished.
func TestCloseKeepsWhatWasAdded(t *testing.T) {
	path := temporary(t)
	db, err := store.Open(t.Context(), path)
	ok(t, err)
	r, err := db.StartRun(t.Context(), crawler.Run{Command: "check"})
	ok(t, err)
	ok(t, r.AddPost(t.Context(), crawler.Post{Path: "a.md"}, nil))
	ok(t, db.Close())
	is(t, r.AddPost(t.Context(), crawler.Post{Path: "b.md"}, nil), store.ErrFinished)

	rec := record(t, open(t, path), r.Run().ID)
	if s := summary(t, rec); s.Posts != 1 || rec.Run().State != crawler.RunGoing || !rec.Run().Finished.IsZero() {
		t.Errorf("%+v, %+v", rec.Run(), s)
	}
}

// A read that is cancelled half-way takes nothing away, least of all the only
// connection of :memory:, which is the database.
func TestCancelledReadsDoNoHarm(t *testing.T) {
	for _, path := range []string{temporary(t), ":memory:"} {
		db := open(t, path)
		var links []string
		for i := range 3000 {
			links = append(links, fmt.Sprintf("http://%d.example/", i))
		}
		runs := play(t, db, night{posts: []post{{path: "a.md", links: strings.Join(links, " ")}}})
		rec := record(t, db, runs[0])
		for n := range 40 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n*n)*10*time.Microsecond)
			for _, err := range rec.Findings(ctx) {
				if err != nil {
					is(t, err, context.DeadlineExceeded)
				}
			}
			if _, err := rec.Summary(ctx); err != nil {
				is(t, err, context.DeadlineExceeded)
			}
			cancel()
		}
		if got := findings(t, rec); len(got) != len(links) {
			t.Errorf("%s: %d links are left", path, len(got))
		}
	}
}
