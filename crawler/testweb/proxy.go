package testweb

import (
	"io"
	"net"
	"net/http"
	"sync"
)

// ProxyURL is the address of an HTTP proxy (RFC 9110, section 7.3) that leads
// to every host of the web: for programs that know nothing of its names but
// honour HTTP_PROXY and HTTPS_PROXY. Names that cannot be looked up and hosts
// that cannot be connected to get 502, as behind any proxy.
func (w *Web) ProxyURL() string { return "http://" + w.proxyAddress }

func (w *Web) openProxy() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	w.proxyAddress = l.Addr().String()
	w.running.Go(func() { w.proxy.Serve(l) })
	return nil
}

// serveProxy answers a client of the proxy. Requests in absolute form are
// handed straight to the host's behaviour, so that a reset is a reset here, too.
func (w *Web) serveProxy(rw http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		w.tunnel(rw, r)
		return
	}
	if !r.URL.IsAbs() {
		http.Error(rw, "this is a proxy", http.StatusBadRequest)
		return
	}
	port := r.URL.Port()
	if port == "" {
		port = "80"
	}
	if _, _, err := w.route(r.Context(), net.JoinHostPort(r.URL.Hostname(), port)); err != nil {
		http.Error(rw, err.Error(), http.StatusBadGateway)
		return
	}
	w.answer(w.host(r.URL.Hostname()), rw, r)
}

// tunnel joins the client to the host that it wants to CONNECT to.
func (w *Web) tunnel(rw http.ResponseWriter, r *http.Request) {
	up, err := w.DialContext(r.Context(), "tcp", r.Host)
	if err != nil {
		http.Error(rw, err.Error(), http.StatusBadGateway)
		return
	}
	defer up.Close()
	w.running.Add(1) // hijacked connections are no longer the server's
	defer w.running.Done()
	down, buffered, err := http.NewResponseController(rw).Hijack()
	if err != nil {
		return
	}
	defer down.Close()
	if !w.proxied.hold(down, up) {
		return
	}
	defer w.proxied.release(down, up)
	if _, err := io.WriteString(down, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	var back sync.WaitGroup
	back.Go(func() {
		io.Copy(down, up)
		down.Close() // ends the other direction
	})
	io.Copy(up, buffered)
	up.Close()
	back.Wait()
}

// tunnels are the open ends of tunnels.
type tunnels struct {
	mu     sync.Mutex
	ends   map[net.Conn]struct{}
	closed bool
}

// hold remembers the ends; it reports false when the web is closing.
func (t *tunnels) hold(ends ...net.Conn) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return false
	}
	if t.ends == nil {
		t.ends = make(map[net.Conn]struct{})
	}
	for _, c := range ends {
		t.ends[c] = struct{}{}
	}
	return true
}

func (t *tunnels) release(ends ...net.Conn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range ends {
		delete(t.ends, c)
	}
}

func (t *tunnels) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	for c := range t.ends {
		c.Close()
	}
}
