package extract_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

// find extracts a post's links and checks what holds for every post.
func find(t testing.TB, path, body string) (crawler.Post, []crawler.Link) {
	t.Helper()
	post, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: path}, Body: []byte(body)})
	if err != nil {
		t.Fatalf("extract %q: %v", path, err)
	}
	checkInvariants(t, []byte(body), links)
	return post, links
}

// checkInvariants checks what holds for the links of any post in UTF-8: they are
// ordered, their spans cut out what is written, line and column lead to the same
// place, and nothing has a class yet.
func checkInvariants(t testing.TB, body []byte, links []crawler.Link) {
	t.Helper()
	if !slices.IsSortedFunc(links, crawler.CompareLinks) {
		t.Errorf("the links are not ordered")
	}
	starts := lineStarts(body)
	for _, l := range links {
		if l.Class != "" || l.ClassFrom != "" || l.Syntax == "" {
			t.Errorf("%+v: class set or syntax missing", l)
		}
		if len(l.Context) > crawler.ContextLimit || !utf8.ValidString(l.Context) || strings.ContainsAny(l.Context, "\n\t") {
			t.Errorf("%s: context %q", l.URL, l.Context)
		}
		if l.Raw == l.URL && l.Raw != "" {
			t.Errorf("%s: raw says nothing new", l.URL)
		}
		if l.Line < 1 || l.Column < 1 || l.Line > len(starts) {
			t.Errorf("%s: at %d:%d", l.URL, l.Line, l.Column)
			continue
		}
		if !l.Span.Known() {
			if l.Span != (crawler.Span{}) {
				t.Errorf("%s: half a span: %v", l.URL, l.Span)
			}
			continue
		}
		if l.Span.Start < 0 || l.Span.End > len(body) {
			t.Fatalf("%s: span %v of %d bytes", l.URL, l.Span, len(body))
		}
		if cut := string(body[l.Span.Start:l.Span.End]); cut != l.URL && cut != l.Raw && !strings.HasSuffix(l.URL, "…") && utf8.ValidString(cut) {
			t.Errorf("the span of %q (raw %q) cuts out %q", l.URL, l.Raw, cut)
		}
		if l.Syntax == crawler.SyntaxReference || l.Syntax == crawler.SyntaxImage || !utf8.Valid(body) {
			continue
		}
		line := body[starts[l.Line-1]:]
		if before := line[:l.Span.Start-starts[l.Line-1]]; bytes.Contains(before, []byte("\n")) || utf8.RuneCount(before) != l.Column-1 {
			t.Errorf("%s: at %d:%d, but its span begins behind %q", l.URL, l.Line, l.Column, before)
		}
	}
}

// lineStarts returns the offset of each line; a byte order mark is before the
// first.
func lineStarts(body []byte) []int {
	starts := []int{0}
	if bytes.HasPrefix(body, []byte("\uFEFF")) {
		starts[0] = 3
	}
	end := byte('\n')
	if !bytes.Contains(body, []byte("\n")) {
		end = '\r' // the old Macintosh
	}
	for i, c := range body {
		if c == end {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// lines describes links one a line: place, syntax, URL, then what differs.
func lines(links []crawler.Link) string {
	var b strings.Builder
	for _, l := range links {
		fmt.Fprintf(&b, "%d:%d %s %s", l.Line, l.Column, l.Syntax, l.URL)
		if l.Raw != "" {
			fmt.Fprintf(&b, " raw=%q", l.Raw)
		}
		if l.Text != "" {
			fmt.Fprintf(&b, " text=%q", l.Text)
		}
		if l.Rel != "" {
			fmt.Fprintf(&b, " rel=%q", l.Rel)
		}
		if l.Embedded {
			b.WriteString(" embedded")
		}
		if !l.Span.Known() {
			b.WriteString(" nospan")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// extraction is one row of a table test.
type extraction struct {
	name, body string
	want       string // as lines has it, without the last line feed
}

func runExtractions(t *testing.T, path string, tests []extraction) {
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, links := find(t, path, test.body)
			if got := strings.TrimSuffix(lines(links), "\n"); got != test.want {
				t.Errorf("in %q:\n got %s\nwant %s", test.body, got, test.want)
			}
		})
	}
}
