package source

import (
	"net/netip"
	"strings"
)

// notPublic are the ranges beyond netip's own categories that lead to no site
// of the Internet (IANA's special-purpose address registries, RFC 6890).
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // carrier-grade NAT, RFC 6598
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"),
}

// isPrivate reports whether the host, by its text alone, is on this machine or
// on a private network.
func isPrivate(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	ip = ip.Unmap().WithZone("")
	for _, prefix := range notPublic {
		if prefix.Contains(ip) {
			return true
		}
	}
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsUnspecified() || ip.IsMulticast() ||
		ip.IsLinkLocalUnicast() || ip.IsLinkLocalMulticast()
}

// oddNumber reports whether the host ends in a number, and so has to be an IPv4
// address (URL Standard, "ends in a number checker"), but is not written as
// one: 127.1, 0x7f000001, 2130706433. Some resolvers take these.
func oddNumber(host string) bool {
	labels := strings.Split(strings.TrimSuffix(strings.ToLower(host), "."), ".")
	last := labels[len(labels)-1]
	if strings.Contains(host, ":") || strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x") {
		return false
	}
	_, err := netip.ParseAddr(strings.TrimSuffix(host, "."))
	return err != nil
}
