package classify

import (
	"strings"
	"unicode/utf8"

	"linkmedic/crawler"
)

// Bounds of what is taken for a promise. "Photos from the sprints" promises
// photos; a headline or sentence in which the word occurs does not.
const (
	maxTextBytes     = 160
	maxWordsBefore   = 4
	maxUnspacedRunes = 24
)

// classOfText returns what the link's own text promises; empty for nothing.
func (w *words) classOfText(link crawler.Link) crawler.Class {
	if len(link.Text) > maxTextBytes || isAddress(link.Text) {
		return ""
	}
	return w.classOfPhrase(link.Text)
}

// classOfPhrase returns the class of the first clause that promises something:
// "Cache me if you can (video)".
func (w *words) classOfPhrase(text string) crawler.Class {
	for _, clause := range clauses(text) {
		if class := w.classOfClause(clause); class != "" {
			return class
		}
	}
	return ""
}

// classOfClause finds a class word that is the head of its clause: only words
// that describe it stand before it, and nothing or a link word after it. So
// "photos of the venue" and "PyCon 2014 videos" are promises, "How HTML5 video
// works" and "Video encoding" are not.
func (w *words) classOfClause(clause string) crawler.Class {
	if class := w.classOfUnspaced(clause); class != "" {
		return class
	}
	all := w.split(strings.TrimRight(clause, ". …"))
	if w.isWatch(all) {
		return crawler.ClassVideo
	}
	all = w.withoutMany(all)
	for i, word := range all {
		class := w.classes[word]
		if class == "" {
			if w.is(roleAbout, word) || i >= maxWordsBefore || isGerund(word) {
				return ""
			}
			continue
		}
		next := i + 1
		for next < len(all) && w.is(roleCompound, all[next]) {
			next++
		}
		switch {
		case next == len(all) || w.is(roleAfter, all[next]) || isNumber(all[next]):
			return class
		case w.classes[all[next]] != "": // "video recording": the last one is the head
			continue
		}
		return ""
	}
	return ""
}

// withoutMany drops "a series of" from the beginning of the words.
func (w *words) withoutMany(all []string) []string {
	for i, word := range all[:min(len(all), maxWordsBefore)] {
		if w.is(roleMany, word) && i+1 < len(all) && (all[i+1] == "of" || all[i+1] == "von" || all[i+1] == "de") {
			return all[i+2:]
		}
	}
	return all
}

// classOfUnspaced looks for class words inside of short texts in scripts that
// do not part words.
func (w *words) classOfUnspaced(clause string) crawler.Class {
	if !strings.ContainsFunc(clause, unspaced) || utf8.RuneCountInString(clause) > maxUnspacedRunes {
		return ""
	}
	for _, word := range w.inside {
		if strings.Contains(clause, word) {
			return w.classes[word]
		}
	}
	return ""
}

// isWatch reports whether the words ask the reader to watch a talk, with the
// verb first ("watch Gary's talk") or last ("Vortrag ansehen").
func (w *words) isWatch(all []string) bool {
	if len(all) < 2 {
		return false
	}
	if w.is(roleWatch, all[0]) {
		for _, word := range all[1:min(len(all), 5)] {
			if w.is(roleTalk, word) {
				return true
			}
		}
		return len(all) == 2 && (w.is(roleHere, all[1]) && all[1] != "this" || all[1] == "now")
	}
	return len(all) <= 4 && w.is(roleWatch, all[len(all)-1]) && w.is(roleTalk, all[len(all)-2])
}

// isGerund reports whether the word is likely an English verb in -ing, of which
// the class word is the object: "Adding photos". Those that describe events are
// not.
func isGerund(word string) bool {
	switch word {
	case "lightning", "opening", "closing", "morning", "evening", "meeting", "training", "wedding", "beijing":
		return false
	}
	return len(word) > 5 && strings.HasSuffix(word, "ing")
}

func isNumber(word string) bool { return countWhile(word, isDigit) == len(word) }

// clauses cuts a text at the punctuation that parts promises: brackets,
// colons, commas, bars, and what has a space after it (full stops: slides.js is
// no slides) or around it (dashes).
func clauses(text string) []string {
	for _, between := range []string{" - ", " – ", " — ", " -- ", "—", ". "} {
		text = strings.ReplaceAll(text, between, "|")
	}
	return strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune("|()[]{}<>:;,!?/+&\"“”„«»・、。：（）【】「」", r)
	})
}

// isAddress reports whether the text is a URL or the like, whose words are none.
func isAddress(text string) bool {
	text = strings.TrimSpace(text)
	return strings.Contains(text, "://") || strings.HasPrefix(text, "www.") ||
		strings.ContainsRune(text, '/') && strings.ContainsRune(text, '.') && !strings.ContainsRune(text, ' ')
}
