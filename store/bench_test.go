package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/store"
)

// blog is a large one: so many posts of a hundred links each, half of the links
// to targets of their own.
func blog(posts int) (all []crawler.Post, links [][]crawler.Link) {
	for p := range posts {
		all = append(all, crawler.Post{
			Path: fmt.Sprintf("content/posts/%d/a-post-of-some-length.md", p), Title: "A post of some length",
			Published: first.AddDate(0, 0, -p), PublishedFrom: crawler.FromFrontMatter, Format: crawler.FormatMarkdown,
		})
		var of []crawler.Link
		for i := range 100 {
			url := fmt.Sprintf("https://www.host-%d.example/archive/%d/%d/a-page-of-some-length.html", i, p, i)
			if i%2 == 0 {
				url = fmt.Sprintf("https://www.shared-%d.example/page.html", (p+i)%1000)
			}
			of = append(of, crawler.Link{
				URL: url, Text: "the text of the link", Context: "A sentence with the text of the link in it, and some words more, as sentences have.",
				Line: i + 10, Column: 17, Span: crawler.Span{Start: 100 * i, End: 100*i + 60},
				Syntax: crawler.SyntaxInline, Class: crawler.ClassPage, ClassFrom: crawler.ClassFromDefault,
			})
		}
		links = append(links, of)
	}
	return all, links
}

// recordBlog records a run in which one target of twenty is dead.
func recordBlog(b *testing.B, db *store.DB, started time.Time, posts []crawler.Post, links [][]crawler.Link) *store.Recording {
	b.Helper()
	ctx := b.Context()
	r, err := db.StartRun(ctx, crawler.Run{Started: started, Command: "check", FailOn: crawler.DefaultFailOn})
	ok(b, err)
	for i, p := range posts {
		ok(b, r.AddPost(ctx, p, links[i]))
	}
	for i, target := range targets(b, r) {
		c := crawler.Check{Verdict: crawler.OK, Status: 200, Title: "The title of the page", Checked: started, Elapsed: 120 * time.Millisecond, Requests: 1}
		if i%20 == 0 {
			c = crawler.Check{Verdict: crawler.Dead, Reason: "http-404", Status: 404, Checked: started, Requests: 2, Evidence: "HEAD and GET answered 404"}
		}
		ok(b, r.AddCheck(ctx, target, c))
		if i%20 == 0 {
			wanted, err := r.Wanted(ctx, target)
			ok(b, err)
			for _, w := range wanted {
				ok(b, r.AddLookup(ctx, w, crawler.Lookup{State: crawler.SnapshotNone, Evidence: "no capture", Asked: first}))
			}
		}
	}
	ok(b, r.Finish(ctx, crawler.RunComplete))
	return r
}

const (
	benchPosts = 1000
	benchLinks = 100 * benchPosts
)

// BenchmarkRecord records a first run over 100,000 links.
func BenchmarkRecord(b *testing.B) {
	posts, links := blog(benchPosts)
	for n := 0; b.Loop(); n++ {
		db := open(b, filepath.Join(b.TempDir(), fmt.Sprint(n)))
		recordBlog(b, db, first, posts, links)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/benchLinks, "µs/link")
}

// BenchmarkRecordAgain records another night of the same 100,000 links.
func BenchmarkRecordAgain(b *testing.B) {
	posts, links := blog(benchPosts)
	db := open(b, temporary(b))
	recordBlog(b, db, first, posts, links)
	for n := 1; b.Loop(); n++ {
		recordBlog(b, db, first.AddDate(0, 0, n), posts, links)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/benchLinks, "µs/link")
}

// BenchmarkFindings reads the report of a second night of 100,000 links.
func BenchmarkFindings(b *testing.B) {
	posts, links := blog(benchPosts)
	db := open(b, temporary(b))
	recordBlog(b, db, first, posts, links)
	r := recordBlog(b, db, first.AddDate(0, 0, 1), posts, links)
	rec := record(b, db, r.Run().ID)
	for b.Loop() {
		n := 0
		for _, err := range rec.Findings(b.Context()) {
			ok(b, err)
			n++
		}
		if n != benchLinks {
			b.Fatalf("%d findings", n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/benchLinks, "µs/link")
}

// BenchmarkSummary counts a second night of 100,000 links.
func BenchmarkSummary(b *testing.B) {
	posts, links := blog(benchPosts)
	db := open(b, temporary(b))
	recordBlog(b, db, first, posts, links)
	r := recordBlog(b, db, first.AddDate(0, 0, 1), posts, links)
	rec := record(b, db, r.Run().ID)
	for b.Loop() {
		summary(b, rec)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/benchLinks, "µs/link")
}
