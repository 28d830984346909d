package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"sync"

	"golang.org/x/net/dns/dnsmessage"
)

// system is the network of the machine.
type system struct{}

// LookupNetIP implements Network. Package net says "not found" both for names
// that do not exist and for names that exist without an address; only the
// former may ever count against a link, so the name servers are asked which it
// is.
func (system) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, network, host)
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		var direct net.Dialer
		if !nonexistent(ctx, host, direct.DialContext) {
			return nil, &net.DNSError{Err: "no address, but the name may exist", Name: host, IsTemporary: true}
		}
	}
	return addrs, err
}

// DialContext implements Network.
func (system) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, network, address)
}

// nonexistent reports whether every answer of the name servers about the host
// was NXDOMAIN. It reads along while Go's resolver talks to them, because the
// resolver keeps response codes to itself.
func nonexistent(ctx context.Context, host string, dial func(ctx context.Context, network, address string) (net.Conn, error)) bool {
	var codes responseCodes
	r := net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if udp, ok := conn.(*net.UDPConn); ok {
			return &eavesdropper{udp, &codes}, err
		}
		return conn, err
	}}
	// The dot keeps the search list of the machine's domain out of it.
	_, err := r.LookupNetIP(ctx, "ip", strings.TrimSuffix(host, ".")+".")
	return err != nil && codes.allNXDomain()
}

// responseCodes collects what name servers answered.
type responseCodes struct {
	mu        sync.Mutex
	nxdomains int
	others    int
}

func (r *responseCodes) add(message []byte) {
	var p dnsmessage.Parser
	h, err := p.Start(message)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil && h.RCode == dnsmessage.RCodeNameError {
		r.nxdomains++
	} else {
		r.others++
	}
}

func (r *responseCodes) allNXDomain() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.nxdomains > 0 && r.others == 0
}

// eavesdropper is a connection to a name server that reads along.
type eavesdropper struct {
	*net.UDPConn
	codes *responseCodes
}

func (e *eavesdropper) Read(b []byte) (int, error) {
	n, err := e.UDPConn.Read(b)
	if err == nil {
		e.codes.add(b[:n])
	}
	return n, err
}
