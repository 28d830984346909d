package fetch_test

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/crawler/fetch"
	"linkmedic/crawler/testweb"
)

// start returns a client for a web with the sites.
func start(t *testing.T, o fetch.Options, sites ...testweb.Site) (*fetch.Client, *testweb.Web) {
	t.Helper()
	web, err := testweb.Start(sites...)
	if err != nil {
		t.Fatal(err)
	}
	if o.Network == nil {
		o.Network = web
	}
	o.RootCAs = web.CertPool()
	c := fetch.New(o)
	t.Cleanup(func() {
		c.CloseIdleConnections()
		web.Close()
	})
	return c, web
}

func get(ctx context.Context, rt http.RoundTripper, address string) (status int, body string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, "", err
	}
	resp, err := rt.RoundTrip(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, string(b), err
}

func TestAsksTheWeb(t *testing.T) {
	hello := testweb.HTML("Hello", "<p>Hello.</p>")
	c, web := start(t, fetch.Options{AllowPrivate: true, Retries: 2, Rand: func() float64 { return 0 }},
		testweb.Site{Host: "a.example", Default: hello},
		testweb.Site{Host: "flaky.example", Pages: map[string]testweb.Page{
			"/503":   testweb.FlakyThen(2, 503, hello),
			"/429":   testweb.RateLimited(1, "0", hello),
			"/reset": testweb.Sequence(testweb.Reset(), testweb.EarlyClose(), hello),
			"/gone":  testweb.Sequence(testweb.Status(404), hello),
			"/500":   testweb.Sequence(testweb.Status(500), hello),
		}},
		testweb.Site{Host: "restarting.example", Default: hello, Connect: testweb.Refuses, ConnectTimes: 2},
		testweb.Site{Host: "dnsless.example", Default: hello, DNS: testweb.ServFail, DNSTimes: 1},
		testweb.Site{Host: "blinking.example", Default: hello, DNS: testweb.NXDomain, DNSTimes: 1},
	)
	for _, x := range []struct {
		url      string
		status   int
		requests int
	}{
		{"http://a.example/", 200, 1},
		{"https://a.example/", 200, 1},
		{"http://A.Example./", 200, 1},
		{"http://flaky.example/503", 200, 3},
		{"http://flaky.example/429", 200, 2},
		{"http://flaky.example/reset", 200, 3},
		{"http://flaky.example/gone", 404, 1},
		{"http://flaky.example/500", 500, 1},
		{"http://restarting.example/", 200, 3},
		{"http://dnsless.example/", 200, 2},
		{"http://blinking.example/", 200, 1}, // the second look-up corrects the first
	} {
		ctx, trace := crawler.WithTrace(t.Context())
		status, _, err := get(ctx, c, x.url)
		if status != x.status || err != nil {
			t.Errorf("%s: %d, %v; want %d", x.url, status, err, x.status)
		}
		if trace.Requests() != x.requests || !trace.Reached() {
			t.Errorf("%s: %d requests, reached %v; want %d", x.url, trace.Requests(), trace.Reached(), x.requests)
		}
	}
	if r := web.Log().Requests("a.example"); len(r) == 3 && r[1].Proto != "HTTP/2.0" {
		t.Errorf("https was asked by %s", r[1].Proto)
	}
}

