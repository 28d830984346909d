package source

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// anchors returns the addresses that a page at the given address links to, as
// far as a walk of its site follows them, in their order. It reads tokens and
// builds no tree: pages may be large and nested without end.
func anchors(page *url.URL, body []byte) []*url.URL {
	var found []*url.URL
	seen := map[string]bool{}
	base := page
	baseSeen := false
	z := html.NewTokenizer(bytes.NewReader(body))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		href, rel := "", ""
		for _, attr := range token.Attr {
			switch attr.Key {
			case "href":
				href = attr.Val
			case "rel":
				rel = attr.Val
			}
		}
		switch token.Data {
		case "base":
			if u, err := page.Parse(href); err == nil && href != "" && !baseSeen {
				base, baseSeen = u, true
			}
			continue
		case "a", "area":
		case "link":
			if !leadsOn(rel) {
				continue
			}
		default:
			continue
		}
		// Resolved against <base>, but followed only within the page's site.
		resolved, err := base.Parse(strings.TrimSpace(href))
		if href == "" || err != nil {
			continue
		}
		u := follow(page, resolved.String())
		if u != nil && maybePage(u) && !seen[pageOf(u)] {
			seen[pageOf(u)] = true
			found = append(found, u)
		}
	}
	return found
}

// leadsOn reports whether a <link> of that relation leads to further posts.
func leadsOn(rel string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(rel)) {
		switch word {
		case "next", "prev", "previous", "archives":
			return true
		}
	}
	return false
}
