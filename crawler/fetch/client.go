package fetch

import (
	"context"
	"crypto/x509"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Network is how names become addresses and addresses connections. Tests and
// the demo replace it.
type Network interface {
	// LookupNetIP is like net.Resolver.LookupNetIP. A *net.DNSError with
	// IsNotFound set must mean that the name does not exist (NXDOMAIN); a
	// name without addresses gives an empty list or another error.
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
	// DialContext connects to ip:port. The context bounds the dialling
	// only; DialContext returns soon after it is done.
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// Options are the settings of a Client. The zero value of each field but
// Retries means its default.
type Options struct {
	// UserAgent is sent with requests that have none of their own.
	UserAgent string
	// Concurrency and PerHost bound the requests in flight: in all (128),
	// and to one host (8). A request is in flight until its body has been
	// read to the end or closed.
	Concurrency, PerHost int
	// Timeout bounds one attempt, reading the body included and polite
	// waiting left out; 20 s. Looking up a name and connecting get half of
	// it each.
	Timeout time.Duration
	// Retries is how often a GET is tried again after a fault that may
	// pass.
	Retries int
	// AllowPrivate lets requests go to private addresses.
	AllowPrivate bool
	// Exempt are hosts, with or without a port, that may be private: those
	// that the user has configured.
	Exempt []string
	// Proxy says which proxy a URL is asked through, nil for none, as
	// http.Transport.Proxy does. The proxy's own address may be private.
	Proxy func(*url.URL) (*url.URL, error)
	// RootCAs are the authorities trusted; nil means the system's.
	RootCAs *x509.CertPool
	// Network defaults to the system's.
	Network Network
	// MaxWait is how long a host is waited for that asked for a rest, in
	// one piece or in several without a proper answer between; 60 s.
	MaxWait time.Duration
	// Rand yields numbers from [0,1) for the jitter of retries. It may be
	// called concurrently.
	Rand func() float64
}

func (o Options) withDefaults() Options {
	if o.Concurrency <= 0 {
		o.Concurrency = 128
	}
	if o.PerHost <= 0 {
		o.PerHost = 8
	}
	if o.Timeout <= 0 {
		o.Timeout = 20 * time.Second
	}
	if o.MaxWait <= 0 {
		o.MaxWait = time.Minute
	}
	if o.Network == nil {
		o.Network = system{}
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	return o
}

// Client is the polite transport. Its memory of hosts (addresses, rests asked
// for, hosts given up) lasts as long as it does: one run. It is safe for
// concurrent use.
type Client struct {
	chain http.RoundTripper
	base  *http.Transport
}

// New returns a Client.
func New(o Options) *Client {
	o = o.withDefaults()
	guard := newGuard(o.AllowPrivate, o.Exempt)
	base := newBase(o, guard)
	return &Client{chain: newChain(base, o, guard), base: base}
}

// newChain puts the decorators around the base, the innermost first.
func newChain(base http.RoundTripper, o Options, guard guard) http.RoundTripper {
	memory := newPauses(o.MaxWait)
	chain := base
	chain = proxied{chain, o.Proxy}
	chain = count{chain}
	chain = deadline{chain, o.Timeout}
	chain = newGiveUp(chain, o.Retries)
	chain = recheck{chain, memory}
	chain = newTakeTurns(chain, o.PerHost, o.Concurrency)
	chain = wait{chain, memory}
	chain = retry{chain, memory, o.Retries, o.Rand}
	chain = refuse{chain, guard, o.Proxy}
	return identify{chain, o.UserAgent}
}

// RoundTrip asks once, or as often as the rules for retries say, and returns
// the last answer. It blocks while politeness demands it and returns early when
// the request's context is done. The caller must close the body.
func (c *Client) RoundTrip(req *http.Request) (*http.Response, error) {
	return c.chain.RoundTrip(req)
}

// CloseIdleConnections closes the connections that no request uses.
func (c *Client) CloseIdleConnections() { c.base.CloseIdleConnections() }

// identify sends the honest User-Agent.
type identify struct {
	next      http.RoundTripper
	userAgent string
}

func (i identify) RoundTrip(req *http.Request) (*http.Response, error) {
	if i.userAgent != "" && req.Header.Get("User-Agent") == "" {
		req = req.Clone(req.Context()) // a RoundTripper must not change its request
		if req.Header == nil {
			req.Header = make(http.Header)
		}
		req.Header.Set("User-Agent", i.userAgent)
	}
	return i.next.RoundTrip(req)
}
