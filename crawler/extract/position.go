package extract

import (
	"bytes"
	"slices"
)

// positions turns offsets into lines and columns. It is built in one pass;
// a look-up costs O(log lines) and no more than runeStride bytes of counting, so
// that a file of one line with many links stays linear.
type positions struct {
	text   []byte
	starts []int // offset of each line's first byte
	runes  []int // characters before each runeStride-th byte; nil if all is ASCII
}

const runeStride = 64

func newPositions(text []byte) *positions {
	p := &positions{text: text, starts: make([]int, 1, bytes.Count(text, []byte{'\n'})+1)}
	ascii := true
	for i, c := range text {
		switch {
		case c == '\n':
			p.starts = append(p.starts, i+1)
		case c >= 0x80:
			ascii = false
		}
	}
	if ascii {
		return p
	}
	p.runes = make([]int, 0, len(text)/runeStride+1)
	n := 0
	for i := 0; i <= len(text); i += runeStride {
		p.runes = append(p.runes, n)
		n += countRunes(text[i:min(i+runeStride, len(text))])
	}
	return p
}

// at returns the line and column, both from 1, of the byte at the offset.
func (p *positions) at(offset int) (line, column int) {
	line, found := slices.BinarySearch(p.starts, offset)
	if found {
		line++
	}
	start := p.starts[line-1]
	return line, p.before(offset) - p.before(start) + 1
}

// before counts the characters before the offset.
func (p *positions) before(offset int) int {
	if p.runes == nil {
		return offset
	}
	mark := offset / runeStride
	return p.runes[mark] + countRunes(p.text[mark*runeStride:offset])
}

// countRunes counts the bytes that begin a character.
func countRunes(text []byte) int {
	n := 0
	for _, c := range text {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}
