package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/store"
)

const page = "http://a.example/"

// one is a post with one link.
var one = []post{{path: "a.md", links: page}}

func TestNew(t *testing.T) {
	dead, ok200 := map[string]string{page: "dead http-404"}, map[string]string{page: "ok"}
	unknown, notAsked := map[string]string{page: "unknown timeout-connect"}, map[string]string{page: "skipped not-asked"}
	for name, c := range map[string]struct {
		nights []night
		want   bool
	}{
		"no history":                           {[]night{{posts: one, checks: dead}}, true},
		"dead before":                          {[]night{{posts: one, checks: dead}, {posts: one, checks: dead}}, false},
		"ok before":                            {[]night{{posts: one, checks: ok200}, {posts: one, checks: dead}}, true},
		"dead, ok, dead":                       {[]night{{posts: one, checks: dead}, {posts: one, checks: ok200}, {posts: one, checks: dead}}, true},
		"ok, dead, dead":                       {[]night{{posts: one, checks: ok200}, {posts: one, checks: dead}, {posts: one, checks: dead}}, false},
		"unknown before does not fail":         {[]night{{posts: one, checks: unknown}, {posts: one, checks: dead}}, true},
		"not asked in between":                 {[]night{{posts: one, checks: dead}, {posts: one, checks: notAsked}, {posts: one, checks: dead}}, false},
		"no check in between":                  {[]night{{posts: one, checks: dead}, {posts: one}, {posts: one, checks: dead}}, false},
		"only not asked before":                {[]night{{posts: one}, {posts: one, checks: dead}}, true},
		"gone from the blog in between":        {[]night{{posts: one, checks: dead}, {}, {posts: one, checks: dead}}, false},
		"dead in another post":                 {[]night{{posts: []post{{path: "b.md", links: page}}, checks: dead}, {posts: one, checks: dead}}, true},
		"dead in this post's last version":     {[]night{{posts: []post{{path: "a.md", links: "http://x.example/ " + page}}, checks: dead}, {posts: one, checks: dead}}, false},
		"another fragment of the page":         {[]night{{posts: []post{{path: "a.md", links: page + "#top"}}, checks: dead}, {posts: one, checks: dead}}, true},
		"the same, written with a fragment":    {[]night{{posts: []post{{path: "a.md", links: page + "#top"}}, checks: dead}, {posts: []post{{path: "a.md", links: page + "#top"}}, checks: dead}}, false},
		"two dead versions, the older was ok":  {[]night{{posts: one, checks: ok200}, {posts: []post{{path: "a.md", links: "http://x.example/"}}}, {posts: one, checks: dead}}, true},
		"this run's rule judges the past, too": {[]night{{posts: one, checks: unknown, failOn: crawler.FailOn{"none"}}, {posts: one, checks: unknown, failOn: crawler.FailOn{"unknown"}}}, false},
		"rule names a reason":                  {[]night{{posts: one, checks: unknown}, {posts: one, checks: map[string]string{page: "unknown reset"}, failOn: crawler.FailOn{"reset"}}}, true},
		"only new, by the default rule":        {[]night{{posts: one, checks: dead}, {posts: one, checks: dead, failOn: crawler.FailOn{"new"}}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range c.nights {
				if c.nights[i].failOn == nil {
					c.nights[i].failOn = crawler.DefaultFailOn
				}
			}
			db := open(t, ":memory:")
			runs := play(t, db, c.nights...)
			rec := record(t, db, runs[len(runs)-1])
			got := findings(t, rec)
			if !got[0].Failing || got[0].New != c.want {
				t.Errorf("failing is %v, new is %v; want true, %v", got[0].Failing, got[0].New, c.want)
			}
			if s := summary(t, rec); s.Failing != 1 || s.New != map[bool]int{true: 1}[c.want] {
				t.Errorf("the summary counts %d failing, %d new", s.Failing, s.New)
			}
		})
	}
}

// Posts by path, their links as crawler.CompareLinks says, in whatever order they
// were added.
func TestFindingsAreOrdered(t *testing.T) {
	db := open(t, temporary(t))
	r, err := db.StartRun(t.Context(), crawler.Run{Started: first, Command: "check"})
	ok(t, err)
	chance := rand.New(rand.NewPCG(1, 2))
	links := make([]crawler.Link, 2500) // more than are read in one go
	for i := range links {
		links[i] = crawler.Link{URL: fmt.Sprintf("http://%d.example/", i), Line: 1 + chance.IntN(50), Column: 1 + chance.IntN(5), Span: crawler.Span{Start: i, End: i + 1}}
	}
	given := append([]crawler.Link(nil), links...)
	for _, path := range []string{"b/1.md", "a.md", "b.md", "B.md", "b/1.md.bak", "ä.md"} {
		ok(t, r.AddPost(t.Context(), crawler.Post{Path: path}, links))
	}
	if !reflect.DeepEqual(links, given) {
		t.Error("AddPost changed the caller's links")
	}
	ok(t, r.Finish(t.Context(), crawler.RunComplete))
	rec := record(t, db, r.Run().ID)

	var paths []string
	for p, err := range rec.Posts(t.Context()) {
		ok(t, err)
		paths = append(paths, p.Path)
	}
	want := []string{"B.md", "a.md", "b.md", "b/1.md", "b/1.md.bak", "ä.md"}
	if !reflect.DeepEqual(paths, want) {
		t.Errorf("posts are %q", paths)
	}
	got := findings(t, rec)
	if len(got) != len(links)*len(want) {
		t.Fatalf("%d findings", len(got))
	}
	for i := 1; i < len(got); i++ {
		a, b := got[i-1], got[i]
		if n := strings.Compare(a.Post.Path, b.Post.Path); n > 0 || n == 0 && crawler.CompareLinks(a.Link, b.Link) >= 0 {
			t.Fatalf("%s %+v comes before %s %+v", a.Post.Path, a.Link, b.Post.Path, b.Link)
		}
	}
}

