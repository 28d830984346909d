package testweb

import (
	"net/http"
	"net/netip"
)

// Page is the behaviour of one address: what a request for it gets.
type Page func(http.ResponseWriter, *http.Request)

// Site is one host of the web.
type Site struct {
	// Host is the name, in lower case and without a port. The host "*"
	// answers for every name that no other site has, as the portal of a
	// hotel network does; without it other names do not exist.
	Host string
	// Pages are the behaviours by path and query ("/watch?v=1"), or by path
	// alone ("/watch"), looked for in that order.
	Pages map[string]Page
	// Default behaves for every other path; nil means Status(404).
	Default Page
	// Addrs are the addresses that the name resolves to. Any will do, public
	// ones too: Web.DialContext leads them to the site's loopback listeners.
	// Empty means a loopback address that no other site has.
	Addrs []netip.Addr

	// DNS is how looking up the name goes, the first DNSTimes times; 0
	// means always.
	DNS      Resolution
	DNSTimes int
	// Connect is how connecting goes, the first ConnectTimes times; 0 means
	// always.
	Connect      Connection
	ConnectTimes int
	// Cert is the certificate that the site shows.
	Cert Certificate
}

// page returns the behaviour for the request.
func (s *Site) page(r *http.Request) Page {
	if p, ok := s.Pages[r.URL.RequestURI()]; ok {
		return p
	}
	if p, ok := s.Pages[r.URL.Path]; ok {
		return p
	}
	if s.Default != nil {
		return s.Default
	}
	return Status(http.StatusNotFound)
}