func TestErrors(t *testing.T) {
	c, _ := start(t, fetch.Options{AllowPrivate: true, Timeout: 600 * time.Millisecond},
		testweb.Site{Host: "refused.example", Connect: testweb.Refuses},
		testweb.Site{Host: "far.example", Connect: testweb.Unreachable},
		testweb.Site{Host: "drops.example", Connect: testweb.ConnectHangs},
		testweb.Site{Host: "resets.example", Connect: testweb.Resets},
		testweb.Site{Host: "servfail.example", DNS: testweb.ServFail},
		testweb.Site{Host: "empty.example", DNS: testweb.NoAddress},
		testweb.Site{Host: "deaf.example", DNS: testweb.LookupHangs},
		testweb.Site{Host: "page.example", Pages: map[string]testweb.Page{
			"/hang": testweb.Hang(), "/eof": testweb.EarlyClose(), "/garbage": testweb.BadHTTP(),
			"/header": testweb.HugeHeader(2 << 20), "/fine": testweb.HugeHeader(900 << 10),
		}},
		testweb.Site{Host: "old.example", Cert: testweb.CertExpired},
		testweb.Site{Host: "name.example", Cert: testweb.CertWrongName},
		testweb.Site{Host: "stranger.example", Cert: testweb.CertUntrusted},
	)
	isOp := func(op string, timeout bool) func(error) bool {
		return func(err error) bool {
			var e *net.OpError
			return errors.As(err, &e) && e.Op == op && e.Timeout() == timeout
		}
	}
	is := func(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }
	isDNS := func(notFound bool) func(error) bool {
		return func(err error) bool {
			var e *net.DNSError
			return errors.As(err, &e) && e.IsNotFound == notFound
		}
	}
	for _, x := range []struct {
		url     string
		ok      func(error) bool
		reached bool
	}{
		{"http://refused.example/", is(syscall.ECONNREFUSED), true},
		{"http://far.example/", is(syscall.ENETUNREACH), true}, // its name resolved
		{"http://127.0.0.1:1/", is(syscall.ECONNREFUSED), true},
		{"http://8.8.8.8/", is(syscall.ENETUNREACH), false},
		{"http://drops.example/", isOp("dial", true), true},
		{"http://resets.example/", is(syscall.ECONNRESET), true},
		{"http://servfail.example/", isDNS(false), false},
		{"http://empty.example/", isDNS(false), false},
		{"http://deaf.example/", isDNS(false), false},
		{"http://nowhere.example/", isDNS(true), false},
		{"http://page.example/hang", isOp("read", true), true},
		{"http://page.example/eof", is(io.EOF), true},
		{"http://page.example/garbage", func(err error) bool { return strings.Contains(err.Error(), "malformed HTTP") }, true},
		{"http://page.example/header", func(err error) bool { return strings.Contains(err.Error(), "headers exceeded") }, true},
		{"https://old.example/", func(err error) bool {
			var e x509.CertificateInvalidError
			return errors.As(err, &e) && e.Reason == x509.Expired
		}, true},
		{"https://name.example/", func(err error) bool { var e x509.HostnameError; return errors.As(err, &e) }, true},
		{"https://stranger.example/", func(err error) bool { var e x509.UnknownAuthorityError; return errors.As(err, &e) }, true},
	} {
		ctx, trace := crawler.WithTrace(t.Context())
		begun := time.Now()
		_, _, err := get(ctx, c, x.url)
		if err == nil || !x.ok(err) {
			t.Errorf("%s: %T %v", x.url, err, err)
		}
		if trace.Reached() != x.reached {
			t.Errorf("%s: reached %v", x.url, trace.Reached())
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s took %v", x.url, took)
		}
	}
	if status, _, err := get(t.Context(), c, "http://page.example/fine"); status != 200 {
		t.Errorf("900 KiB of headers: %d, %v", status, err)
	}
}

func TestOneLookupPerHost(t *testing.T) {
	c, web := start(t, fetch.Options{AllowPrivate: true}, testweb.Site{Host: "a.example", Default: testweb.Status(200)})
	var all sync.WaitGroup
	for i := range 40 {
		for _, host := range []string{"a.example", "nowhere.example"} {
			all.Go(func() { get(t.Context(), c, fmt.Sprintf("http://%s/%d", host, i)) })
		}
	}
	all.Wait()
	if n := web.Log().Lookups("a.example"); n != 1 {
		t.Errorf("a.example was looked up %d times", n)
	}
	if n := web.Log().Lookups("nowhere.example"); n != 2 {
		t.Errorf("nowhere.example was looked up %d times; two answers of NXDOMAIN settle it", n)
	}
}

