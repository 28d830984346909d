package fetch

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// hostOf is the unit of politeness: the URL's host in the form that DNS knows,
// with its port unless that is the scheme's default. A host's http and https
// are one server to whoever pays for it.
func hostOf(u *url.URL) string {
	host, port := nameOf(u.Hostname()), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		return host
	}
	return host + ":" + port
}

// nameOf brings a host name into the form in which DNS compares names.
func nameOf(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	for i := range len(host) {
		if host[i] >= 0x80 {
			if ascii, err := idna.Lookup.ToASCII(host); err == nil {
				return ascii
			}
			break
		}
	}
	return host
}
