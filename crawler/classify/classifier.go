package classify

import (
	"fmt"

	"linkmedic/crawler"
)

// Classifier gives links their class. It is safe for concurrent use.
type Classifier struct {
	rules []rule
	table *table
	words *words
}

// New returns a Classifier that asks the user's rules, in their order, before
// its own. The error names the rule that cannot be used and what is wrong with
// it.
func New(rules []Rule) (*Classifier, error) {
	c := &Classifier{table: builtinTable(), words: builtinWords()}
	for i, r := range rules {
		compiled, err := r.compile()
		if err != nil {
			return nil, fmt.Errorf("class rule %d (%s): %w", i+1, r, err)
		}
		c.rules = append(c.rules, compiled)
	}
	return c, nil
}

// Classify says what the link promises, and which rule says so. Class and
// ClassFrom of the link itself are not looked at.
func (c *Classifier) Classify(link crawler.Link) (crawler.Class, crawler.ClassFrom) {
	a := parseAddress(link.URL)
	if a.web {
		for _, r := range c.rules {
			if r.matches(a) {
				return r.class, crawler.ClassFromConfig
			}
		}
	}
	extension := classOfExtension(a.extension())
	if a.web {
		if class, from, ok := c.table.class(archived(a)); ok && !contradicts(link, class, from, extension) {
			return class, from
		}
	}
	if class := classOfSyntax(link, a, extension); class != "" {
		return class, crawler.ClassFromSyntax
	}
	if extension != "" {
		return extension, crawler.ClassFromExtension
	}
	// The text of an image or a player is no promise of something behind a
	// click, and who writes to photos@example.org gets no photo.
	if !a.web || link.Embedded {
		return crawler.ClassPage, crawler.ClassFromDefault
	}
	if class := c.words.classOfText(link); class != "" {
		return class, crawler.ClassFromText
	}
	if class := c.words.classOfContext(link); class != "" {
		return class, crawler.ClassFromContext
	}
	return crawler.ClassPage, crawler.ClassFromDefault
}

// contradicts reports whether the table must be wrong, because the link itself
// says what is answered: an image that sits in a folder named slides is a photo,
// and so are the logos of a host of slides.
func contradicts(link crawler.Link, class crawler.Class, from crawler.ClassFrom, extension crawler.Class) bool {
	if extension != crawler.ClassPhoto && extension != crawler.ClassVideo || extension == class {
		return false
	}
	return from == crawler.ClassFromPath || isImage(link.Syntax)
}
