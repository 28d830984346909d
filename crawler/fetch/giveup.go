package fetch

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"linkmedic/crawler"
)

// giveUp leaves hosts alone that do not answer: once a host has failed so often
// in a row, everybody else who wants it gets a *crawler.HostGivenUpError at once.
// Five hundred links to one dead host cost seconds.
//
// Failures count as a row only if each attempt began after the one before had
// failed: eight requests that fail together are one failure. A host that can be
// connected to is given up only if it has never answered at all and several
// addresses were tried, because a single page may be slow on its own account.
type giveUp struct {
	next  http.RoundTripper
	after int

	mu    sync.Mutex
	hosts map[string]*silence
}

// leastFailures is the least number of failures in a row, and of different
// addresses where connecting went well, before a host is given up.
const leastFailures = 3

// silence is the memory of a host's failures since its last answer.
type silence struct {
	answered  bool // ever
	failures  int
	last      time.Time // when the last of them ended
	connected bool      // one of them got as far as a connection
	addresses map[string]struct{}
	err       error // what the last of them met
}

func newGiveUp(next http.RoundTripper, retries int) *giveUp {
	// Nobody gets fewer attempts than the retries allow.
	return &giveUp{next: next, after: max(leastFailures, retries+1), hosts: make(map[string]*silence)}
}

func (g *giveUp) RoundTrip(req *http.Request) (*http.Response, error) {
	host := hostOf(req.URL)
	key := req.URL.Scheme + "://" + host // http may work where https does not
	if err := g.verdict(key, host); err != nil {
		return nil, err
	}
	begun := time.Now()
	resp, err := g.next.RoundTrip(req)
	if req.Context().Err() == nil {
		g.note(key, req.URL, begun, time.Now(), err)
	}
	return resp, err
}

// verdict is the error for a host that was given up, or nil.
func (g *giveUp) verdict(key, host string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[key]
	if h == nil || h.failures < g.after {
		return nil
	}
	if h.connected && (h.answered || len(h.addresses) < leastFailures) {
		return nil
	}
	return &crawler.HostGivenUpError{Host: host, Failures: h.failures, Err: h.err}
}

// note remembers how an attempt ended.
func (g *giveUp) note(key string, u *url.URL, begun, ended time.Time, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	h := g.hosts[key]
	if h == nil {
		h = new(silence)
		g.hosts[key] = h
	}
	if err == nil || !passing(err) {
		*h = silence{answered: true}
		return
	}
	h.err = err
	h.connected = h.connected || !beforeConnecting(err)
	if len(h.addresses) < leastFailures {
		if h.addresses == nil {
			h.addresses = make(map[string]struct{})
		}
		h.addresses[u.String()] = struct{}{}
	}
	if h.failures == 0 || !begun.Before(h.last) {
		h.failures++
		h.last = ended
	}
}

// beforeConnecting reports whether the error came before there was a
// connection.
func beforeConnecting(err error) bool {
	var op *net.OpError
	var dns *net.DNSError
	return errors.As(err, &dns) || errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
}