// Redirects are not followed here, so the limit holds for each hop; it holds for
// retries, too.
func TestPerHostLimit(t *testing.T) {
	const perHost, targets = 3, 60
	slow := func(p testweb.Page) testweb.Page { return testweb.Slow(2*time.Millisecond, p) }
	ok := slow(testweb.HTML("ok", "ok"))
	pages := make(map[string]testweb.Page)
	for i := range targets {
		pages[fmt.Sprintf("/%d", i)] = [...]testweb.Page{
			ok, slow(testweb.FlakyThen(1, 503, ok)), slow(testweb.Sequence(testweb.Reset(), ok)), slow(testweb.RateLimited(1, "0", ok)),
		}[i%4]
	}
	c, web := start(t, fetch.Options{AllowPrivate: true, PerHost: perHost, Concurrency: 5, Retries: 2, Rand: func() float64 { return 0 }},
		testweb.Site{Host: "a.example", Pages: pages}, testweb.Site{Host: "b.example", Pages: pages})
	var all sync.WaitGroup
	for i := range targets {
		for _, host := range []string{"http://a.example", "https://b.example"} {
			all.Go(func() {
				if status, _, err := get(t.Context(), c, fmt.Sprintf("%s/%d", host, i)); status != 200 {
					t.Errorf("%s/%d: %d, %v", host, i, status, err)
				}
			})
		}
	}
	all.Wait()
	for _, host := range []string{"a.example", "b.example"} {
		if most := web.Log().MaxInFlight(host); most > perHost {
			t.Errorf("%s answered %d requests at once", host, most)
		}
	}
}

func TestPrivateAddresses(t *testing.T) {
	page := testweb.HTML("secret", "secret")
	public := []netip.Addr{netip.MustParseAddr("93.184.216.34")}
	mixed := []netip.Addr{netip.MustParseAddr("10.9.8.7"), netip.MustParseAddr("93.184.216.35")}
	sites := []testweb.Site{
		{Host: "private.example", Default: page}, // resolves to loopback
		{Host: "public.example", Default: page, Addrs: public},
		{Host: "mixed.example", Default: page, Addrs: mixed},
		{Host: "archive.example", Default: page},
	}
	c, web := start(t, fetch.Options{Exempt: []string{"archive.example"}}, sites...)
	for address, allowed := range map[string]bool{
		"http://private.example/":        false,
		"https://private.example/":       false,
		web.URL("private.example", "/"):  false,
		"http://[::1]/":                  false,
		"http://[::ffff:127.0.0.1]/":     false,
		"http://169.254.169.254/latest/": false,
		"http://public.example/":         true,
		"http://mixed.example/":          true,
		"http://archive.example/":        true,
	} {
		ctx, trace := crawler.WithTrace(t.Context())
		status, _, err := get(ctx, c, address)
		if allowed && status != 200 || !allowed && !errors.Is(err, crawler.ErrPrivateAddress) {
			t.Errorf("%s: %d, %v", address, status, err)
		}
		if trace.Reached() != allowed {
			t.Errorf("%s: reached %v", address, trace.Reached())
		}
	}
	if n := len(web.Log().Requests("private.example")); n != 0 {
		t.Errorf("the private host got %d requests", n)
	}
}

