package extract

import (
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

var (
	errTooLong = errors.New("front matter too long")
	errNoTable = errors.New("front matter is not a table of keys and values")
)

// yamlScalars reads YAML front matter. Aliases are not followed: the URL is
// written, and mended, at the anchor.
func yamlScalars(text []byte) ([]scalar, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	if root.Kind == 0 {
		return nil, nil // nothing between the fences
	}
	if root.Kind != yaml.DocumentNode || len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		return nil, errNoTable
	}
	places := yamlPlaces{text: text, line: 1}
	var scalars []scalar
	visitYAML(root.Content[0], "", 0, func(n *yaml.Node, key string, depth int) {
		at := places.offset(n.Line, n.Column)
		if last := len(scalars) - 1; last >= 0 {
			scalars[last].end = max(scalars[last].start, at)
		}
		scalars = append(scalars, scalar{key: key, top: depth == 1, value: n.Value, start: at, end: len(text)})
	})
	for i := range scalars {
		s := &scalars[i]
		if s.start < s.end && (text[s.start] == '"' || text[s.start] == '\'') {
			s.start++
		}
	}
	return scalars, nil
}

// visitYAML calls visit for each scalar value in the order of the text.
func visitYAML(n *yaml.Node, key string, depth int, visit func(n *yaml.Node, key string, depth int)) {
	switch n.Kind {
	case yaml.ScalarNode:
		visit(n, key, depth)
	case yaml.SequenceNode:
		for _, c := range n.Content {
			visitYAML(c, key, depth+1, visit)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			visitYAML(n.Content[i+1], n.Content[i].Value, depth+1, visit)
		}
	}
}

// yamlPlaces turns the parser's lines and columns, asked for in the order of
// the text, into offsets. YAML knows more line breaks than other formats.
type yamlPlaces struct {
	text     []byte
	at, line int // beginning of the line at hand
}

func (p *yamlPlaces) offset(line, column int) int {
	if line < p.line {
		p.at, p.line = 0, 1
	}
	for p.line < line && p.at < len(p.text) {
		r, n := utf8.DecodeRune(p.text[p.at:])
		p.at += n
		if strings.ContainsRune("\r\n\u0085\u2028\u2029", r) {
			if r == '\r' && p.at < len(p.text) && p.text[p.at] == '\n' {
				p.at++
			}
			p.line++
		}
	}
	at := p.at
	for range column - 1 {
		_, n := utf8.DecodeRune(p.text[at:])
		at += n
	}
	return at
}
