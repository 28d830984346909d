package extract

import (
	"slices"

	"linkmedic/crawler"
)

// fragment is text that was taken out of a post for a parser of its own (an
// HTML block in a quotation, an attribute's value, a JSON string) with the way
// back: step by step, which byte of the text came from where.
type fragment struct {
	text  []byte
	steps []step // ascending by at; the first is at 0
	// gaps says that steps jump over bytes that belong to something else, such
	// as the "> " of a quotation, so that no span may reach across one.
	// Otherwise they jump over escapes, which belong to the text.
	gaps bool
	// outer holds the text that the steps' origins count in; nil stands for
	// the post itself.
	outer *fragment
}

// step says that from text[at] on, up to the next step, the bytes are those
// from origin on.
type step struct{ at, origin int }

// stretch is the fragment of the bytes text[start:end] of the post.
func stretch(text []byte, start, end int) *fragment {
	return &fragment{text: text[start:end], steps: []step{{0, start}}}
}

// sub is the fragment of the bytes [start,end) of f, decoded to text by steps
// that count from start. Without steps the bytes stand for themselves.
func (f *fragment) sub(start, end int, text []byte, steps []step) *fragment {
	if steps == nil {
		return &fragment{text: f.text[start:end], steps: []step{{0, start}}, outer: f}
	}
	shifted := make([]step, len(steps))
	for i, s := range steps {
		shifted[i] = step{s.at, s.origin + start}
	}
	return &fragment{text: text, steps: shifted, outer: f}
}

// local maps an offset in f's text to its outer text.
func (f *fragment) local(i int) int {
	n, found := slices.BinarySearchFunc(f.steps, i, func(s step, at int) int { return s.at - at })
	if !found {
		n--
	}
	s := f.steps[n]
	return s.origin + i - s.at
}

// origin is the offset in the post of the byte f.text[i].
func (f *fragment) origin(i int) int {
	for ; f != nil; f = f.outer {
		i = f.local(i)
	}
	return i
}

// span is the range in the post that f.text[start:end] was made from; the zero
// Span if that is not one stretch of bytes, or empty.
func (f *fragment) span(start, end int) crawler.Span {
	for ; f != nil; f = f.outer {
		if end <= start {
			return crawler.Span{}
		}
		if f.gaps {
			first, last := f.local(start), f.local(end-1)
			if last-first != end-1-start {
				return crawler.Span{}
			}
			start, end = first, last+1
			continue
		}
		start, end = f.local(start), f.local(end)
	}
	return crawler.Span{Start: start, End: end}
}