func TestProxy(t *testing.T) {
	page := testweb.HTML("ok", "ok")
	sites := []testweb.Site{{Host: "a.example", Default: page}, {Host: "localhost", Default: page}}
	var proxy *url.URL
	c, web := start(t, fetch.Options{Proxy: func(u *url.URL) (*url.URL, error) {
		if strings.HasPrefix(u.Hostname(), "direct.") {
			return nil, nil
		}
		return proxy, nil
	}}, sites...)
	proxy, err := url.Parse(web.ProxyURL())
	if err != nil {
		t.Fatal(err)
	}
	// The proxy's own address is private, and so are those of its hosts: it
	// is the user's.
	for _, address := range []string{"http://a.example/", "https://a.example/"} {
		ctx, trace := crawler.WithTrace(t.Context())
		if status, _, err := get(ctx, c, address); status != 200 || !trace.Reached() {
			t.Errorf("%s: %d, %v, reached %v", address, status, err, trace.Reached())
		}
	}
	for _, address := range []string{"http://localhost/", "http://127.1/", "http://10.0.0.1/", "https://wiki/", "http://x.local/"} {
		if _, _, err := get(t.Context(), c, address); !errors.Is(err, crawler.ErrPrivateAddress) {
			t.Errorf("%s: %v", address, err)
		}
	}
	var refusal *fetch.ProxyError
	if _, _, err := get(t.Context(), c, "https://nowhere.example/"); !errors.As(err, &refusal) || refusal.Status != 502 {
		t.Errorf("a tunnel to nowhere: %v", err)
	}
	proxy = &url.URL{Scheme: "http", Host: "127.0.0.1:1"}
	ctx, trace := crawler.WithTrace(t.Context())
	var op *net.OpError
	if _, _, err := get(ctx, c, "http://b.example/"); !errors.As(err, &op) || op.Op != "proxyconnect" {
		t.Errorf("no proxy there: %v", err)
	}
	if trace.Reached() {
		t.Error("a refusal by our own machine counts as reached")
	}
}

// The first address of many is unreachable or silent; the name is fine.
func TestHappyEyeballs(t *testing.T) {
	addrs := []netip.Addr{
		netip.MustParseAddr("2001:4860::1"), netip.MustParseAddr("2001:4860::2"),
		netip.MustParseAddr("93.184.216.1"), netip.MustParseAddr("93.184.216.2"),
	}
	network := &oddNetwork{addrs: addrs, good: "93.184.216.2:80"}
	c, web := start(t, fetch.Options{Network: network, Timeout: 10 * time.Second}, testweb.Site{Host: "a.example", Default: testweb.Status(200)})
	network.to = strings.TrimPrefix(web.URL("a.example", ""), "http://")
	begun := time.Now()
	if status, _, err := get(t.Context(), c, "http://a.example/"); status != 200 {
		t.Fatalf("got %d, %v", status, err)
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
	network.mu.Lock()
	defer network.mu.Unlock()
	want := "[2001:4860::1]:80 93.184.216.1:80 [2001:4860::2]:80 93.184.216.2:80"
	if got := strings.Join(network.dialled, " "); got != want {
		t.Errorf("dialled %s, want the families in turn: %s", got, want)
	}
	if network.open != 0 {
		t.Errorf("%d dials were left running", network.open)
	}
}

// oddNetwork has one good address; the others cannot be reached (IPv6) or are
// silent (IPv4).
type oddNetwork struct {
	addrs    []netip.Addr
	good, to string

	mu      sync.Mutex
	dialled []string
	open    int
}

func (o *oddNetwork) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return o.addrs, nil
}

func (o *oddNetwork) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	o.mu.Lock()
	o.dialled = append(o.dialled, address)
	o.open++
	o.mu.Unlock()
	defer func() {
		o.mu.Lock()
		o.open--
		o.mu.Unlock()
	}()
	switch {
	case address == o.good:
		var d net.Dialer
		return d.DialContext(ctx, network, o.to)
	case strings.HasPrefix(address, "["):
		return nil, &net.OpError{Op: "dial", Err: syscall.ENETUNREACH}
	}
	<-ctx.Done()
	return nil, ctx.Err()
}

// Connections are used again.
func TestKeepAlive(t *testing.T) {
	c, web := start(t, fetch.Options{AllowPrivate: true, PerHost: 2}, testweb.Site{Host: "a.example", Default: testweb.HTML("x", "y")})
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() { get(t.Context(), c, fmt.Sprintf("http://a.example/%d", i)) })
	}
	all.Wait()
	if n := web.Log().Connections("a.example"); n > 3 {
		t.Errorf("50 requests took %d connections", n)
	}
}
