package extract

import (
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkmedic/crawler"
)

// titles are the candidates for a post's title.
type titles struct {
	frontMatter string
	openGraph   string // og:title, which is free of the site's name
	element     string // <title>
	heading     string // the first heading of the first level
	firstLine   string
}

// titleLimit bounds a title, in bytes.
const titleLimit = 300

// best chooses the title of the post at the given path.
func (t titles) best(f crawler.Format, file string) string {
	candidates := []string{t.frontMatter, t.heading, t.openGraph, t.element, slugTitle(file)}
	switch f {
	case crawler.FormatHTML:
		candidates = []string{t.frontMatter, t.openGraph, t.element, t.heading, slugTitle(file)}
	case crawler.FormatText:
		candidates = []string{t.frontMatter, t.heading, t.firstLine, slugTitle(file)}
	}
	for _, c := range candidates {
		if c = strings.Join(strings.Fields(c), " "); c != "" {
			return shorten(clean(c), titleLimit)
		}
	}
	return ""
}

var datePrefix = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}-`)

// slugTitle makes a title of a file's name, as Jekyll does; empty for stdin
// and URLs.
func slugTitle(file string) string {
	if file == "" || file == "-" || strings.Contains(file, "://") {
		return ""
	}
	name := path.Base(file)
	name = strings.TrimSuffix(name, path.Ext(name))
	if ext := path.Ext(name); extensions[strings.ToLower(ext)] != "" { // post.html.erb
		name = strings.TrimSuffix(name, ext)
	}
	if name == "index" || name == "_index" {
		name = path.Base(path.Dir(file))
	}
	if name == "." || name == "/" {
		return ""
	}
	name = datePrefix.ReplaceAllString(name, "")
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	title := strings.Join(words, " ")
	if title == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[n:]
}
