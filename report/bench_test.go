package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"linkmedic/crawler"
)

// large is a run over n links in posts of fifty; a tenth of them is dead.
func large(n int) *record {
	b := newBuilder()
	for i := range n {
		if i%50 == 0 {
			b.post(crawler.Post{Path: fmt.Sprintf("posts/%04d.md", i/50), Title: fmt.Sprintf("Conference %d", i/50), Published: on(2010+i/1000, 4, 13)})
		}
		u := fmt.Sprintf("https://host%d.example.org/2014/schedule/presentation/%d/", i%97, i)
		l := crawler.Link{URL: u, Text: "video", Line: i%50 + 1, Column: 30, Span: span(i*100, u), Class: crawler.Classes[i%5],
			Context: strings.Repeat("One of the talks that I liked best (video) ", 3)}
		switch i % 10 {
		case 0:
			b.link(l, crawler.Check{Verdict: crawler.Dead, Reason: "http-404", Status: 404, Evidence: "404 Not Found, by GET."}, fresh, archived(2014, 5, 1))
		case 1:
			b.link(l, crawler.Check{Verdict: crawler.Moved, Reason: crawler.ReasonMovedPermanently, Status: 200, FinalURL: u + "new", Redirects: []string{u + "new"}})
		default:
			b.link(l, crawler.Check{Verdict: crawler.OK, Status: 200})
		}
	}
	return &b.rec
}

func BenchmarkReport(b *testing.B) {
	rec := large(5000)
	for _, p := range append(others, printers[0], printers[2]) {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			size := len(render(b, p.print, rec))
			for b.Loop() {
				if err := p.print(b.Context(), io.Discard, rec); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size), "bytes/report")
		})
	}
}
