package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"linkmedic/crawler"
)

var (
	gone404 = crawler.Check{Verdict: crawler.Dead, Reason: "http-404", Status: 404, Reached: true, Resolved: true, Checked: today}
	found   = crawler.Lookup{State: crawler.SnapshotFound, Snapshot: crawler.Snapshot{URL: "https://archive.example/1"}}
	pending = crawler.SnapshotPending
)

func allDead(context.Context, crawler.Target) crawler.Check { return gone404 }

// untilEnd hangs until ctx ends.
func untilEnd(ctx context.Context, _ crawler.Wanted) (crawler.Lookup, error) {
	<-ctx.Done()
	return crawler.Lookup{}, ctx.Err()
}

func TestRun(t *testing.T) {
	w := new(world)
	w.post("a.md", "https://a.example/", "https://b.example/", "mailto:me@example.org", "https://unwanted.example/")
	w.post("b.md", "https://a.example/")
	w.post("broken.md")
	w.documents = append(w.documents, crawler.Document{Post: crawler.Post{Path: "missing.md", Error: "no such file"}})
	a := w.audit()
	a.Concurrency = 100 // more than there are targets
	out, err := a.Run(t.Context())
	is(t, err, nil)
	if out.Unreadable != 2 {
		t.Errorf("%d posts unreadable, want 2", out.Unreadable)
	}
	problems := make(map[string]string)
	for _, p := range w.posts {
		problems[p.Path] = p.Error
	}
	if len(w.posts) != 4 || problems["broken.md"] != "not UTF-8" || problems["missing.md"] != "no such file" {
		t.Errorf("posts recorded: %v", problems)
	}
	slices.Sort(w.probed)
	if want := []string{"https://a.example/", "https://b.example/"}; !slices.Equal(w.probed, want) {
		t.Errorf("visited %v, want %v", w.probed, want)
	}
	if len(w.checks) != 3 || w.checks["mailto:me@example.org"].Reason != crawler.ReasonUnsupportedScheme {
		t.Errorf("checks recorded: %v", w.checks)
	}
	if !slices.Equal(w.checking, []int{3}) || w.told != 3 {
		t.Errorf("observer was told of %v targets and %d results, want [3] and 3", w.checking, w.told)
	}
	if len(w.asked) != 0 {
		t.Errorf("archive was asked for what lives: %v", w.asked)
	}
}

func TestRunWithoutTargets(t *testing.T) {
	w := new(world)
	_, err := w.audit().Run(t.Context())
	is(t, err, nil)
	if !slices.Equal(w.checking, []int{0}) {
		t.Errorf("observer was told of %v targets, want [0]", w.checking)
	}
}

func TestRunOfflineRecordsNoCheck(t *testing.T) {
	w := &world{probe: func(context.Context, crawler.Target) crawler.Check { return noName }}
	w.post("a.md", "https://a.example/", "https://b.example/", "mailto:me@example.org")
	_, err := w.audit().Run(t.Context())
	is(t, err, ErrOffline)
	if len(w.checks) != 0 || len(w.asked) != 0 {
		t.Errorf("recorded %v, asked the archive for %v; want nothing", w.checks, w.asked)
	}
}

func TestRunTakesYoungResultsOver(t *testing.T) {
	w := &world{past: map[string][]crawler.Check{
		"https://young.example/": {{Verdict: crawler.Dead, Reason: "http-410", Checked: today.Add(-time.Minute)}},
		"https://old.example/":   {{Verdict: crawler.Dead, Reason: "http-410", Checked: today.Add(-2 * time.Hour)}},
	}}
	w.post("a.md", "https://young.example/", "https://old.example/")
	a := w.audit()
	a.MaxAge = time.Hour
	_, err := a.Run(t.Context())
	is(t, err, nil)
	if !slices.Equal(w.probed, []string{"https://old.example/"}) {
		t.Errorf("visited %v, want only the old one", w.probed)
	}
	if got := w.checks["https://young.example/"]; got.Verdict != crawler.Dead || !got.Checked.Equal(today.Add(-time.Minute)) {
		t.Errorf("the young one was recorded as %+v", got)
	}
	if len(w.asked) != 1 || w.asked[0].Target.URL != "https://young.example/" {
		t.Errorf("archive was asked for %v, want the young one, which is dead", w.asked)
	}
}

