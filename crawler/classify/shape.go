package classify

import (
	"fmt"
	"strings"
)

// shape is the form of a path (or, by labels, of a host): what its segments
// look like. The notation is explained at the top of hosts.txt.
type shape struct {
	segments []segment
	param    string // the query parameter that must be there; empty for none
}

// segment is what one segment may look like: one of several patterns, or any
// number of segments of any look.
type segment struct {
	any  bool // "**"
	alts []pattern
}

// pattern is what a segment is made of, in order.
type pattern []piece

type piece struct {
	kind    pieceKind
	literal string // in lower case
}

type pieceKind int

const (
	literal pieceKind = iota
	star              // any characters, also none
	number            // digits, as many as there are
	year              // 1980 to 2059
	code              // six capital letters and digits, as pretalx makes them
	uuid              // a UUID or its short form
)

var kinds = map[string]pieceKind{"n": number, "year": year, "code": code, "uuid": uuid}

// parseShape reads the notation of a path's shape.
func parseShape(s string) (shape, error) {
	path, param, _ := strings.Cut(s, "?")
	if !strings.HasPrefix(path, "/") {
		return shape{}, fmt.Errorf("shape %q does not begin with a slash", s)
	}
	segments, err := parseSegments(strings.Split(strings.Trim(path, "/"), "/"))
	if err != nil {
		return shape{}, fmt.Errorf("shape %q: %w", s, err)
	}
	return shape{segments: segments, param: param}, nil
}

func parseSegments(parts []string) ([]segment, error) {
	var segments []segment
	for _, part := range parts {
		switch part {
		case "":
		case "**":
			segments = append(segments, segment{any: true})
		default:
			var seg segment
			for _, alternative := range expand(part) {
				p, err := parsePattern(alternative)
				if err != nil {
					return nil, err
				}
				seg.alts = append(seg.alts, p)
			}
			segments = append(segments, seg)
		}
	}
	return segments, nil
}

// expand replaces the first {a,b} by its alternatives, and so on.
func expand(s string) []string {
	for i := 0; i < len(s); i++ {
		if s[i] != '{' {
			continue
		}
		end := strings.IndexByte(s[i:], '}')
		if end < 0 || !strings.Contains(s[i:i+end], ",") {
			continue
		}
		var all []string
		for alternative := range strings.SplitSeq(s[i+1:i+end], ",") {
			all = append(all, expand(s[:i]+alternative+s[i+end+1:])...)
		}
		return all
	}
	return []string{s}
}

func parsePattern(s string) (pattern, error) {
	var p pattern
	for s != "" {
		switch s[0] {
		case '*':
			p = append(p, piece{kind: star})
			s = s[1:]
		case '{':
			name, rest, closed := strings.Cut(s[1:], "}")
			kind, ok := kinds[name]
			if !closed || !ok {
				return nil, fmt.Errorf("%q is not known", s)
			}
			p = append(p, piece{kind: kind})
			s = rest
		default:
			end := strings.IndexAny(s, "*{")
			if end < 0 {
				end = len(s)
			}
			p = append(p, piece{literal: strings.ToLower(s[:end])})
			s = s[end:]
		}
	}
	return p, nil
}

// matches reports whether the address has the shape.
func (s shape) matches(a address) bool {
	return (s.param == "" || a.hasParam(s.param)) && s.matchesParts(a.segments)
}

// matchesParts compares with one "**" to go back to at a time, as is enough
// for wildcards: the cost is the product of the lengths at most.
func (s shape) matchesParts(parts []string) bool {
	i, j := 0, 0
	backShape, backPart := -1, 0
	for j < len(parts) {
		switch {
		case i < len(s.segments) && s.segments[i].any:
			backShape, backPart = i, j
			i++
		case i < len(s.segments) && s.segments[i].matches(parts[j]):
			i++
			j++
		case backShape >= 0:
			backPart++
			i, j = backShape+1, backPart
		default:
			return false
		}
	}
	for i < len(s.segments) && s.segments[i].any {
		i++
	}
	return i == len(s.segments)
}

func (g segment) matches(part string) bool {
	for _, p := range g.alts {
		if p.matches(part) {
			return true
		}
	}
	return false
}

func (p pattern) matches(s string) bool {
	i, at := 0, 0
	backPiece, backAt := -1, 0
	for {
		if i == len(p) {
			if at == len(s) {
				return true
			}
		} else if p[i].kind == star {
			backPiece, backAt = i, at
			i++
			continue
		} else if n := p[i].take(s[at:]); n >= 0 {
			i++
			at += n
			continue
		}
		if backPiece < 0 || backAt >= len(s) {
			return false
		}
		// Let the last star take one character more. A star at the end
		// takes all at once.
		if backPiece == len(p)-1 {
			return true
		}
		backAt++
		i, at = backPiece+1, backAt
	}
}

// take returns how many bytes at the beginning of s the piece stands for; -1
// for none.
func (p piece) take(s string) int {
	switch p.kind {
	case literal:
		if len(s) >= len(p.literal) && strings.EqualFold(s[:len(p.literal)], p.literal) {
			return len(p.literal)
		}
	case number:
		if n := countWhile(s, isDigit); n > 0 {
			return n
		}
	case year:
		if isYear(s) {
			return 4
		}
	case code:
		if len(s) >= 6 && countWhile(s[:6], isCapitalOrDigit) == 6 {
			return 6
		}
	case uuid:
		switch n := countWhile(s, isAlphanumericOrHyphen); {
		case n == 36 && strings.Count(s[:n], "-") == 4, n == 22 && !strings.Contains(s[:n], "-"):
			return n
		}
	}
	return -1
}

// isYear reports whether s begins with a year in which people wrote web pages,
// and no further digit.
func isYear(s string) bool {
	if len(s) < 4 || countWhile(s, isDigit) != 4 {
		return false
	}
	return "1980" <= s[:4] && s[:4] <= "2059"
}

func countWhile(s string, is func(byte) bool) int {
	n := 0
	for n < len(s) && is(s[n]) {
		n++
	}
	return n
}

func isDigit(c byte) bool          { return '0' <= c && c <= '9' }
func isCapitalOrDigit(c byte) bool { return isDigit(c) || 'A' <= c && c <= 'Z' }
func isAlphanumericOrHyphen(c byte) bool {
	return isCapitalOrDigit(c) || 'a' <= c && c <= 'z' || c == '-'
}
