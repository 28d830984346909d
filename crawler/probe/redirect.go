package probe

import (
	"net/http"
	"net/url"
	"strings"

	"linkmedic/crawler"
)

// locationLimit is the longest address that a redirect may point to: what RFC
// 9110, section 4.1, asks everybody to support.
const locationLimit = 8000

// pointer is where an answer sends its reader.
type pointer struct {
	location  string // as written
	permanent bool
}

// redirectOf returns where the answer redirects to: by its status and Location,
// or by a page that refreshes itself to another address within seconds, as
// static sites move their pages.
func redirectOf(a answer) (pointer, bool) {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		return pointer{a.header.Get("Location"), true}, true
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
		return pointer{a.header.Get("Location"), false}, true
	case http.StatusMultipleChoices:
		if location := a.header.Get("Location"); location != "" {
			return pointer{location, false}, true
		}
	}
	if a.success() && a.page.refresh.leaves(a.address) {
		// Search engines take an instant refresh for a permanent redirect
		// (Google Search Central, "Redirects and Google Search").
		return pointer{a.page.refresh.to, a.page.refresh.seconds == 0}, true
	}
	return pointer{}, false
}

// follow resolves a redirect's location against the address that gave it. The
// reason says why it cannot be followed.
func follow(from *url.URL, location string) (*url.URL, crawler.Reason) {
	location = strings.TrimSpace(location)
	if location == "" || len(location) > locationLimit {
		return nil, crawler.ReasonBadRedirect
	}
	ref, err := url.Parse(location)
	if err != nil {
		if ref, err = url.Parse(escapePercent(location)); err != nil {
			return nil, crawler.ReasonBadRedirect
		}
	}
	ask, reason := crawler.Ask(from.ResolveReference(ref).String())
	if reason != "" {
		return nil, crawler.ReasonBadRedirect
	}
	to, err := url.Parse(ask)
	if err != nil {
		return nil, crawler.ReasonBadRedirect
	}
	// Credentials stay with the origin that they were written for.
	to.User = nil
	if to.Scheme == from.Scheme && to.Host == from.Host {
		to.User = from.User
	}
	return to, ""
}

// escapePercent encodes the percent signs that begin no escape, which url.Parse
// refuses and browsers let pass.
func escapePercent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			b.WriteString("%25")
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// anonymous is the address without credentials.
func anonymous(u *url.URL) *url.URL {
	if u.User == nil {
		return u
	}
	bare := *u
	bare.User = nil
	return &bare
}