func TestRunRipens(t *testing.T) {
	failed := func(days int) crawler.Check {
		return crawler.Check{Verdict: crawler.Unknown, Reason: crawler.ReasonRefused, Checked: today.AddDate(0, 0, -days)}
	}
	w := &world{
		probe: func(context.Context, crawler.Target) crawler.Check {
			c := refused
			c.Checked = today
			return c
		},
		past: map[string][]crawler.Check{
			"https://ripe.example/":  {failed(2), failed(4)},
			"https://green.example/": {failed(1)},
		},
	}
	w.post("a.md", "https://ripe.example/", "https://green.example/")
	_, err := w.audit().Run(t.Context())
	is(t, err, nil)
	if c := w.checks["https://ripe.example/"]; c.Verdict != crawler.Dead || !c.Confirmed {
		t.Errorf("the ripe one is %q", c.Verdict)
	}
	if c := w.checks["https://green.example/"]; c.Verdict != crawler.Unknown {
		t.Errorf("the green one is %q", c.Verdict)
	}
	if len(w.asked) != 1 || w.asked[0].Target.URL != "https://ripe.example/" {
		t.Errorf("archive was asked for %v, want the ripe one", w.asked)
	}
}

func TestRunAsksTheArchive(t *testing.T) {
	earlier := today.AddDate(-1, 0, 0)
	tests := []struct {
		name   string
		known  crawler.Lookup
		answer crawler.Lookup
		asked  int
		state  crawler.SnapshotState // recorded; empty: nothing
		had    time.Time             // when the answer was had
	}{
		{name: "fresh", answer: found, asked: 2, state: crawler.SnapshotFound, had: today},
		{
			name:   "the archive says when",
			answer: crawler.Lookup{State: crawler.SnapshotNone, Asked: earlier}, asked: 2, state: crawler.SnapshotNone, had: earlier,
		},
		{name: "known", known: crawler.Lookup{State: crawler.SnapshotFound, Asked: earlier}, state: crawler.SnapshotFound, had: earlier},
		{
			name:   "known too long",
			known:  crawler.Lookup{State: crawler.SnapshotNone, Asked: earlier},
			answer: found, asked: 2, state: crawler.SnapshotFound, had: today,
		},
		{name: "nothing looked for", asked: 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := &world{probe: allDead, days: 2, ask: func(context.Context, crawler.Wanted) (crawler.Lookup, error) { return tt.answer, nil }}
			if tt.known.State != "" {
				w.known = map[string]crawler.Lookup{"https://a.example/": tt.known}
			}
			w.post("a.md", "https://a.example/", "https://archive.example/copy")
			w.post("b.md", "https://a.example/")
			_, err := w.audit().Run(t.Context())
			is(t, err, nil)
			if len(w.asked) != tt.asked {
				t.Errorf("asked %d times, want %d: once a day wanted, never for an archive's copy", len(w.asked), tt.asked)
			}
			want := 2
			if tt.state == "" {
				want = 0
			}
			if len(w.lookups) != want || w.told != 2+want {
				t.Errorf("%d look-ups recorded, want %d; observer was told %d results", len(w.lookups), want, w.told)
			}
			for k, l := range w.lookups {
				if l.State != tt.state || !l.Asked.Equal(tt.had) {
					t.Errorf("%s: recorded %q of %v, want %q of %v", k, l.State, l.Asked, tt.state, tt.had)
				}
			}
		})
	}
}

