package extract

import (
	"bytes"
	"strings"

	"linkmedic/crawler"
)

// scalar is one value of a post's front matter.
type scalar struct {
	key   string // of the mapping that it, or the list around it, is in
	top   bool   // the key stands at the top level
	value string // decoded
	// start and end are where in the post the value is written, with its
	// quotes and perhaps what follows it.
	start, end int
}

// titleKeys and dateKeys are looked for without regard to case, the first the
// most trusted. The dates are those of Hugo, Jekyll, Pelican, Eleventy and
// Ghost exports.
var (
	titleKeys = []string{"title"}
	dateKeys  = []string{"date", "publishdate", "published", "pubdate", "published_at", "publish_date", "datepublished", "created"}
)

// takeFrontMatter records title, date and URLs of front matter.
func (d *document) takeFrontMatter(scalars []scalar) {
	titleRank, dateRank := len(titleKeys), len(dateKeys)
	for _, s := range scalars {
		if s.top {
			key := strings.ToLower(s.key)
			if r := rankOf(titleKeys, key); r < titleRank && strings.TrimSpace(s.value) != "" {
				d.titles.frontMatter, titleRank = s.value, r
			}
			if r := rankOf(dateKeys, key); r < dateRank {
				if day, ok := calendarDate(s.value); ok {
					d.dates.frontMatter, dateRank = day, r
				}
			}
		}
		if strings.Contains(s.value, "://") || strings.Contains(s.value, "www.") {
			d.takeURLs(s)
		}
	}
}

// rankOf returns the key's place in the list, or its length.
func rankOf(list []string, key string) int {
	for i, k := range list {
		if k == key {
			return i
		}
	}
	return len(list)
}

// takeURLs records the URLs in a value.
func (d *document) takeURLs(s scalar) {
	value := []byte(s.value)
	context := strings.Join(strings.Fields(shorten(s.key+": "+s.value, 2*crawler.ContextLimit)), " ")
	context = shorten(context, crawler.ContextLimit)
	from, misses := s.start, 0
	take := func(url string, address string) {
		f := found{at: s.start, link: crawler.Link{URL: address, Context: context, Syntax: crawler.SyntaxFrontMatter}}
		// The place of a value that its notation escapes is looked for no more
		// than a few times: the search costs its length.
		if misses < 8 {
			if at, n := findWritten(d.text[from:s.end], url); n > 0 {
				from += at
				f.at, f.span = from, crawler.Span{Start: from, End: from + n}
				from += n
			} else {
				misses++
			}
		}
		d.add(f)
	}
	if whole := strings.TrimSpace(s.value); isWholeURL(whole) {
		take(whole, whole)
		return
	}
	for start, end := nextBareURL(value, 0); end > start; start, end = nextBareURL(value, end) {
		url := string(value[start:end])
		take(url, bareAddress(url))
	}
}

// isWholeURL reports whether a value is an absolute URL and nothing else.
func isWholeURL(s string) bool {
	return bareScheme([]byte(s)) > 0 && !strings.ContainsAny(s, " \t\r\n<>\"")
}

// findWritten finds a URL as one of the notations of front matter writes it:
// as it is, or as JSON with escaped slashes or ampersands.
func findWritten(text []byte, url string) (at, length int) {
	for _, escape := range []*strings.Replacer{asIs, slashes, ampersands, both} {
		written := []byte(escape.Replace(url))
		if i := bytes.Index(text, written); i >= 0 {
			return i, len(written)
		}
	}
	return 0, 0
}

var (
	asIs       = strings.NewReplacer()
	slashes    = strings.NewReplacer("/", `\/`)
	ampersands = strings.NewReplacer("&", `\u0026`)
	both       = strings.NewReplacer("/", `\/`, "&", `\u0026`)
)
