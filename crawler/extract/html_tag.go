package extract

import "strings"

// attribute is one attribute of a tag: its name in lower case and where its
// value, without quotes, lies in the fragment.
type attribute struct {
	name       string
	start, end int
	// missing says that there is no value, not even an empty one.
	missing bool
}

// tag is a start tag.
type tag struct {
	name       string // in lower case
	attributes []attribute
	in         *fragment
	// closed says that the tag is written "<name/>".
	closed bool
	// labelled says that the text which stands for the element is written.
	labelled bool
}

// parseTag reads the start tag "<name …>" at f.text[start:end] by the rules of
// the HTML standard (13.2.5.32 to 13.2.5.40), as x/net/html does, which keeps no
// offsets. Of several attributes of one name only the first is kept.
func parseTag(f *fragment, start, end int) tag {
	text := f.text
	i := start + 1
	for i < end && !isSpace(text[i]) && text[i] != '/' && text[i] != '>' {
		i++
	}
	t := tag{name: strings.ToLower(string(text[start+1 : i])), in: f}
	skipSpace := func() {
		for i < end && isSpace(text[i]) {
			i++
		}
	}
	var seen map[string]bool
	last := 0 // end of the last value
	for skipSpace(); i < end && text[i] != '>'; skipSpace() {
		name := i
		for i < end && (i == name && text[i] == '=' || !isSpace(text[i]) && strings.IndexByte("/>=", text[i]) < 0) {
			i++
		}
		a := attribute{name: strings.ToLower(string(text[name:i])), start: i, end: i, missing: true}
		skipSpace()
		switch {
		case i < end && text[i] == '/':
			i++
		case i < end && text[i] == '=':
			i++
			skipSpace()
			a.missing = false
			a.start, a.end, i = attributeValue(text, i, end)
			last = a.end
		}
		if a.name == "" {
			continue
		}
		if len(t.attributes) < 16 && seen == nil {
			if _, double := t.find(a.name); !double {
				t.attributes = append(t.attributes, a)
			}
			continue
		}
		if seen == nil {
			seen = make(map[string]bool)
			for _, b := range t.attributes {
				seen[b.name] = true
			}
		}
		if !seen[a.name] {
			seen[a.name] = true
			t.attributes = append(t.attributes, a)
		}
	}
	t.closed = text[end-2] == '/' && last != end-1
	return t
}

// attributeValue reads the value at text[i:]; next is the offset behind it.
func attributeValue(text []byte, i, end int) (from, to, next int) {
	if i >= end || text[i] == '>' {
		return i, i, i
	}
	if quote := text[i]; quote == '"' || quote == '\'' {
		from = i + 1
		for to = from; to < end && text[to] != quote; to++ {
		}
		return from, to, min(to+1, end)
	}
	for to = i; to < end && !isSpace(text[to]) && text[to] != '>'; to++ {
	}
	return i, to, to
}

// find returns the attribute of the name, in lower case.
func (t *tag) find(name string) (attribute, bool) {
	for _, a := range t.attributes {
		if a.name == name {
			return a, true
		}
	}
	return attribute{}, false
}

// value returns the decoded value of the attribute; empty without one.
func (t *tag) value(name string) string {
	a, ok := t.find(name)
	if !ok {
		return ""
	}
	text, _ := unescapeAttribute(t.in.text[a.start:a.end])
	return string(text)
}

// fragment returns the decoded value of the attribute with the way back to the
// post.
func (t *tag) fragment(a attribute) *fragment {
	text, steps := unescapeAttribute(t.in.text[a.start:a.end])
	return t.in.sub(a.start, a.end, text, steps)
}