func TestRunWithoutArchive(t *testing.T) {
	w := &world{probe: allDead}
	w.post("a.md", "https://a.example/")
	a := w.audit()
	a.Archive = nil
	_, err := a.Run(t.Context())
	is(t, err, nil)
	if len(w.checks) != 1 || len(w.lookups) != 0 {
		t.Errorf("%d checks and %d look-ups, want 1 and 0", len(w.checks), len(w.lookups))
	}
}

// deadPost is a world whose post has n dead links.
func deadPost(n int) *world {
	w := &world{probe: allDead, ask: untilEnd}
	var urls []string
	for i := range n {
		urls = append(urls, fmt.Sprintf("https://h%d.example/", i))
	}
	w.post("a.md", urls...)
	return w
}

// allPending checks that n look-ups were recorded, all pending.
func (w *world) allPending(t *testing.T, n int) {
	t.Helper()
	if len(w.lookups) != n {
		t.Errorf("%d look-ups recorded, want %d", len(w.lookups), n)
	}
	for k, l := range w.lookups {
		if l.State != pending || l.Evidence == "" {
			t.Errorf("%s: recorded %q (%q), want %q with evidence", k, l.State, l.Evidence, pending)
		}
	}
}

func TestRunWaitsForSnapshotsOnlySoLong(t *testing.T) {
	for _, wait := range []time.Duration{0, time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			w := deadPost(10)
			a := w.audit()
			a.SnapshotWait = wait
			start := time.Now()
			_, err := a.Run(t.Context())
			is(t, err, nil)
			if took := time.Since(start); took != wait {
				t.Errorf("took %v, want %v", took, wait)
			}
			w.allPending(t, 10)
		})
	}
}

func TestRunEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := deadPost(10)
		w.probe = func(ctx context.Context, target crawler.Target) crawler.Check {
			if target.ID <= 6 {
				return gone404
			}
			<-ctx.Done()
			return crawler.Check{Verdict: crawler.Skipped, Reason: crawler.ReasonNotAsked}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		_, err := w.audit().Run(ctx)
		is(t, err, context.DeadlineExceeded)
		if took := time.Since(start); took != time.Minute {
			t.Errorf("took %v, want no longer than the minute until the end", took)
		}
		if len(w.checks) != 6 {
			t.Errorf("%d checks recorded, want the 6 that were finished", len(w.checks))
		}
		w.allPending(t, 6)
	})
}

func TestRunEndsWithTheRecord(t *testing.T) {
	full := errors.New("disk full")
	tests := map[string]func(*world){
		"posts":    func(w *world) { w.postErr = full },
		"targets":  func(w *world) { w.targetsErr = full },
		"checks":   func(w *world) { w.checkErr = full },
		"look-ups": func(w *world) { w.lookupErr = full },
	}
	for name, fail := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := deadPost(100)
				w.ask = nil
				w.probe = func(ctx context.Context, _ crawler.Target) crawler.Check {
					select {
					case <-time.After(time.Minute):
					case <-ctx.Done():
					}
					return gone404
				}
				fail(w)
				_, err := w.audit().Run(t.Context())
				is(t, err, full)
				if errors.Is(err, context.Canceled) {
					t.Errorf("%v looks like an interrupt", err)
				}
				if len(w.probed) > 10 {
					t.Errorf("%d targets visited after the record failed", len(w.probed))
				}
			})
		})
	}
}

func TestReadEndsWithTheSource(t *testing.T) {
	broken := errors.New("no such directory")
	w := new(world)
	a := w.audit()
	a.Source = sourceFunc(func(context.Context, func(crawler.Document) error) error { return broken })
	_, err := a.Run(t.Context())
	is(t, err, broken)
	if w.checking != nil {
		t.Error("the run went on")
	}
}

type sourceFunc func(context.Context, func(crawler.Document) error) error

func (f sourceFunc) Each(ctx context.Context, yield func(crawler.Document) error) error {
	return f(ctx, yield)
}
