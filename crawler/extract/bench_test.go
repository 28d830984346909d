package extract_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

// BenchmarkMarkdown reads a post of about 100 kB; BenchmarkGoldmark, the
// measure, is goldmark alone on the same.
func BenchmarkMarkdown(b *testing.B) { benchmark(b, "post.md", longPost(b)) }

func BenchmarkGoldmark(b *testing.B) {
	body := longPost(b)
	p := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Parser()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(text.NewReader(body))
	}
}

func BenchmarkHTML(b *testing.B) {
	var page strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&page, "<p>Talk %d: <a href=\"http://a.example/talk?id=%d&amp;x\">a <b>talk</b></a> (<a href='/video/%d'>video</a>).</p>\n", i, i, i)
	}
	benchmark(b, "page.html", []byte(page.String()))
}

// BenchmarkOneLine has all its links on one line, as generated pages do.
func BenchmarkOneLine(b *testing.B) {
	benchmark(b, "post.txt", []byte(strings.Repeat("é http://a.example/x ", 10_000)))
}

func benchmark(b *testing.B, path string, body []byte) {
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: path}, Body: body}); err != nil || len(links) == 0 {
			b.Fatal(err, len(links))
		}
	}
}

// longPost repeats the body of the sample post.
func longPost(b *testing.B) []byte {
	body, err := os.ReadFile("testdata/recap.md")
	if err != nil {
		b.Fatal(err)
	}
	_, post, _ := strings.Cut(string(body[3:]), "---\n")
	return []byte(strings.Repeat(post, 40))
}
