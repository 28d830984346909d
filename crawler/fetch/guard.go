package fetch

import (
	"net"
	"net/netip"
	"strings"
)

// guard decides which addresses may be asked.
type guard struct {
	allowPrivate bool
	exempt       map[string]bool // hosts, with or without a port
}

func newGuard(allowPrivate bool, exempt []string) guard {
	g := guard{allowPrivate: allowPrivate, exempt: make(map[string]bool, len(exempt))}
	for _, host := range exempt {
		g.exempt[strings.ToLower(host)] = true
	}
	return g
}

// exempts reports whether the host may be private.
func (g guard) exempts(host, port string) bool {
	if g.allowPrivate {
		return true
	}
	host = nameOf(host)
	return g.exempt[host] || g.exempt[net.JoinHostPort(host, port)]
}

// special are the IPv4 networks that are not part of the public Internet: the
// IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast and class E.
var special = prefixes(
	"0.0.0.0/8",       // this network
	"10.0.0.0/8",      // private, RFC 1918
	"100.64.0.0/10",   // carrier-grade NAT, RFC 6598
	"127.0.0.0/8",     // loopback
	"169.254.0.0/16",  // link-local, where clouds keep their metadata
	"172.16.0.0/12",   // private, RFC 1918
	"192.0.0.0/24",    // IETF protocol assignments
	"192.0.2.0/24",    // documentation
	"192.88.99.0/24",  // 6to4 relays, deprecated
	"192.168.0.0/16",  // private, RFC 1918
	"198.18.0.0/15",   // benchmarks, RFC 2544
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"224.0.0.0/4",     // multicast
	"240.0.0.0/4",     // reserved, and broadcast
)

// special6 are the exceptions within 2000::/3, the only IPv6 network that is
// global unicast (IANA IPv6 Special-Purpose Address Registry). Everything
// outside it (loopback, unique local, link-local, site-local, multicast, …) is
// not public.
var (
	global6  = netip.MustParsePrefix("2000::/3")
	special6 = prefixes(
		"2001::/23",     // IETF protocol assignments: Teredo, benchmarks, ORCHID
		"2001:db8::/32", // documentation
		"3fff::/20",     // documentation, RFC 9637
	)
	nat64  = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052
	sixTo4 = netip.MustParsePrefix("2002::/16")    // RFC 3056
)

// isPrivate reports whether the address is anything but a public unicast
// address. IPv6 forms that carry an IPv4 address are judged by that.
func isPrivate(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	switch {
	case !a.IsValid():
		return true
	case a.Is4():
		return within(a, special)
	}
	b := a.As16()
	switch {
	case nat64.Contains(a):
		return isPrivate(netip.AddrFrom4([4]byte(b[12:16])))
	case sixTo4.Contains(a):
		return isPrivate(netip.AddrFrom4([4]byte(b[2:6])))
	}
	return !global6.Contains(a) || within(a, special6)
}

func within(a netip.Addr, all []netip.Prefix) bool {
	for _, p := range all {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}
