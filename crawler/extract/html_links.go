package extract

import (
	"bytes"
	"strings"

	"linkmedic/crawler"
)

// links records the links of a start tag, and what it says about the page.
func (m *markup) links(t *tag) {
	if style, ok := t.find("style"); ok {
		m.css(t.fragment(style), t.name)
	}
	switch t.name {
	case "a":
		m.closeAnchor()
	case "base":
		if m.doc.base == "" {
			m.doc.base = t.value("href")
		}
	case "link":
		if a, ok := t.find("href"); ok && !isHint(t.value("rel")) {
			m.link(t, a, carrier{})
		}
	case "meta":
		m.meta(t)
	case "time":
		m.time(t)
	case "param":
		if a, ok := t.find("value"); ok && playerParams[strings.ToLower(t.value("name"))] {
			m.link(t, a, carrier{embedded: true})
		}
	case "iframe":
		if a, ok := t.find("srcdoc"); ok && m.depth < maxSrcdoc {
			inner := &markup{doc: m.doc, depth: m.depth + 1}
			inner.feed(t.fragment(a))
			inner.closeAnchor()
			m.doc.prose.flush()
		}
	}
	for _, c := range carriers[t.name] {
		a, ok := t.find(c.attribute)
		switch {
		case !ok || a.missing:
		case c.kind == manyURLs:
			f := t.fragment(a)
			srcset(f.text, func(start, end int) { m.add(t, f, start, end, c.embedded) })
		case t.name == "input" && c.attribute == "src" && !strings.EqualFold(t.value("type"), "image"):
		default:
			m.link(t, a, c)
		}
	}
}

// link records the URL that an attribute holds.
func (m *markup) link(t *tag, a attribute, c carrier) {
	f := t.fragment(a)
	start, end := trimSpace(f.text, 0, len(f.text))
	if start == end && (c.kind != requiredURL || t.lazy()) {
		return
	}
	m.add(t, f, start, end, c.embedded)
}

// trimSpace narrows [start,end) to what white space surrounds.
func trimSpace(text []byte, start, end int) (int, int) {
	for start < end && isSpace(text[start]) {
		start++
	}
	for start < end && isSpace(text[end-1]) {
		end--
	}
	return start, end
}

// lazy reports whether a script will give the image its address.
func (t *tag) lazy() bool {
	for _, name := range []string{"data-src", "data-lazy-src", "data-original", "srcset", "data-srcset"} {
		if _, ok := t.find(name); ok {
			return true
		}
	}
	return false
}

// add records the URL f.text[start:end] of the tag.
func (m *markup) add(t *tag, f *fragment, start, end int, embedded bool) {
	n := m.doc.add(found{
		at:   f.origin(start),
		span: f.span(start, end),
		link: crawler.Link{
			URL:      unwrapped(f.text[start:end]),
			Syntax:   crawler.SyntaxHTML(t.name),
			Embedded: embedded,
			Rel:      strings.Join(strings.Fields(t.value("rel")), " "),
		},
	})
	if t.name == "a" && m.anchor == 0 {
		m.doc.prose.begin(n)
		m.anchor = n + 1
		return
	}
	if t.labelled {
		m.doc.prose.share(n)
		return
	}
	t.labelled = true
	label := t.label()
	if label != "" {
		m.doc.prose.space()
	}
	m.doc.prose.point(n, label)
	if label != "" {
		m.doc.prose.space()
	}
}

// unwrapped drops tabs and line breaks from a URL, as browsers do (URL
// standard, "basic URL parser").
func unwrapped(url []byte) string {
	if !bytes.ContainsAny(url, "\t\r\n") {
		return string(url)
	}
	return strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(string(url))
}

// label is the text of an element that shows none of its own.
func (t *tag) label() string {
	for _, name := range []string{"alt", "title", "aria-label"} {
		if v := strings.TrimSpace(t.value(name)); v != "" {
			return v
		}
	}
	return ""
}

