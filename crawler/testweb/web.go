package testweb

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
)

// Web is a running web. Its methods may be called concurrently.
type Web struct {
	hosts     map[string]*host     // by name
	addresses map[netip.Addr]*host // by the address that the name resolves to
	authority *authority
	log       *Log

	plain, secure, proxy *http.Server
	proxyAddress         string

	unplugged atomic.Bool
	closing   context.Context
	shut      context.CancelFunc
	// running counts the goroutines that Close waits for: accept loops,
	// connections, handlers, tunnels.
	running sync.WaitGroup
	// proxied are the connections that tunnels of the proxy hold open.
	proxied tunnels
}

// Start opens the listeners of the sites. The caller must Close the web.
func Start(sites ...Site) (*Web, error) {
	authority, err := newAuthority()
	if err != nil {
		return nil, err
	}
	w := &Web{
		hosts:     make(map[string]*host, len(sites)),
		addresses: make(map[netip.Addr]*host, len(sites)),
		authority: authority,
		log:       newLog(),
	}
	w.closing, w.shut = context.WithCancel(context.Background())
	w.plain = w.newServer(http.HandlerFunc(w.serve))
	w.secure = w.newServer(http.HandlerFunc(w.serve))
	w.secure.TLSConfig = w.tlsConfig()
	w.proxy = w.newServer(http.HandlerFunc(w.serveProxy))
	for i := range sites {
		if err := w.open(sites[i], i); err != nil {
			w.Close()
			return nil, fmt.Errorf("open site %q: %w", sites[i].Host, err)
		}
	}
	if err := w.openProxy(); err != nil {
		w.Close()
		return nil, fmt.Errorf("open proxy: %w", err)
	}
	return w, nil
}

// Close closes all listeners and connections, ends all behaviours that wait,
// and returns when every goroutine of the web has ended.
func (w *Web) Close() error {
	// Connections first: a hanging behaviour that ended before its connection
	// would turn into an empty answer.
	err := errors.Join(w.plain.Close(), w.secure.Close(), w.proxy.Close())
	w.shut()
	w.proxied.close()
	w.running.Wait()
	return err
}

// Log returns the record of what was asked.
func (w *Web) Log() *Log { return w.log }

// Unplug makes every look-up and every new connection fail, as on a machine
// whose network is down, until Plug.
func (w *Web) Unplug() { w.unplugged.Store(true) }

// Plug ends what Unplug began.
func (w *Web) Plug() { w.unplugged.Store(false) }

// URL returns an http address of the path on the host for clients that know
// nothing of the web's names: it names the loopback address and port on which
// the host listens. It is empty for a host that the web does not have.
func (w *Web) URL(host, path string) string {
	h := w.hosts[host]
	if h == nil {
		return ""
	}
	return "http://" + h.plain + path
}

// host returns the host of that name, or the one that answers for all others,
// or nil.
func (w *Web) host(name string) *host {
	if h, ok := w.hosts[canonical(name)]; ok {
		return h
	}
	return w.hosts["*"]
}
