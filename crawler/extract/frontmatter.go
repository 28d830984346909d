package extract

import (
	"bytes"
	"regexp"
	"strings"
)

// frontMatterLimit bounds, in bytes, the front matter that is parsed by the
// rules of its language; what is longer is read line by line.
const frontMatterLimit = 1 << 20

// cutFrontMatter reads the metadata at the beginning of a post, if it has any,
// and sets where the body begins. Metadata that is broken is read line by line
// as far as that goes: it must not cost the post's links.
func (d *document) cutFrontMatter() {
	if f, ok := fencedFrontMatter(d.text); ok {
		inner := d.text[f.start:f.end]
		scalars, err := []scalar(nil), errTooLong
		if len(inner) <= frontMatterLimit {
			scalars, err = f.parse(inner)
		}
		if err != nil {
			if !hasKey(inner) {
				return // two thematic breaks
			}
			scalars = looseScalars(inner)
		}
		d.takeMetadata(f.body, f.start, scalars)
		return
	}
	if scalars, end, ok := jsonFrontMatter(d.text); ok {
		d.takeMetadata(end, 0, scalars)
		return
	}
	if end, ok := keyValueBlock(d.text); ok {
		d.takeMetadata(end, 0, looseScalars(d.text[:end]))
	}
}

// takeMetadata takes over scalars whose offsets count from start, and the
// body's beginning.
func (d *document) takeMetadata(body, start int, scalars []scalar) {
	d.body = body
	for i := range scalars {
		scalars[i].start += start
		scalars[i].end += start
	}
	d.takeFrontMatter(scalars)
}

// fence is front matter between two lines of dashes or plus signs.
type fence struct {
	start, end int // of what is between
	body       int
	parse      func([]byte) ([]scalar, error)
}

func fencedFrontMatter(text []byte) (fence, bool) {
	first, rest := cutLine(text)
	var f fence
	var closers []string
	switch strings.TrimRight(string(first[:min(len(first), 20)]), " \t\r\n") {
	case "---", "---yaml", "--- yaml":
		f.parse, closers = yamlScalars, []string{"---", "..."}
	case "---toml", "--- toml":
		f.parse, closers = tomlScalars, []string{"---"}
	case "---json", "--- json":
		f.parse, closers = jsonScalars, []string{"---"}
	case "+++":
		f.parse, closers = tomlScalars, []string{"+++"}
	case ";;;":
		f.parse, closers = jsonScalars, []string{";;;"}
	default:
		return fence{}, false
	}
	f.start = len(first)
	for at := f.start; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		if len(line) < 20 {
			bare := strings.TrimRight(string(line), " \t\r\n")
			for _, c := range closers {
				if bare == c {
					f.end, f.body = at, at+len(line)
					return f, true
				}
			}
		}
		at += len(line)
	}
	return fence{}, false
}

// cutLine cuts the text behind its first line feed.
func cutLine(text []byte) (line, rest []byte) {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[:i+1], text[i+1:]
	}
	return text, nil
}

var keyLine = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9_ .-]{0,40}?)[ \t]*[:=](?:[ \t]|\r?\n|$)`)

// hasKey reports whether some line looks like "key: value".
func hasKey(text []byte) bool {
	for line := range bytes.Lines(text) {
		if keyLine.Match(line) {
			return true
		}
	}
	return false
}

// looseScalars reads "key: value" lines; a line that is indented goes on with
// the value before it.
func looseScalars(text []byte) []scalar {
	var scalars []scalar
	at := 0
	for line := range bytes.Lines(text) {
		start := at
		at += len(line)
		m := keyLine.FindSubmatchIndex(line)
		if m == nil {
			if value := strings.TrimSpace(string(line)); value != "" {
				key := ""
				if n := len(scalars); n > 0 {
					key = scalars[n-1].key
				}
				scalars = append(scalars, scalar{key: key, value: value, start: start, end: at})
			}
			continue
		}
		value := strings.TrimSpace(string(line[m[1]:]))
		if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		scalars = append(scalars, scalar{key: string(line[m[2]:m[3]]), top: true, value: value, start: start + m[1], end: at})
	}
	for i := range scalars {
		// So that the position shown is that of the value.
		s := &scalars[i]
		for s.start < s.end && isSpace(text[s.start]) {
			s.start++
		}
	}
	return scalars
}

// metadataKeys are those of Pelican and MultiMarkdown. A first paragraph of
// "Key: value" lines is metadata if it holds one of the first few.
var metadataKeys = map[string]bool{
	"title": true, "date": true, "slug": true, "category": true, "tags": true, "authors": true,
	"author": false, "summary": false, "modified": false, "status": false, "keywords": false, "lang": false,
}

// keyValueBlock recognises the metadata of Pelican and MultiMarkdown: lines of
// "Key: value" from the very beginning to the first empty line.
func keyValueBlock(text []byte) (end int, ok bool) {
	known, lines := false, 0
	for line := range bytes.Lines(text[:min(len(text), frontMatterLimit)]) {
		if len(bytes.TrimSpace(line)) == 0 {
			if lines > 0 {
				end += len(line)
			}
			break
		}
		lines++
		end += len(line)
		if m := keyLine.FindSubmatch(line); m != nil && line[len(m[1])] == ':' {
			known = known || metadataKeys[strings.ToLower(string(m[1]))]
		} else if lines == 1 || line[0] != ' ' && line[0] != '\t' {
			return 0, false
		}
	}
	return end, known && lines > 0
}
