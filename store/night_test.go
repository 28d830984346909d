package store_test

import (
	"cmp"
	"context"
	"strings"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/store"
)

// first is the evening of the first run of these tests.
var first = time.Date(2026, 11, 22, 21, 30, 0, 0, time.UTC)

// night plays one run.
type night struct {
	command string // "check" unless set
	failOn  crawler.FailOn
	state   crawler.RunState
	// posts maps paths to the URLs of their links, in the order of lines.
	posts []post
	// checks are "verdict reason" by URL; what is missing is not asked.
	checks map[string]string
	// lookups are answered for each wanted day of a URL.
	lookups map[string]crawler.Lookup
}

type post struct {
	path, published string
	links           string // URLs, separated by spaces
	problem         string
}

// play records nights, a day apart, and returns the numbers of their runs.
func play(t testing.TB, db *store.DB, nights ...night) (runs []int64) {
	t.Helper()
	for i, n := range nights {
		started := first.AddDate(0, 0, i)
		r := start(t, db, n, started)
		for _, target := range targets(t, r) {
			check, asked := n.checks[target.URL]
			if !asked {
				continue
			}
			verdict, reason, _ := strings.Cut(check, " ")
			c := crawler.Check{Verdict: crawler.Verdict(verdict), Reason: crawler.Reason(reason), Checked: started.Add(time.Minute)}
			ok(t, r.AddCheck(t.Context(), target, c))
			lookup, wanted := n.lookups[target.URL]
			if !wanted {
				continue
			}
			days, err := r.Wanted(t.Context(), target)
			ok(t, err)
			for _, w := range days {
				ok(t, r.AddLookup(t.Context(), w, lookup))
			}
		}
		ok(t, r.Finish(t.Context(), cmp.Or(n.state, crawler.RunComplete)))
		runs = append(runs, r.Run().ID)
	}
	return runs
}

// start begins a night and adds its posts.
func start(t testing.TB, db *store.DB, n night, started time.Time) *store.Recording {
	t.Helper()
	r, err := db.StartRun(t.Context(), crawler.Run{
		Started: started, Command: cmp.Or(n.command, "check"), Tool: "linkmedic test", FailOn: n.failOn,
	})
	ok(t, err)
	for _, p := range n.posts {
		var links []crawler.Link
		for i, url := range strings.Fields(p.links) {
			links = append(links, crawler.Link{
				URL: url, Line: i + 1, Column: 1, Syntax: crawler.SyntaxInline,
				Class: crawler.ClassPage, ClassFrom: crawler.ClassFromDefault,
			})
		}
		published := crawler.Post{Path: p.path, Format: crawler.FormatMarkdown, Error: p.problem}
		if p.published != "" {
			published.Published = date(t, p.published)
			published.PublishedFrom = crawler.FromFrontMatter
		}
		ok(t, r.AddPost(t.Context(), published, links))
	}
	return r
}

func targets(t testing.TB, r *store.Recording) []crawler.Target {
	t.Helper()
	all, err := r.Targets(t.Context())
	ok(t, err)
	return all
}

func date(t testing.TB, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	ok(t, err)
	return d
}

func record(t testing.TB, db *store.DB, run int64) *store.Record {
	t.Helper()
	rec, err := db.Record(t.Context(), run)
	ok(t, err)
	return rec
}

func findings(t testing.TB, rec *store.Record) (all []crawler.Finding) {
	t.Helper()
	for f, err := range rec.Findings(context.Background()) {
		ok(t, err)
		all = append(all, f)
	}
	return all
}

func summary(t testing.TB, rec *store.Record) crawler.Summary {
	t.Helper()
	s, err := rec.Summary(t.Context())
	ok(t, err)
	return s
}