// A consumer that has seen enough ends the reading.
func TestFindingsCanStop(t *testing.T) {
	db := open(t, ":memory:")
	runs := play(t, db, night{posts: []post{{path: "a.md", links: "http://a.example/ http://b.example/"}, {path: "b.md", links: page}}})
	rec := record(t, db, runs[0])
	for range rec.Findings(t.Context()) {
		break
	}
	for range rec.Posts(t.Context()) {
		break
	}
	if got := findings(t, rec); len(got) != 3 {
		t.Errorf("%d findings, want 3", len(got))
	}
}

func TestFindingsReportErrors(t *testing.T) {
	db := open(t, ":memory:")
	runs := play(t, db, night{posts: one})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	times := 0
	for _, err := range record(t, db, runs[0]).Findings(ctx) {
		is(t, err, context.Canceled)
		times++
	}
	if times != 1 {
		t.Errorf("the error came %d times", times)
	}
}

func TestUnreadablePost(t *testing.T) {
	db := open(t, ":memory:")
	runs := play(t, db, night{posts: []post{{path: "a.md", links: page, problem: "permission denied"}, {path: "b.md"}}})
	rec := record(t, db, runs[0])
	var got []string
	for p, err := range rec.Posts(t.Context()) {
		ok(t, err)
		got = append(got, fmt.Sprint(p.Path, p.Error, p.Links))
	}
	if !reflect.DeepEqual(got, []string{"a.mdpermission denied0", "b.md0"}) {
		t.Errorf("posts are %q", got)
	}
	if s := summary(t, rec); s.Posts != 2 || s.Links != 0 || s.Targets != 0 {
		t.Errorf("summary is %+v", s)
	}
}

// Each post has the snapshot nearest to its own day.
func TestSnapshotsArePerDay(t *testing.T) {
	db := open(t, temporary(t))
	r := start(t, db, night{posts: []post{
		{path: "a.md", published: "2014-04-13", links: page},
		{path: "b.md", published: "2019-01-01", links: page},
		{path: "c.md", published: "2019-01-01", links: page + " " + page},
		{path: "d.md", links: page},
	}}, first)
	target := targets(t, r)[0]
	ok(t, r.AddCheck(t.Context(), target, crawler.Check{Verdict: crawler.Dead, Reason: "http-404"}))
	wanted, err := r.Wanted(t.Context(), target)
	ok(t, err)
	var days []string
	for _, w := range wanted {
		days = append(days, w.Near.Format(time.RFC3339))
	}
	if want := []string{"2014-04-13T00:00:00Z", "2019-01-01T00:00:00Z", "2026-11-22T00:00:00Z"}; !reflect.DeepEqual(days, want) {
		t.Fatalf("wanted days are %q, want %q", days, want)
	}
	states := []crawler.SnapshotState{crawler.SnapshotFound, crawler.SnapshotPending, crawler.SnapshotFound}
	for i, w := range wanted {
		ok(t, r.AddLookup(t.Context(), w, crawler.Lookup{State: states[i], Snapshot: crawler.Snapshot{Archive: fmt.Sprint(i)}}))
	}
	ok(t, r.Finish(t.Context(), crawler.RunComplete))
	rec := record(t, db, r.Run().ID)
	var got []string
	for _, f := range findings(t, rec) {
		got = append(got, fmt.Sprint(f.Post.Path, " ", f.State, " ", f.Snapshot.Archive))
	}
	want := []string{"a.md found 0", "b.md pending ", "c.md pending ", "c.md pending ", "d.md found 2"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("snapshots are %q, want %q", got, want)
	}
	if s := summary(t, rec); s.Snapshots != 2 || s.Pending != 3 {
		t.Errorf("summary counts %d snapshots, %d pending", s.Snapshots, s.Pending)
	}
}

