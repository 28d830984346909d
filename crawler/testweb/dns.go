package testweb

import (
	"context"
	"net"
	"net/netip"
)

// Resolution is how looking up a site's name goes.
type Resolution int

// The ways.
const (
	Resolves      Resolution = iota
	NXDomain                 // the name does not exist
	ServFail                 // the name server has trouble
	LookupTimeout            // the name server does not answer (said at once)
	LookupHangs              // nothing happens until the client gives up
	NoAddress                // the name exists and has no address
)

// LookupNetIP resolves the names of the web like net.Resolver.LookupNetIP. A
// literal address resolves to itself. Errors are *net.DNSError; a name that does
// not exist has IsNotFound set.
func (w *Web) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	w.log.lookedUp(canonical(host))
	fault := &net.DNSError{Name: host, Server: "127.0.0.53:53"}
	if w.unplugged.Load() {
		fault.Err, fault.IsTemporary = "server misbehaving", true
		return nil, fault
	}
	h := w.host(host)
	way := NXDomain
	if h != nil {
		way = h.DNS
		if n := h.lookups.Add(1); h.DNSTimes > 0 && n > int64(h.DNSTimes) {
			way = Resolves
		}
	}
	switch way {
	case NXDomain:
		fault.Err, fault.IsNotFound = "no such host", true
	case ServFail:
		fault.Err, fault.IsTemporary = "server misbehaving", true
	case LookupTimeout:
		fault.Err, fault.IsTimeout, fault.IsTemporary = "i/o timeout", true, true
	case LookupHangs:
		select {
		case <-ctx.Done():
		case <-w.closing.Done():
		}
		fault.Err, fault.IsTimeout, fault.IsTemporary = "i/o timeout", true, true
	case NoAddress:
		return nil, nil
	default:
		return ofFamily(network, h.Addrs), nil
	}
	return nil, fault
}

// ofFamily returns the addresses that the network ("ip", "ip4", "ip6") asks
// for.
func ofFamily(network string, all []netip.Addr) []netip.Addr {
	var addrs []netip.Addr
	for _, a := range all {
		if network == "ip4" && !a.Is4() || network == "ip6" && !a.Is6() {
			continue
		}
		addrs = append(addrs, a)
	}
	return addrs
}
