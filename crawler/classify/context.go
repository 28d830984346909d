package classify

import (
	"strings"

	"linkmedic/crawler"
)

// maxAround is how many words on each side of a link are looked at.
const maxAround = 8

// classOfContext returns what the words right around the link promise; empty
// for nothing. It speaks in three cases only:
//
//   - a label stands before the link: "Slides: [Fast Python](…)";
//   - the link's text only points, and the words beside it say at what: "the
//     slides are [here](…)", "[here](…) are my photos";
//   - the reader is asked to watch it: "watch [the talk](…)".
//
// A word in parentheses after the link does not count: mostly that is a link of
// its own, which the plain text of the context does not tell.
func (w *words) classOfContext(link crawler.Link) crawler.Class {
	before, after, ok := around(link)
	if !ok {
		return ""
	}
	if class := w.classOfLabel(before); class != "" {
		return class
	}
	text := w.split(link.Text)
	clauseBefore, clauseAfter := w.split(lastClause(before)), w.split(firstClause(after))
	clauseBefore = clauseBefore[max(0, len(clauseBefore)-maxAround):]
	if n := len(clauseBefore); n > 0 && len(text) > 0 {
		// The verb of "watch [the talk]" may have the reader before it.
		for _, start := range []int{n - 1, n - 2} {
			if start >= 0 && w.is(roleWatch, clauseBefore[start]) && !isAddress(link.Text) &&
				w.isWatch(append(clauseBefore[start:n:n], text...)) {
				return crawler.ClassVideo
			}
		}
	}
	if !w.pointsOnly(link.Text, text) {
		return ""
	}
	if class := w.classBefore(clauseBefore); class != "" {
		return class
	}
	return w.classAfter(clauseAfter[:min(len(clauseAfter), maxAround)])
}

// around returns the context before and after the link. It is not known when
// the link's text occurs more than once in its context.
func around(link crawler.Link) (before, after string, ok bool) {
	text := link.Text
	if text == "" {
		text = link.URL
		if link.Raw != "" {
			text = link.Raw
		}
	}
	if text == "" || strings.Count(link.Context, text) != 1 {
		return "", "", false
	}
	before, after, ok = strings.Cut(link.Context, text)
	return before, after, ok
}

// classOfLabel reads a label that ends in a colon right before the link.
func (w *words) classOfLabel(before string) crawler.Class {
	label, ok := strings.CutSuffix(strings.TrimRight(before, " \t\n*_\"'“<(["), ":")
	if !ok {
		label, ok = strings.CutSuffix(strings.TrimRight(before, " \t\n"), "：")
	}
	if !ok {
		return ""
	}
	if label = lastClause(label); len(label) > maxTextBytes {
		return ""
	}
	return w.classOfClause(label)
}

// pointsOnly reports whether a link's text says no more than "here".
func (w *words) pointsOnly(text string, split []string) bool {
	if strings.ContainsFunc(text, unspaced) {
		return w.is(roleHere, strings.TrimSpace(text))
	}
	if len(split) == 0 || len(split) > 3 {
		return false
	}
	for _, word := range split {
		if !w.is(roleHere, word) && !w.is(roleFiller, word) {
			return false
		}
	}
	return true
}

// classBefore returns the class of the only kind of class word before a link
// that points.
func (w *words) classBefore(all []string) crawler.Class {
	var found crawler.Class
	for i, word := range all {
		class := w.classes[word]
		if class == "" {
			continue
		}
		// Not a noun, or not the head: "we schedule the", "video games are".
		if i+1 < len(all) && !w.is(roleAfter, all[i+1]) && !w.is(roleCompound, all[i+1]) && !w.is(roleHere, all[i+1]) && w.classes[all[i+1]] == "" {
			return ""
		}
		if found != "" && found != class {
			return ""
		}
		found = class
	}
	if found == "" {
		for i, word := range all {
			if w.is(roleWatch, word) && w.isWatch(all[i:]) {
				return crawler.ClassVideo
			}
		}
	}
	return found
}

// classAfter returns the class that is named right after a link that points.
func (w *words) classAfter(all []string) crawler.Class {
	for i, word := range all {
		if class := w.classes[word]; class != "" {
			if i+1 < len(all) && !w.is(roleAfter, all[i+1]) {
				return ""
			}
			return class
		}
		if !w.is(roleFiller, word) {
			return ""
		}
	}
	return ""
}

// clauseEnds part what belongs to a link from what does not.
const clauseEnds = ".!?;,()[]\n|•·。！？、"

func lastClause(s string) string {
	if i := strings.LastIndexAny(s, clauseEnds); i >= 0 {
		return strings.TrimLeft(s[i:], clauseEnds)
	}
	return s
}

func firstClause(s string) string {
	if i := strings.IndexAny(s, clauseEnds); i >= 0 {
		return s[:i]
	}
	return s
}
