package extract_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

// fuzz extracts from arbitrary bytes: nothing panics, spans lie in the file and
// cut out what is written, links are ordered.
func fuzz(f *testing.F, path string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		before := bytes.Clone(body)
		post, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: path}, Body: body})
		if !bytes.Equal(before, body) {
			t.Fatal("the body was changed")
		}
		if err != nil {
			if len(links) > 0 {
				t.Fatal("links of a binary")
			}
			return
		}
		if !utf8.ValidString(post.Title) || post.Published.IsZero() != (post.PublishedFrom == "") {
			t.Errorf("post %+v", post)
		}
		for _, l := range links {
			if l.Span.Start < 0 || l.Span.End < l.Span.Start || l.Span.End > len(body) {
				t.Fatalf("span %v of %d bytes", l.Span, len(body))
			}
			if !utf8.ValidString(l.URL + l.Raw + l.Text + l.Context) {
				t.Errorf("not UTF-8: %+v", l)
			}
		}
		if utf8.Valid(body) && bytes.IndexByte(body, 0) < 0 && !strings.Contains(string(body), "charset") && !strings.Contains(string(body), "encoding") {
			checkInvariants(t, body, links)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	fuzz(f, "post.md", "[a](http://a.example \"t\") ![b][c]\n\n[c]: <http://c.example>\n", "> <div>\n> <a href='x&amp;y'>\n", "| a |\n|---|\n| http://a.example/ |",
		"[^1]\n\n[^1]: x\n", "a\n: b\n", "- [ ] me@a.example\n\t- <http://x>", "[[a](b)](c) ![![a](b)](c)", "`a` **b** ~~c~~ _http://a.example_\r\n")
}

func FuzzHTML(f *testing.F) {
	fuzz(f, "page.html", `<a href="x&amp;y" rel=z>t</a><img srcset="a 1x, b">`, `<style>@import "x"; a{b:url( 'c' )}</style>`, `<p style='x:url(&quot;y&quot;)'>`,
		`<script type="application/ld+json">{"a":["http:\/\/b"]}</script>`, `<iframe srcdoc="&lt;a href='&amp;quot;x'&gt;">`, `<base href=x><meta http-equiv=refresh content="0;url='x'">`, "\uFEFF<time datetime=2014-05-25>")
}

func FuzzText(f *testing.F) {
	fuzz(f, "post.txt", "see http://a.example/(x)). www.b.example; “https://c.example/ü”", "http://[::1]/ ftp://a&amp;", "中http://a/文\r\n")
}

func FuzzFrontMatter(f *testing.F) {
	fuzz(f, "post.md", "---\na: 'http://a.example/'\nb: [\"http://b\", *x]\n---\nx", "+++\na = \"http://a.example\"\n[b.c]\nd = {e = 'http://e'}\n+++\n", "{\"a\": {\"b\": [\"http:\\/\\/a\\u0026\"]}}\n", "Title: x\nDate: 2014-05-25\nLink: http://a.example\n  http://b\n\nx",
		"---\na: |\n  http://a.example\n  b\u2028c\n---", ";;;\n{}\n;;;\n")
}

// The tokenizer of x/net/html decodes attributes without their places; what we
// decode with them must be the same.
func FuzzAttributes(f *testing.F) {
	f.Add(`href="x&amp;y&copy=1&notit;&not;&#x26;&#38&lt"`)
	f.Add(`a b='c' href=x/ y href="z"`)
	f.Add(`/href = x>`)
	f.Fuzz(func(t *testing.T, attributes string) {
		tag := "<a " + attributes + ">"
		if !utf8.ValidString(tag) || strings.ContainsAny(tag, "\x00\r") {
			return
		}
		z := html.NewTokenizer(strings.NewReader(tag))
		if kind := z.Next(); kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			return
		}
		want, found := "", false
		for _, a := range z.Token().Attr {
			if a.Key == "href" && !found {
				want, found = a.Val, true
			}
		}
		want = strings.NewReplacer("\t", "", "\n", "").Replace(strings.Trim(want, " \t\n\f"))
		if !found || want == "" || strings.Contains(strings.ToLower(attributes), "style") {
			return
		}
		_, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: "x.html", Format: crawler.FormatHTML}, Body: []byte(tag)})
		if err != nil || len(links) == 0 {
			t.Fatalf("%q: found nothing, want %q", tag, want)
		}
		for _, l := range links {
			if l.URL == want || l.Raw == want || strings.HasPrefix(want, "//") || len(want) > 200 {
				return
			}
		}
		t.Errorf("%q: got %s, want %q", tag, lines(links), want)
	})
}
