package extract

import (
	"bytes"
	"strings"

	"linkmedic/crawler"
)

// extractText reads a post without markup: bare URLs, line by line. Lines that
// follow each other are one paragraph for the context.
func (d *document) extractText() {
	text, at := d.text, d.body
	for line := range bytes.Lines(text[at:]) {
		end := at + len(line)
		bare := bytes.TrimSpace(line)
		if len(bare) == 0 {
			d.prose.flush()
		} else if d.titles.firstLine == "" {
			d.titles.firstLine = string(bare[:min(len(bare), 2*titleLimit)])
		}
		d.bareURLs(stretch(text, at, end), len(bare) < shortLine)
		at = end
	}
	d.prose.flush()
}

// shortLine is the length, in bytes, below which a line was ended by its author
// rather than wrapped by an editor.
const shortLine = 60

// bareURLs writes a line of text, with the links in it.
func (d *document) bareURLs(f *fragment, ends bool) {
	from := 0
	for start, end := nextBareURL(f.text, 0); end > start; start, end = nextBareURL(f.text, end) {
		d.prose.write(f.text[from:start])
		d.bareURL(f, start, end, string(f.text[start:end]))
		from = end
	}
	d.prose.write(f.text[from:])
	if ends {
		d.prose.newline()
	}
}

// bareURL records the bare URL f.text[start:end], whose escapes are resolved in
// url.
func (d *document) bareURL(f *fragment, start, end int, url string) {
	n := d.add(found{
		at:   f.origin(start),
		span: f.span(start, end),
		link: crawler.Link{URL: bareAddress(url), Syntax: crawler.SyntaxBare},
	})
	d.prose.point(n, url)
}

// looksLikeMarkdown recognises a post that is Markdown in spite of its name, by
// what is written in Markdown only: front matter, inline links and images,
// link definitions, fenced code, a heading at the beginning, raw anchors.
func looksLikeMarkdown(text []byte) bool {
	if _, ok := fencedFrontMatter(text); ok {
		return true
	}
	if _, ok := keyValueBlock(text); ok {
		return true
	}
	first := true
	for line := range bytes.Lines(text) {
		bare := bytes.TrimLeft(line, " ")
		if indent := len(line) - len(bare); indent > 3 || len(bare) < 2 {
			continue
		}
		if first && bare[0] == '#' && (bytes.HasPrefix(bytes.TrimLeft(bare, "#"), []byte(" "))) {
			return true
		}
		first = false
		if bytes.HasPrefix(bare, []byte("```")) || bytes.HasPrefix(bare, []byte("~~~")) ||
			bytes.Contains(line, []byte("](")) && hasInlineLink(line) || isDefinition(bare) ||
			bytes.Contains(line, []byte("<a ")) && bytes.Contains(line, []byte("href=")) {
			return true
		}
	}
	return false
}

// hasInlineLink reports whether the line holds "](" before an address and after
// a bracket.
func hasInlineLink(line []byte) bool {
	open := bytes.IndexByte(line, '[')
	for i := open; i >= 0; {
		n := bytes.Index(line[i:], []byte("]("))
		if n < 0 {
			return false
		}
		i += n + 2
		rest := strings.TrimLeft(string(line[i:min(len(line), i+12)]), "< ")
		for _, p := range []string{"http://", "https://", "/", "mailto:", "#", "./", "../"} {
			if strings.HasPrefix(rest, p) {
				return true
			}
		}
	}
	return false
}

// isDefinition reports whether the line defines a link: "[label]: URL".
func isDefinition(line []byte) bool {
	if line[0] != '[' {
		return false
	}
	_, rest, ok := bytes.Cut(line, []byte("]:"))
	rest = bytes.TrimLeft(rest, " \t<")
	return ok && (bareScheme(rest) > 0 || len(rest) > 0 && rest[0] == '/')
}
