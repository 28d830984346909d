package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linkmedic/crawler"
)

// marker finds the text of each link in the sentence around it. Links of one
// sentence that share a text, as in "(video), (video)", are told apart by their
// order; so all links of a post must be shown to the marker in order.
type marker struct {
	post string
	seen map[[2]string]int
}

// place returns the byte offsets of the link's text in its context. Found is
// false if it is not there.
func (m *marker) place(f crawler.Finding) (start, end int, found bool) {
	if m.seen == nil || m.post != f.Post.Path {
		m.post, m.seen = f.Post.Path, make(map[[2]string]int)
	}
	key := [2]string{f.Link.Context, f.Link.Text}
	nth := m.seen[key]
	m.seen[key]++
	start = occurrence(f.Link.Context, f.Link.Text, nth)
	return start, start + len(f.Link.Text), start >= 0
}

// occurrence is the offset of the nth (from 0) place where text stands in
// context as words of their own; of the last one if there are fewer; where it
// stands inside a word if there is no better; -1 if there is none at all.
func occurrence(context, text string, nth int) int {
	if text == "" {
		return -1
	}
	last := -1
	for from := 0; ; {
		i := strings.Index(context[from:], text)
		if i < 0 {
			break
		}
		i += from
		from = i + len(text)
		if !wholeWords(context, i, from) {
			continue
		}
		if last = i; nth == 0 {
			break
		}
		nth--
	}
	if last < 0 {
		return strings.Index(context, text)
	}
	return last
}

// wholeWords reports whether s[start:end] neither begins nor ends inside a word.
func wholeWords(s string, start, end int) bool {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	first, _ := utf8.DecodeRuneInString(s[start:])
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}
