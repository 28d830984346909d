package extract

import (
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// destination is what a link leads to, as it is written in source[start:end].
type destination struct {
	text       []byte
	start, end int
}

// maxParentheses is how deep parentheses may nest in a destination; the
// specification asks for three levels at least, its reference implementation
// has this many.
const maxParentheses = 32

// readDestination reads a link destination (CommonMark, section 6.3).
func readDestination(block text.Reader) (destination, bool) {
	line, segment := block.PeekLine()
	if len(line) == 0 || segment.Padding != 0 {
		return destination{}, false
	}
	i, depth := 0, 0
	if line[0] == '<' {
		for i = 1; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++
			case '<', '\n':
				return destination{}, false
			case '>':
				block.Advance(i + 1)
				return destination{line[1:i], segment.Start + 1, segment.Start + i}, true
			}
		}
		return destination{}, false
	}
scan:
	for i < len(line) {
		switch c := line[i]; {
		case c <= ' ' || c == 0x7F:
			break scan
		case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
			i++
		case c == '(':
			if depth++; depth > maxParentheses {
				return destination{}, false
			}
		case c == ')':
			if depth == 0 {
				break scan
			}
			depth--
		}
		i++
	}
	if i == 0 || depth > 0 {
		return destination{}, false
	}
	block.Advance(i)
	return destination{line[:i], segment.Start, segment.Start + i}, true
}

// maxLabel is the greatest length of a link label, in bytes; the
// specification's limit is 999 characters.
const maxLabel = 999

// readLabel reads a link label with its brackets.
func readLabel(block text.Reader) ([]byte, bool) {
	block.Advance(1)
	var label []byte
	for len(label) <= maxLabel {
		line, _ := block.PeekLine()
		if line == nil {
			return nil, false
		}
		for i := 0; i < len(line) && i <= maxLabel; i++ {
			switch line[i] {
			case '\\':
				i++
			case '[':
				return nil, false
			case ']':
				label = append(label, line[:i]...)
				block.Advance(i + 1)
				return label, len(label) <= maxLabel && !util.IsBlank(label)
			}
		}
		label = append(label, line...)
		block.AdvanceLine()
	}
	return nil, false
}

// titleScan reads link titles. It remembers which closing characters do not
// come any more in the block, so that each is looked for in vain but once.
type titleScan struct{ missing [3]bool }

// read reads a title, and reports whether there is one.
func (t *titleScan) read(block text.Reader) bool {
	opener := block.Peek()
	kind, closer := 0, opener
	switch opener {
	case '"':
	case '\'':
		kind = 1
	case '(':
		kind, closer = 2, ')'
	default:
		return false
	}
	if t.missing[kind] {
		return false
	}
	block.Advance(1)
	for {
		line, _ := block.PeekLine()
		if line == nil {
			t.missing[kind] = true
			return false
		}
		for i := 0; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++
			case closer:
				block.Advance(i + 1)
				return true
			case opener: // "(" within parentheses
				return false
			}
		}
		block.AdvanceLine()
	}
}

// skipSpace skips white space, line ends among it, and reports whether there
// was any.
func skipSpace(block text.Reader) bool {
	line, before := block.Position()
	block.SkipSpaces()
	nextLine, after := block.Position()
	return nextLine != line || after.Start != before.Start || after.Padding != before.Padding
}