// css records the URLs of a style sheet that belongs to the element.
func (m *markup) css(f *fragment, element string) {
	cssURLs(f.text, func(start, end int) {
		if start, end = trimSpace(f.text, start, end); start < end {
			m.doc.add(found{
				at:   f.origin(start),
				span: f.span(start, end),
				link: crawler.Link{URL: unwrapped(f.text[start:end]), Syntax: crawler.SyntaxHTML(element), Embedded: true},
			})
		}
	})
}

// meta reads what a page says about itself.
func (m *markup) meta(t *tag) {
	a, ok := t.find("content")
	if !ok {
		return
	}
	f := t.fragment(a)
	if strings.EqualFold(strings.TrimSpace(t.value("http-equiv")), "refresh") {
		if start, end := refreshURL(f.text); start < end {
			m.add(t, f, start, end, false)
		}
		return
	}
	for _, name := range []string{"property", "name", "itemprop"} {
		key := strings.ToLower(strings.TrimSpace(t.value(name)))
		if key == "" {
			continue
		}
		if key == "og:title" && m.doc.titles.openGraph == "" {
			m.doc.titles.openGraph = string(f.text)
		}
		if rank, ok := metaDates[key]; ok {
			m.doc.dates.offer(rank, string(f.text))
		}
		if start, end := trimSpace(f.text, 0, len(f.text)); metaURLs[key] && isAddress(string(f.text[start:end])) {
			m.add(t, f, start, end, false)
			m.doc.links[len(m.doc.links)-1].link.Context = key
			return
		}
	}
}

// isAddress reports whether the content of a <meta> is an address; some
// properties hold names as well.
func isAddress(s string) bool { return isWholeURL(s) || strings.HasPrefix(s, "/") && len(s) > 1 }

// refreshURL finds the URL in "5; url=https://example.org/".
func refreshURL(content []byte) (start, end int) {
	i := bytes.IndexAny(content, ";,")
	if i < 0 {
		return 0, 0
	}
	i = skipSpaces(content, i+1)
	if hasFold(content[i:], "url") {
		i = skipSpaces(content, i+len("url"))
		if i < len(content) && content[i] == '=' {
			i = skipSpaces(content, i+1)
		}
	}
	start, end = trimSpace(content, i, len(content))
	if start < end && (content[start] == '"' || content[start] == '\'') {
		quote := content[start]
		start++
		if n := bytes.IndexByte(content[start:end], quote); n >= 0 {
			end = start + n
		}
	}
	return start, end
}

// time reads <time>, which may hold the day of publication.
func (m *markup) time(t *tag) {
	rank := rankTime
	if _, ok := t.find("pubdate"); ok {
		rank = rankPubdate
	}
	if strings.EqualFold(t.value("itemprop"), "datePublished") {
		rank = rankPublishedTime
	}
	for class := range strings.FieldsSeq(strings.ToLower(t.value("class"))) {
		switch class {
		case "dt-published", "published", "entry-date", "post-date", "pubdate":
			rank = min(rank, rankPubdate)
		}
	}
	m.doc.dates.offer(rank, t.value("datetime"))
}

// jsonLD reads linked data: the URLs of what it describes, and when that was
// published. Identifiers and the words of schema.org are no links.
func (m *markup) jsonLD(f *fragment) {
	start, _ := trimSpace(f.text, 0, len(f.text))
	scalars, _, _ := jsonStrings(f.text[start:]) // broken data: what came before counts
	for _, s := range scalars {
		if strings.EqualFold(s.key, "datePublished") {
			m.doc.dates.offer(rankJSONLD, s.value)
		}
		if strings.HasPrefix(s.key, "@") || !isWholeURL(s.value) || isVocabulary(s.value) {
			continue
		}
		at, end := start+s.start, start+s.end
		m.doc.add(found{
			at:   f.origin(at),
			span: f.span(at, end),
			link: crawler.Link{URL: s.value, Syntax: crawler.SyntaxHTML("script"), Context: s.key},
		})
	}
}

func isVocabulary(url string) bool {
	_, rest, _ := strings.Cut(strings.ToLower(url), "://")
	return strings.HasPrefix(strings.TrimPrefix(rest, "www."), "schema.org/")
}
