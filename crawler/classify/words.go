package classify

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"linkmedic/crawler"
)

//go:embed words.txt
var wordsText string

var builtinWords = sync.OnceValue(func() *words {
	w, err := parseWords(wordsText)
	if err != nil {
		panic("classify: words.txt: " + err.Error()) // a test reads it
	}
	return w
})

// words is the vocabulary of texts that promise something.
type words struct {
	classes map[string]crawler.Class
	// inside are class words of scripts without spaces, longest first.
	inside []string
	roles  map[string]map[string]bool
}

// The roles of words.txt besides the classes.
const (
	roleAbout    = "about"
	roleAfter    = "after"
	roleCompound = "compound"
	roleMany     = "many"
	roleHere     = "here"
	roleFiller   = "filler"
	roleWatch    = "watch"
	roleTalk     = "talk"
)

func (w *words) is(role, word string) bool { return w.roles[role][word] }

// parseWords reads the notation of words.txt. The error names the line.
func parseWords(text string) (*words, error) {
	w := &words{classes: map[string]crawler.Class{}, roles: map[string]map[string]bool{
		roleAbout: {}, roleAfter: {}, roleCompound: {}, roleMany: {}, roleHere: {}, roleFiller: {}, roleWatch: {}, roleTalk: {},
	}}
	inside := map[string]bool{}
	number := 0
	for row := range strings.Lines(text) {
		number++
		fields := strings.Fields(row)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if len(fields) < 3 {
			return nil, fmt.Errorf("line %d: a line is a role, a language and words", number)
		}
		class := crawler.Class(fields[0])
		for _, word := range fields[2:] {
			if word != strings.ToLower(word) {
				return nil, fmt.Errorf("line %d: %q is not in lower case", number, word)
			}
			switch {
			case slices.Contains(crawler.Classes, class):
				if old, ok := w.classes[word]; ok && old != class {
					return nil, fmt.Errorf("line %d: %q is %s already", number, word, old)
				}
				w.classes[word] = class
				if strings.ContainsFunc(word, unspaced) {
					inside[word] = true
				}
			case w.roles[fields[0]] != nil:
				w.roles[fields[0]][word] = true
			default:
				return nil, fmt.Errorf("line %d: role %q is not known", number, fields[0])
			}
		}
	}
	w.inside = slices.SortedFunc(maps.Keys(inside), func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return w, nil
}

// unspaced reports whether words of the letter's script are not set off by
// spaces, or carry particles without one (Korean).
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// split returns the words of s in lower case. Full stops inside belong to them
// (slides.js). An apostrophe belongs to the words of the vocabulary that have
// one (foto's), and parts all others (l'enregistrement).
func (w *words) split(s string) []string {
	var all []string
	for _, field := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '.'
	}) {
		field = strings.Trim(strings.ReplaceAll(field, "’", "'"), "'.")
		if w.classes[field] != "" || !strings.Contains(field, "'") {
			if field != "" {
				all = append(all, field)
			}
			continue
		}
		for part := range strings.SplitSeq(field, "'") {
			if part != "" {
				all = append(all, part)
			}
		}
	}
	return all
}
