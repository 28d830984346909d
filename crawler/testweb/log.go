package testweb

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// Log is the record of what a web was asked. Its methods may be called while
// the web serves.
type Log struct {
	mu    sync.Mutex
	hosts map[string]*hostLog
}

type hostLog struct {
	requests             []Request
	inFlight, most       int
	lookups, connections int
}

// Request is one request that a site received.
type Request struct {
	Time   time.Time
	Method string
	// URL is absolute, with the scheme that it came by and the site's name.
	URL    string
	Proto  string
	Header http.Header
}

func newLog() *Log { return &Log{hosts: make(map[string]*hostLog)} }

// host returns the host's record; the caller holds the lock.
func (l *Log) host(name string) *hostLog {
	h := l.hosts[name]
	if h == nil {
		h = new(hostLog)
		l.hosts[name] = h
	}
	return h
}

// enter records a request and counts it as in flight until leave is called
// first.
func (l *Log) enter(host string, r *http.Request) (leave func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h := l.host(host)
	h.requests = append(h.requests, Request{
		Time: time.Now(), Method: r.Method, URL: absolute(host, r), Proto: r.Proto, Header: r.Header.Clone(),
	})
	h.inFlight++
	h.most = max(h.most, h.inFlight)
	return sync.OnceFunc(func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		h.inFlight--
	})
}

// absolute is the address that was asked, without the port that no client of
// ours writes.
func absolute(host string, r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	if host == "*" {
		host = r.Host
	}
	return scheme + "://" + host + r.URL.RequestURI()
}

func (l *Log) connected(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.host(host).connections++
}

func (l *Log) lookedUp(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.host(host).lookups++
}

// MaxInFlight is the largest number of requests that the host was answering at
// once. A request counts from its arrival until its last byte is about to be
// written; one that the client gives up counts until the site has noticed.
func (l *Log) MaxInFlight(host string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.host(host).most
}

// Requests are the requests that the host received, in order.
func (l *Log) Requests(host string) []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.host(host).requests)
}

// Count is how often the absolute URL was asked by the method; the empty method
// means any.
func (l *Log) Count(method, url string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, h := range l.hosts {
		for _, r := range h.requests {
			if r.URL == url && (method == "" || r.Method == method) {
				n++
			}
		}
	}
	return n
}

// Counts is how often each absolute URL was asked, by any method.
func (l *Log) Counts() map[string]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	counts := make(map[string]int)
	for _, h := range l.hosts {
		for _, r := range h.requests {
			counts[r.URL]++
		}
	}
	return counts
}

// Total is the number of requests that all hosts together received.
func (l *Log) Total() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, h := range l.hosts {
		n += len(h.requests)
	}
	return n
}

// Connections is the number of connections that the host accepted, those that
// came through the proxy's absolute-form requests left out.
func (l *Log) Connections(host string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.host(host).connections
}

// Lookups is how often the name was looked up.
func (l *Log) Lookups(host string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.host(host).lookups
}
