package probe

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"linkmedic/crawler"
)

// homePath is the path of a home page, that of a language included.
var homePath = regexp.MustCompile(`^/((en|de|fr|es|pt|it|nl|pl|ru|uk|cs|sk|sv|da|no|nb|fi|tr|ja|zh|ko|hu|ro|el|he|ar|vi|id|th)([-_][a-z]{2,4})?/?)?((index|default|home)(\.[a-z]{3,5})?)?/?$`)

// redirectedHome recognises a deep link that ends at the home page of its own
// site: what sites do with addresses that they no longer know. Other sites' home
// pages are where short links lead.
func redirectedHome(_ crawler.Target, way trail) (finding, bool) {
	final := way.final()
	if !way.redirected() || isHome(way.asked) || !isHome(final) || !sameSite(way.asked, final) {
		return finding{}, false
	}
	return finding{crawler.Suspect, crawler.ReasonRedirectedHome, fmt.Sprintf("%s is the home page", shown(anonymous(final).String()))}, true
}

// isHome reports whether the address is that of a home page. WordPress keeps
// pages there, too: /?p=123.
func isHome(u *url.URL) bool {
	if !homePath.MatchString(strings.ToLower(u.Path)) && u.Path != "" {
		return false
	}
	query := u.Query()
	for _, key := range []string{"p", "page_id", "attachment_id", "id", "q", "cat", "page"} {
		if query.Has(key) {
			return false
		}
	}
	return true
}

// sameSite reports whether both addresses belong to one site.
func sameSite(a, b *url.URL) bool {
	if a.Hostname() == b.Hostname() {
		return true
	}
	domain := domainOf(a.Hostname())
	return domain != "" && domain == domainOf(b.Hostname())
}
