package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// extractHTML reads an HTML post.
func (d *document) extractHTML() {
	m := &markup{doc: d}
	m.feed(stretch(d.text, d.body, len(d.text)))
	m.closeAnchor()
	d.prose.flush()
}

// markup reads HTML piece by piece: a whole page, or the tags in between the
// text of a Markdown post. It keeps no tree, so that depth costs nothing and
// what is not closed does no harm.
type markup struct {
	doc *document
	// anchor is the number of the <a> that is open, plus one.
	anchor int
	// code and hidden count the open elements that hold code, and those that
	// hold nothing for the reader; inert counts <template> alone, in which
	// nothing is a link.
	code, hidden, inert int
	svg                 int
	heading             bool // in a first <h1>
	depth               int  // of srcdoc in srcdoc
}

// maxSrcdoc bounds how deep iframes may lie in each other's srcdoc.
const maxSrcdoc = 3

// tag reads a piece that is a single tag, as Markdown has them in its text.
func (m *markup) tag(f *fragment) {
	switch text := f.text; {
	case len(text) > 2 && text[1] == '/':
		m.end(tagName(text[2:]))
	case len(text) > 2 && isLetter(text[1]):
		t := parseTag(f, 0, len(text))
		m.start(&t)
		if t.closed {
			m.end(t.name)
		}
	}
}

// feed reads a piece of HTML: any number of tags and the text between them.
func (m *markup) feed(f *fragment) {
	z := html.NewTokenizer(bytes.NewReader(f.text))
	raw := "" // the element whose text is not markup
	for at := 0; ; {
		kind := z.Next()
		start := at
		at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return
		case html.TextToken:
			m.text(f, start, at, raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := parseTag(f, start, at)
			raw = ""
			if m.start(&t) && kind == html.StartTagToken {
				raw = t.name
			} else {
				// Also what is written <iframe/> or <script/>: a browser
				// would swallow the rest of the post, the author did not
				// mean that.
				z.NextIsNotRawText()
			}
			if kind == html.SelfClosingTagToken {
				m.end(t.name)
			}
		case html.EndTagToken:
			raw = ""
			m.end(tagName(f.text[start+2 : at]))
		}
	}
}

func tagName(text []byte) string {
	i := 0
	for i < len(text) && !isSpace(text[i]) && text[i] != '/' && text[i] != '>' {
		i++
	}
	return strings.ToLower(string(text[:i]))
}

// text reads the text f.text[start:end]; element names the one that it is the
// raw text of.
func (m *markup) text(f *fragment, start, end int, element string) {
	switch element {
	case "title":
		if m.svg == 0 && m.doc.titles.element == "" {
			m.doc.titles.element = html.UnescapeString(string(f.text[start:end]))
		}
	case "style":
		if m.inert == 0 {
			m.css(f.sub(start, end, nil, nil), "style")
		}
	case jsonLD:
		if m.inert == 0 {
			m.jsonLD(f.sub(start, end, nil, nil))
		}
	}
	if m.hidden == 0 {
		m.doc.prose.write([]byte(html.UnescapeString(string(f.text[start:end]))))
	}
}

// jsonLD stands in for the name of a <script> that holds linked data.
const jsonLD = "script of linked data"

// start reads a start tag. It reports whether the text behind it is raw; the
// tag's name then says what that text is.
func (m *markup) start(t *tag) (raw bool) {
	d := m.doc
	if blocks[t.name] {
		d.prose.flush()
	}
	if unseen[t.name] {
		m.hidden++
	}
	switch t.name {
	case "template":
		m.inert++
	case "br":
		d.prose.newline()
	case "td", "th":
		d.prose.space()
	case "code", "pre":
		m.code++
	case "svg":
		m.svg++
	case "h1":
		m.heading = d.titles.heading == ""
	}
	if m.inert == 0 {
		m.links(t)
	}
	switch t.name {
	case "script":
		kind, _, _ := strings.Cut(t.value("type"), ";")
		if strings.EqualFold(strings.TrimSpace(kind), "application/ld+json") {
			t.name = jsonLD
		}
		return true
	case "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp":
		return true
	}
	return false
}

// end reads an end tag.
func (m *markup) end(name string) {
	switch name {
	case "a":
		m.closeAnchor()
	case "template":
		m.inert = max(0, m.inert-1)
	case "code", "pre":
		m.code = max(0, m.code-1)
	case "svg":
		m.svg = max(0, m.svg-1)
	case "h1":
		if m.heading {
			m.doc.titles.heading, m.heading = m.doc.prose.text(), false
		}
	case jsonLD:
		name = "script"
	}
	if unseen[name] {
		m.hidden = max(0, m.hidden-1)
	}
	if blocks[name] {
		m.doc.prose.flush()
	}
}

func (m *markup) closeAnchor() {
	if m.anchor > 0 {
		m.doc.prose.end(m.anchor - 1)
		m.anchor = 0
	}
}
