package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"linkmedic/crawler"
)

// dialer connects to hosts: it looks the name up, leaves out the addresses that
// the guard refuses, and tries the others.
type dialer struct {
	network Network
	names   *names
	guard   guard
	timeout time.Duration // for connecting
}

// DialContext connects to host:port.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	var addrs []netip.Addr
	if literal, err := netip.ParseAddr(host); err == nil {
		addrs = []netip.Addr{literal}
	} else if addrs, err = d.names.addresses(ctx, nameOf(host)); err != nil {
		return nil, err
	}
	proxy := throughProxy(ctx)
	var allowed []netip.AddrPort
	for _, a := range addrs {
		if proxy || d.guard.exempts(host, portText) || !isPrivate(a) {
			allowed = append(allowed, netip.AddrPortFrom(a.Unmap(), uint16(port)))
		}
	}
	if len(allowed) == 0 {
		return nil, fmt.Errorf("%s is %s: %w", host, addrs[0], crawler.ErrPrivateAddress)
	}
	trace := crawler.TraceFrom(ctx)
	if proxy {
		trace = nil // a proxy that can be reached says nothing about the network behind it
	} else if _, err := netip.ParseAddr(host); err != nil {
		trace.NoteResolved()
	}
	conn, err := d.race(ctx, network, alternate(allowed))
	if err == nil || errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) {
		trace.NoteReached()
	}
	return conn, err
}

const (
	// headStart is how long an address is tried alone before the next one is
	// tried beside it: the Connection Attempt Delay of RFC 8305.
	headStart = 250 * time.Millisecond
	// mostAddresses bounds how many addresses of one name are tried.
	mostAddresses = 6
)

// alternate orders addresses so that both families get their chance early (RFC
// 8305, section 4), and drops those beyond the bound.
func alternate(addrs []netip.AddrPort) []netip.AddrPort {
	var first, second []netip.AddrPort
	for _, a := range addrs {
		if a.Addr().Is4() == addrs[0].Addr().Is4() {
			first = append(first, a)
		} else {
			second = append(second, a)
		}
	}
	mixed := make([]netip.AddrPort, 0, len(addrs))
	for i := range max(len(first), len(second)) {
		if i < len(first) {
			mixed = append(mixed, first[i])
		}
		if i < len(second) {
			mixed = append(mixed, second[i])
		}
	}
	return mixed[:min(len(mixed), mostAddresses)]
}

// race connects to the first address that lets it: "Happy Eyeballs", RFC 8305.
// It returns when every attempt that it began has ended.
func (d *dialer) race(ctx context.Context, network string, addrs []netip.AddrPort) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	type attempt struct {
		conn net.Conn
		err  error
	}
	ended := make(chan attempt, len(addrs))
	next, running := 0, 0
	begin := func() {
		address := addrs[next].String()
		next++
		running++
		go func() {
			conn, err := d.network.DialContext(ctx, network, address)
			ended <- attempt{conn, err}
		}()
	}
	begin()
	timer := time.NewTimer(headStart)
	defer timer.Stop()
	var telling error
	for running > 0 {
		select {
		case <-timer.C:
			if next < len(addrs) {
				begin()
				timer.Reset(headStart)
			}
		case a := <-ended:
			running--
			if a.err != nil {
				telling = moreTelling(telling, a.err)
				if next < len(addrs) && ctx.Err() == nil {
					begin()
					timer.Reset(headStart)
				}
				continue
			}
			cancel()
			for ; running > 0; running-- {
				if late := <-ended; late.conn != nil {
					late.conn.Close()
				}
			}
			return a.conn, nil
		}
	}
	return nil, telling
}

// moreTelling returns the error that says more about the host: that a network
// cannot be reached is most often our own lack of IPv6.
func moreTelling(a, b error) error {
	if a == nil || errors.Is(a, syscall.ENETUNREACH) || errors.Is(a, syscall.EHOSTUNREACH) || errors.Is(a, syscall.EADDRNOTAVAIL) {
		return b
	}
	return a
}
