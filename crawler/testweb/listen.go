package testweb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
)

// host is a site with its listeners.
type host struct {
	Site
	// plain and secure are the addresses (ip:port) of the listeners.
	plain, secure string
	lookups       atomic.Int64
	connects      atomic.Int64
}

// open listens for the site, the index-th of the web.
func (w *Web) open(s Site, index int) error {
	s.Host = canonical(s.Host)
	if s.Host == "" || strings.ContainsAny(s.Host, "/: ") {
		return errors.New("not a host name")
	}
	if w.hosts[s.Host] != nil {
		return errors.New("the web has it already")
	}
	own := ownAddress(index)
	if len(s.Addrs) == 0 {
		s.Addrs = []netip.Addr{own}
	}
	h := &host{Site: s}
	w.hosts[s.Host] = h
	for _, a := range s.Addrs {
		if other := w.addresses[a]; other != nil {
			return fmt.Errorf("address %s is that of %q already", a, other.Host)
		}
		w.addresses[a] = h
	}
	for _, l := range []struct {
		address *string
		serve   func(net.Listener) error
	}{
		{&h.plain, w.plain.Serve},
		{&h.secure, func(l net.Listener) error { return w.secure.ServeTLS(l, "", "") }},
	} {
		tcp, err := listenOn(own)
		if err != nil {
			return err
		}
		*l.address = tcp.Addr().String()
		if h.Connect == Refuses && h.ConnectTimes == 0 {
			// The port stays free, so that whoever bypasses our dialler is
			// refused, too.
			if err := tcp.Close(); err != nil {
				return err
			}
			continue
		}
		w.running.Go(func() { l.serve(&listener{tcp, h}) })
	}
	return nil
}

// ownAddress is the loopback address of the index-th site.
func ownAddress(index int) netip.Addr {
	return netip.AddrFrom4([4]byte{127, byte(77 + index>>16), byte(index >> 8), byte(index)}).Next()
}

// listenOn listens on a free port of the address, or of 127.0.0.1 where the
// system does not own the whole of 127.0.0.0/8 (only Linux does).
func listenOn(a netip.Addr) (net.Listener, error) {
	l, err := net.Listen("tcp", netip.AddrPortFrom(a, 0).String())
	if err != nil {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	return l, err
}

// canonical is the form in which names are compared.
func canonical(name string) string {
	return strings.TrimSuffix(strings.ToLower(name), ".")
}

// listener accepts connections for one host.
type listener struct {
	net.Listener
	host *host
}

// conn is an accepted connection that knows whose it is.
type conn struct {
	*net.TCPConn
	host *host
}

func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &conn{c.(*net.TCPConn), l.host}, nil
}

// newServer returns a server that keeps count of its goroutines.
func (w *Web) newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:     handler,
		BaseContext: func(net.Listener) context.Context { return w.closing },
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return context.WithValue(ctx, connKey{}, c)
		},
		ConnState: func(c net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				w.running.Add(1)
				if h := hostOf(c); h != nil {
					w.log.connected(h.Host)
				}
			case http.StateClosed, http.StateHijacked:
				w.running.Done()
			}
		},
		ErrorLog: log.New(io.Discard, "", 0), // failed handshakes are part of the play
	}
}

type connKey struct{}

// hostOf returns the host that the accepted connection belongs to; nil for
// the proxy's.
func hostOf(c net.Conn) *host {
	if t, ok := c.(interface{ NetConn() net.Conn }); ok { // *tls.Conn
		c = t.NetConn()
	}
	if c, ok := c.(*conn); ok {
		return c.host
	}
	return nil
}

// serve answers a request that came straight to a host's listener. The Host
// header decides, as everywhere on the web; a request for a bare address is for
// the site that listens there.
func (w *Web) serve(rw http.ResponseWriter, r *http.Request) {
	name := r.Host
	if h, _, err := net.SplitHostPort(r.Host); err == nil {
		name = h
	}
	h := w.hosts[canonical(name)]
	if h == nil {
		c, _ := r.Context().Value(connKey{}).(net.Conn)
		h = hostOf(c)
	}
	w.answer(h, rw, r)
}

// answer lets the host behave, on the record.
func (w *Web) answer(h *host, rw http.ResponseWriter, r *http.Request) {
	w.running.Add(1) // the connection is counted, so Close cannot have passed Wait
	defer w.running.Done()
	leave := w.log.enter(h.Host, r)
	defer leave()
	h.page(r)(&recorder{ResponseWriter: rw, leave: leave}, r)
}

// recorder is the ResponseWriter that behaviours get. It lets those that know
// where their body ends say so, see last.
type recorder struct {
	http.ResponseWriter
	leave func()
}

// Unwrap serves http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// last ends the request's stay in the log. It is called before the last byte
// is written: the client may use the answer, and ask the next thing, before the
// handler has returned.
func last(rw http.ResponseWriter) {
	if r, ok := rw.(*recorder); ok {
		r.leave()
	}
}
