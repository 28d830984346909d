package testweb

import (
	"context"
	"net"
	"net/netip"
	"os"
	"syscall"
)

// Connection is how connecting to a site goes.
type Connection int

// The ways.
const (
	Accepts      Connection = iota
	Refuses                 // nothing listens
	Unreachable             // there is no route to the network
	ConnectHangs            // nothing happens until the client gives up
	Resets                  // the connection breaks as soon as it is used
)

// DialContext connects to the web like net.Dialer.DialContext. Ports 80 and 443
// of a site's address lead to its listeners; so does a name in place of the
// address, which is looked up first. Other loopback addresses are dialled as
// they are; nothing else can be reached.
func (w *Web) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	listener, way, err := w.route(ctx, address)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Addr: tcpAddr(address), Err: err}
	}
	var dialer net.Dialer
	c, err := dialer.DialContext(ctx, "tcp", listener)
	if err != nil || way != Resets {
		return c, err
	}
	return &brokenConn{c}, nil
}

// route finds the listener that the address leads to and how connecting to it
// goes, or says why it cannot be reached.
func (w *Web) route(ctx context.Context, address string) (listener string, way Connection, err error) {
	name, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", 0, err
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		addrs, err := w.LookupNetIP(ctx, "ip", name)
		if err != nil {
			return "", 0, err
		}
		if len(addrs) == 0 {
			return "", 0, &net.AddrError{Err: "no suitable address found", Addr: name}
		}
		ip = addrs[0]
	}
	ip = ip.Unmap()
	if w.unplugged.Load() {
		return "", 0, os.NewSyscallError("connect", syscall.ENETUNREACH)
	}
	h := w.addresses[ip]
	if h == nil {
		if !ip.IsLoopback() {
			return "", 0, os.NewSyscallError("connect", syscall.ENETUNREACH)
		}
		return net.JoinHostPort(ip.String(), port), Accepts, nil
	}
	way, err = h.admit(ctx, w.closing)
	if err != nil {
		return "", 0, err
	}
	switch listener = net.JoinHostPort(ip.String(), port); {
	case port == "80":
		return h.plain, way, nil
	case port == "443":
		return h.secure, way, nil
	case listener == h.plain || listener == h.secure:
		return listener, way, nil
	}
	return "", 0, os.NewSyscallError("connect", syscall.ECONNREFUSED)
}

// admit says how this attempt to connect goes; an error means that it fails.
func (h *host) admit(ctx, closing context.Context) (Connection, error) {
	way := h.Connect
	if n := h.connects.Add(1); h.ConnectTimes > 0 && n > int64(h.ConnectTimes) {
		way = Accepts
	}
	switch way {
	case Refuses:
		return way, os.NewSyscallError("connect", syscall.ECONNREFUSED)
	case Unreachable:
		return way, os.NewSyscallError("connect", syscall.ENETUNREACH)
	case ConnectHangs:
		select {
		case <-ctx.Done():
			return way, ctx.Err()
		case <-closing.Done():
			return way, os.NewSyscallError("connect", syscall.ECONNABORTED)
		}
	}
	return way, nil
}

// tcpAddr is the address for an error's text; nil unless it is a literal one.
func tcpAddr(address string) net.Addr {
	a, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil
	}
	return net.TCPAddrFromAddrPort(a)
}

// brokenConn is a connection that is reset as soon as it is used.
type brokenConn struct{ net.Conn }

func (c *brokenConn) Read([]byte) (int, error)  { return 0, c.reset("read") }
func (c *brokenConn) Write([]byte) (int, error) { return 0, c.reset("write") }

func (c *brokenConn) reset(call string) error {
	return &net.OpError{
		Op: call, Net: "tcp", Source: c.LocalAddr(), Addr: c.RemoteAddr(),
		Err: os.NewSyscallError(call, syscall.ECONNRESET),
	}
}
