package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linkmedic/crawler"
)

// sentence is the context of a link, cut at the link's text; all three are empty
// if the text is not in it.
type sentence struct{ Before, Marked, After string }

// newSentence cuts the context at the nth place (from 0) where the link's text
// stands. Passwords are masked first: a cut through an address would hide them
// from the mask.
func newSentence(l crawler.Link, nth int) sentence {
	context, text := maskProse(l.Context), maskProse(l.Text)
	start := occurrence(context, text, nth)
	if start < 0 || context == text && l.Text == l.URL {
		return sentence{}
	}
	end := start + len(text)
	return sentence{prose(context[:start]), prose(context[start:end]), prose(context[end:])}
}

// twins tells links apart that share a sentence and a text, as in "(video),
// (video)", by their order in the post.
type twins struct {
	post string
	seen map[[2]string]int
}

// next is the number (from 0) of links like this one that came before it in its
// post. It must be called for each link of a post, in order.
func (t *twins) next(f crawler.Finding) int {
	if t.seen == nil || t.post != f.Post.Path {
		t.post, t.seen = f.Post.Path, make(map[[2]string]int)
	}
	key := [2]string{f.Link.Context, f.Link.Text}
	t.seen[key]++
	return t.seen[key] - 1
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
