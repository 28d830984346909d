package fetch

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"linkmedic/crawler"
)

// refuse turns requests away whose URL itself names a private address, before
// they wait for anything. What a name resolves to is checked when it is
// dialled; behind a proxy, which looks names up itself, local names are refused
// by their text, too.
type refuse struct {
	next  http.RoundTripper
	guard guard
	proxy func(*url.URL) (*url.URL, error)
}

func (r refuse) RoundTrip(req *http.Request) (*http.Response, error) {
	host := req.URL.Hostname()
	if !r.guard.exempts(host, portOf(req.URL)) {
		behindProxy := false
		if r.proxy != nil {
			proxy, err := r.proxy(req.URL)
			behindProxy = err == nil && proxy != nil
		}
		if namesPrivate(host, behindProxy) {
			return nil, fmt.Errorf("%s: %w", host, crawler.ErrPrivateAddress)
		}
	}
	return r.next.RoundTrip(req)
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

// localNames are the last labels of names that lead into private networks:
// RFC 6761 (localhost), RFC 6762 (local and, appendix G, its siblings), RFC 8375
// (home.arpa), ICANN's choice for private use (internal).
var localNames = []string{"localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa"}

// namesPrivate reports whether the text of a URL's host is that of a private
// address: a literal one or, with names set, a name of a private network.
func namesPrivate(host string, names bool) bool {
	host = nameOf(host)
	if a, err := netip.ParseAddr(host); err == nil {
		return isPrivate(a)
	}
	if !names {
		return false
	}
	if a, numeric := parseOldIPv4(host); numeric {
		return !a.IsValid() || isPrivate(a)
	}
	if !strings.Contains(host, ".") {
		return true // names of one label are looked up in the local domain
	}
	for _, local := range localNames {
		if strings.HasSuffix(host, "."+local) {
			return true
		}
	}
	return false
}

// parseOldIPv4 reads the numbers that the C library's inet_aton takes for an
// address, such as 127.1, 0x7f000001 and 017700000001: proxies may, too.
// Numeric reports that the host ends in a number, so that it can be no name
// (WHATWG URL Standard, "ends in a number"); the address is valid only if it is
// one.
func parseOldIPv4(host string) (a netip.Addr, numeric bool) {
	labels := strings.Split(host, ".")
	if _, ok := parseNumber(labels[len(labels)-1]); !ok {
		return netip.Addr{}, false
	}
	if len(labels) > 4 {
		return netip.Addr{}, true
	}
	var sum uint64
	for i, label := range labels {
		n, ok := parseNumber(label)
		last := i == len(labels)-1
		switch {
		case !ok, !last && n > 255, last && n >= 1<<(8*(5-len(labels))):
			return netip.Addr{}, true
		case last:
			sum += n
		default:
			sum += n << (8 * (3 - i))
		}
	}
	return netip.AddrFrom4([4]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)}), true
}

// parseNumber reads a decimal, octal (0…) or hexadecimal (0x…) number.
func parseNumber(s string) (uint64, bool) {
	base := 10
	switch {
	case strings.HasPrefix(s, "0x"):
		if s == "0x" {
			return 0, true
		}
		s, base = s[2:], 16
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	}
	n, err := strconv.ParseUint(s, base, 64)
	return n, err == nil
}
