package extract

import (
	"net/url"
	"strings"
)

// resolver makes addresses absolute.
type resolver struct{ base *url.URL }

// newResolver takes the post's own address and its <base href>; either may be
// empty.
func newResolver(post, element string) resolver {
	base := parseBase(post)
	if element = strings.TrimSpace(element); element != "" {
		if base != nil {
			if u, err := base.Parse(element); err == nil {
				return resolver{u}
			}
		} else if u := parseBase(resolver{}.absolute(element)); u != nil {
			return resolver{u}
		}
	}
	return resolver{base}
}

// parseBase returns nil for what nothing can be resolved against.
func parseBase(address string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme == "" || u.Host == "" {
		return nil
	}
	return u
}

// absolute resolves a relative address. An absolute one is left as the author
// wrote it, and so is everything without a base; but an address that lacks only
// its scheme is read as https.
func (r resolver) absolute(address string) string {
	if address == "" || hasScheme(address) {
		return address
	}
	if strings.HasPrefix(address, "//") && len(address) > 2 && r.base == nil {
		return "https:" + address
	}
	if r.base == nil {
		return address
	}
	if strings.HasPrefix(address, "//") && len(address) > 2 {
		return r.base.Scheme + ":" + address
	}
	u, err := r.base.Parse(address)
	if err != nil {
		return address
	}
	return u.String()
}

// hasScheme reports whether the address begins with a scheme (RFC 3986,
// section 3.1).
func hasScheme(address string) bool {
	for i := range len(address) {
		switch c := address[i]; {
		case isLetter(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		default:
			return i > 0 && c == ':'
		}
	}
	return false
}
