package report

import "linkmedic/crawler"

// pageClass is what became of the links of one class: a bar and its numbers.
type pageClass struct {
	Class crawler.Class
	Links int
	Parts []pagePart
}

// pagePart is a piece of a bar, in thousandths of its length.
type pagePart struct {
	Verdict crawler.Verdict
	Links   int
	X, W    int
}

// barLength is the length of a whole bar, in its own units.
const barLength = 1000

func newPageClasses(all tally) []pageClass {
	var classes []pageClass
	for _, c := range crawler.Classes {
		class := pageClass{Class: c, Links: all.inClass(c)}
		seen := 0
		for _, v := range worstFirst {
			n := all.classes[c][v]
			if n == 0 {
				continue
			}
			// Both ends are rounded alike, so that the pieces meet.
			x := seen * barLength / class.Links
			seen += n
			class.Parts = append(class.Parts, pagePart{v, n, x, seen*barLength/class.Links - x})
		}
		classes = append(classes, class)
	}
	return classes
}

// worstFirst is the order of the verdicts on the page, from bad to good. In the
// bars, what is wrong begins at the same edge, where lengths can be compared.
var worstFirst = []crawler.Verdict{
	crawler.Dead, crawler.Suspect, crawler.Unknown, crawler.Blocked,
	crawler.Moved, crawler.Skipped, crawler.OK,
}

// glyph is the sign of a verdict, so that colour is not all that tells it.
func glyph(v crawler.Verdict) string {
	switch v {
	case crawler.OK:
		return "✓"
	case crawler.Moved:
		return "→"
	case crawler.Dead:
		return "✕"
	case crawler.Suspect:
		return "?"
	case crawler.Blocked:
		return "⊘"
	case crawler.Unknown:
		return "…"
	}
	return "–"
}
