package extract

import (
	"slices"
	"strings"

	"linkmedic/crawler"
)

// document is a post in the hands of its extractor: the text, and all that was
// found in it so far. Offsets count in text.
type document struct {
	source crawler.Document
	text   []byte
	// body is where the post begins, behind its front matter.
	body  int
	links []found
	prose prose
	base  string // of <base href>

	titles titles
	dates  dates
}

// found is a link with its place in the text.
type found struct {
	link crawler.Link // URL is the address meant, not yet absolute
	// at is the offset of the URL's first character; of the use, for
	// reference links.
	at int
	// span is where the URL is written; zero if that is hidden.
	span crawler.Span
}

func newDocument(source crawler.Document, text []byte) *document {
	d := &document{source: source, text: text}
	d.prose.doc = d
	return d
}

// add records a link and returns its number.
func (d *document) add(f found) int {
	d.links = append(d.links, f)
	return len(d.links) - 1
}

// finish completes the links and orders them.
func (d *document) finish(p *plainText) []crawler.Link {
	d.prose.flush()
	lines := newPositions(d.text)
	resolver := newResolver(d.source.Base, d.base)
	links := make([]crawler.Link, len(d.links))
	for i, f := range d.links {
		l := f.link
		written := l.URL
		if f.span.Known() {
			written = p.written(f.span)
		}
		l.URL = clean(resolver.absolute(l.URL))
		if written = clean(written); written != l.URL {
			l.Raw = written
		}
		if isData(l.URL) {
			l.URL, l.Raw = shorten(l.URL, dataLimit), ""
		}
		l.Text, l.Context, l.Rel = clean(l.Text), clean(l.Context), clean(l.Rel)
		l.Line, l.Column = lines.at(f.at)
		l.Span = p.file(f.span)
		links[i] = l
	}
	slices.SortStableFunc(links, crawler.CompareLinks)
	return links
}

// dataLimit bounds, in bytes, what is shown of a data: URL: these hold whole
// pictures, which belong neither into a report nor into the record.
const dataLimit = 200

func isData(address string) bool {
	return len(address) > dataLimit && strings.EqualFold(address[:5], "data:")
}

// shorten cuts s to at most limit bytes, at a rune boundary, with an ellipsis.
func shorten(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return s[:boundaryBefore(s, limit-len(ellipsis))] + ellipsis
}

const ellipsis = "…"