// A report of an old run stays what it was, whatever later runs find.
func TestOldReportsStay(t *testing.T) {
	db := open(t, temporary(t), store.WithClock(func() time.Time { return first }))
	found := crawler.Lookup{State: crawler.SnapshotFound, Snapshot: crawler.Snapshot{URL: "https://web.archive.org/web/2014/" + page}}
	dead := map[string]string{page: "dead http-404"}
	old := night{failOn: crawler.DefaultFailOn, posts: one, checks: dead, lookups: map[string]crawler.Lookup{page: {State: crawler.SnapshotPending}}}
	runs := play(t, db, old)
	before := findings(t, record(t, db, runs[0]))
	counts := summary(t, record(t, db, runs[0]))
	play(t, db,
		night{posts: one, checks: dead, lookups: map[string]crawler.Lookup{page: found}},
		night{posts: []post{{path: "a.md", published: "2014-01-01", links: page + " http://b.example/"}}, checks: map[string]string{page: "ok"}},
		night{posts: one, checks: dead},
	)
	if after := findings(t, record(t, db, runs[0])); !reflect.DeepEqual(after, before) {
		t.Errorf("the report was %+v\nand is        %+v", before, after)
	}
	if after := summary(t, record(t, db, runs[0])); !reflect.DeepEqual(after, counts) {
		t.Errorf("the summary was %+v\nand is         %+v", counts, after)
	}
	// The last night looked nothing up.
	if last := findings(t, record(t, db, runs[0]+3)); last[0].State != "" {
		t.Errorf("a snapshot that no run looked for is %q", last[0].State)
	}
}

func TestRecordsThatAreNot(t *testing.T) {
	db := open(t, temporary(t))
	_, err := db.LatestCheck(t.Context())
	is(t, err, store.ErrNoRun)
	_, err = db.Record(t.Context(), 4711)
	is(t, err, store.ErrNoRun)
	if !strings.Contains(err.Error(), "4711") {
		t.Errorf("the message is %q", err)
	}
	runs := play(t, db, night{}, night{command: "demo"}, night{command: "archive"}, night{state: crawler.RunOffline})
	latest, err := db.LatestCheck(t.Context())
	ok(t, err)
	if latest != runs[1] {
		t.Errorf("the latest check is %d, want %d", latest, runs[1])
	}
}

// The summary counts what the findings list, also in a life of many nights.
func TestSummaryAgreesWithFindings(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 4))
	checks := []string{"ok", "moved moved-permanently", "dead http-404", "suspect soft-404", "blocked blocked-403", "unknown reset", "skipped excluded", "skipped not-asked", ""}
	states := []crawler.SnapshotState{crawler.SnapshotFound, crawler.SnapshotNone, crawler.SnapshotPending, crawler.SnapshotExcluded}
	var nights []night
	for range 12 {
		n := night{failOn: crawler.FailOn{"dead", "reset"}, checks: map[string]string{}, lookups: map[string]crawler.Lookup{}}
		for p := range 6 {
			var links []string
			for range chance.IntN(8) {
				links = append(links, fmt.Sprintf("http://%d.example/%s", chance.IntN(10), []string{"", "#a", "#b"}[chance.IntN(3)]))
			}
			published := []string{"", "2014-04-13", "2015-05-05"}[chance.IntN(3)]
			n.posts = append(n.posts, post{path: fmt.Sprint(p), published: published, links: strings.Join(links, " ")})
		}
		for host := range 10 {
			url := fmt.Sprintf("http://%d.example/", host)
			if c := checks[chance.IntN(len(checks))]; c != "" {
				n.checks[url] = c
				if strings.HasPrefix(c, "dead") {
					n.lookups[url] = crawler.Lookup{State: states[chance.IntN(len(states))]}
				}
			}
		}
		nights = append(nights, n)
	}
	db := open(t, ":memory:")
	runs := play(t, db, nights...)
	listed, err := db.Runs(t.Context())
	ok(t, err)
	// failing remembers whether a link was failing when it was last checked.
	failing := make(map[string]bool)
	for i, run := range runs {
		rec := record(t, db, run)
		want := crawler.NewSummary()
		for _, err := range rec.Posts(t.Context()) {
			ok(t, err)
			want.Posts++
		}
		seen := make(map[string]bool)
		now := make(map[string]bool)
		for _, f := range findings(t, rec) {
			want.Links++
			want.Classes[f.Link.Class]++
			if target, _ := crawler.Ask(f.Link.URL); !seen[target] {
				seen[target] = true
				want.Targets++
				want.Verdicts[f.Check.Verdict]++
			}
			link := f.Post.Path + " " + f.Link.URL
			if f.New != (f.Failing && !failing[link]) {
				t.Errorf("run %d: %s is %s; new is %v", run, link, f.Check.Verdict, f.New)
			}
			if f.Check.Reason != crawler.ReasonNotAsked {
				now[link] = f.Failing
			}
			for counted, is := range map[*int]bool{
				&want.Failing: f.Failing, &want.New: f.New,
				&want.Snapshots: f.State == crawler.SnapshotFound, &want.Pending: f.State == crawler.SnapshotPending,
			} {
				if is {
					*counted++
				}
			}
		}
		for link, fails := range now {
			failing[link] = fails
		}
		if got := summary(t, rec); !reflect.DeepEqual(got, want) {
			t.Errorf("run %d: summary is %+v, the findings say %+v", run, got, want)
		}
		if kept := listed[len(runs)-1-i]; kept.ID != run || !reflect.DeepEqual(kept.Summary, want) {
			t.Errorf("run %d is listed with %+v, the findings say %+v", run, kept, want)
		}
	}
}
