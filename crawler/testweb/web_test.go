package testweb_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"testing"
	"time"

	"linkmedic/crawler/testweb"
)

func start(t testing.TB, sites ...testweb.Site) *testweb.Web {
	t.Helper()
	w, err := testweb.Start(sites...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Errorf("close the web: %v", err)
		}
	})
	return w
}

// client reaches the web by its names; it follows no redirects.
func client(t testing.TB, w *testweb.Web) *http.Client {
	t.Helper()
	transport := &http.Transport{
		DialContext:       w.DialContext,
		TLSClientConfig:   &tls.Config{RootCAs: w.CertPool()},
		ForceAttemptHTTP2: true,
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func get(t testing.TB, c *http.Client, url string) (status int, body string) {
	t.Helper()
	resp, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("read %s: %v", url, err)
	}
	return resp.StatusCode, string(b)
}

func TestHostsAnswerForThemselves(t *testing.T) {
	w := start(t,
		testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
			"/":      testweb.File("text/plain", []byte("home of a")),
			"/q":     testweb.File("text/plain", []byte("any query")),
			"/q?x=1": testweb.File("text/plain", []byte("this query")),
		}},
		testweb.Site{Host: "b.example", Default: testweb.File("text/plain", []byte("b everywhere"))},
	)
	c := client(t, w)
	for _, scheme := range []string{"http", "https"} {
		for _, tt := range []struct {
			url    string
			status int
			body   string
		}{
			{"a.example/", 200, "home of a"},
			{"a.example/q", 200, "any query"},
			{"a.example/q?x=1", 200, "this query"},
			{"a.example/q?x=2", 200, "any query"},
			{"b.example/what/ever?z", 200, "b everywhere"},
			{"A.EXAMPLE/", 200, "home of a"},
		} {
			status, body := get(t, c, scheme+"://"+tt.url)
			if status != tt.status || body != tt.body {
				t.Errorf("%s://%s = %d %q, want %d %q", scheme, tt.url, status, body, tt.status, tt.body)
			}
		}
		if status, _ := get(t, c, scheme+"://a.example/missing"); status != 404 {
			t.Errorf("%s://a.example/missing = %d, want 404", scheme, status)
		}
	}
	if n := w.Log().Count("GET", "https://b.example/what/ever?z"); n != 1 {
		t.Errorf("b was asked %d times by https, want 1", n)
	}
	if n := w.Log().Count("", "http://a.example/"); n != 2 {
		t.Errorf("a's home was asked %d times by http, want 2", n)
	}
}

func TestHTTP2(t *testing.T) {
	w := start(t, testweb.Site{Host: "a.example", Default: testweb.Echo()})
	resp, err := client(t, w).Get("https://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.ProtoMajor != 2 {
		t.Errorf("answered by %s, want HTTP/2", resp.Proto)
	}
}

func TestURLsForThoseWithoutOurDialler(t *testing.T) {
	w := start(t,
		testweb.Site{Host: "a.example", Default: testweb.File("text/plain", []byte("a"))},
		testweb.Site{Host: "b.example", Default: testweb.File("text/plain", []byte("b"))},
		testweb.Site{Host: "gone.example", Connect: testweb.Refuses},
	)
	for host, want := range map[string]string{"a.example": "a", "b.example": "b"} {
		if _, body := get(t, http.DefaultClient, w.URL(host, "/x?y")); body != want {
			t.Errorf("%s says %q, want %q", w.URL(host, "/x?y"), body, want)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	if _, err := http.Get(w.URL("gone.example", "/")); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("refusing site: %v, want connection refused", err)
	}
	if u := w.URL("nobody.example", "/"); u != "" {
		t.Errorf("URL of an unknown host = %q, want none", u)
	}
}

func TestLookup(t *testing.T) {
	public := netip.MustParseAddr("93.184.216.34")
	w := start(t,
		testweb.Site{Host: "here.example"},
		testweb.Site{Host: "public.example", Addrs: []netip.Addr{public, netip.MustParseAddr("2001:db8::1")}},
		testweb.Site{Host: "missing.example", DNS: testweb.NXDomain},
		testweb.Site{Host: "flaky.example", DNS: testweb.NXDomain, DNSTimes: 1},
		testweb.Site{Host: "servfail.example", DNS: testweb.ServFail},
		testweb.Site{Host: "timeout.example", DNS: testweb.LookupTimeout},
		testweb.Site{Host: "hang.example", DNS: testweb.LookupHangs},
		testweb.Site{Host: "empty.example", DNS: testweb.NoAddress},
	)
	ctx := context.Background()
	for _, tt := range []struct {
		network, host string
		addresses     int
		want          net.DNSError
	}{
		{"ip", "here.example", 1, net.DNSError{}},
		{"ip", "HERE.example.", 1, net.DNSError{}},
		{"ip", "public.example", 2, net.DNSError{}},
		{"ip4", "public.example", 1, net.DNSError{}},
		{"ip6", "public.example", 1, net.DNSError{}},
		{"ip", "192.0.2.7", 1, net.DNSError{}},
		{"ip", "nobody.example", 0, net.DNSError{IsNotFound: true}},
		{"ip", "missing.example", 0, net.DNSError{IsNotFound: true}},
		{"ip", "flaky.example", 0, net.DNSError{IsNotFound: true}},
		{"ip", "flaky.example", 1, net.DNSError{}},
		{"ip", "servfail.example", 0, net.DNSError{IsTemporary: true}},
		{"ip", "timeout.example", 0, net.DNSError{IsTemporary: true, IsTimeout: true}},
		{"ip", "hang.example", 0, net.DNSError{IsTemporary: true, IsTimeout: true}},
		{"ip", "empty.example", 0, net.DNSError{}},
	} {
		short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
		addrs, err := w.LookupNetIP(short, tt.network, tt.host)
		cancel()
		if len(addrs) != tt.addresses {
			t.Errorf("%s %s = %v, want %d addresses", tt.network, tt.host, addrs, tt.addresses)
		}
		var got *net.DNSError
		if !errors.As(err, &got) {
			got = &net.DNSError{}
		}
		if got.IsNotFound != tt.want.IsNotFound || got.IsTimeout != tt.want.IsTimeout || got.IsTemporary != tt.want.IsTemporary {
			t.Errorf("%s: %#v, want %#v", tt.host, got, tt.want)
		}
	}
	if status, _ := get(t, client(t, w), "http://public.example/"); status != 404 {
		t.Errorf("site with a public address answered %d, want 404", status)
	}
	if n := w.Log().Lookups("flaky.example"); n != 2 {
		t.Errorf("flaky.example was looked up %d times, want 2", n)
	}
}

func TestConnect(t *testing.T) {
	w := start(t,
		testweb.Site{Host: "refuses.example", Connect: testweb.Refuses},
		testweb.Site{Host: "unreachable.example", Connect: testweb.Unreachable},
		testweb.Site{Host: "resets.example", Connect: testweb.Resets},
		testweb.Site{Host: "hangs.example", Connect: testweb.ConnectHangs},
		testweb.Site{Host: "once.example", Connect: testweb.Refuses, ConnectTimes: 1, Default: testweb.Echo()},
	)
	c := client(t, w)
	for _, tt := range []struct {
		url  string
		want error
	}{
		{"http://refuses.example/", syscall.ECONNREFUSED},
		{"https://refuses.example/", syscall.ECONNREFUSED},
		{"http://once.example:8080/", syscall.ECONNREFUSED},
		{"http://unreachable.example/", syscall.ENETUNREACH},
		{"http://198.51.100.1/", syscall.ENETUNREACH},
		{"http://resets.example/", syscall.ECONNRESET},
		{"https://resets.example/", syscall.ECONNRESET},
		{"http://hangs.example/", context.DeadlineExceeded},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		req, err := http.NewRequestWithContext(ctx, "GET", tt.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(req)
		if err == nil {
			resp.Body.Close()
		}
		cancel()
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.url, err, tt.want)
		}
	}
	if status, _ := get(t, c, "http://once.example/"); status != 200 {
		t.Errorf("second connection to once.example: %d, want 200", status)
	}
}

func TestCertificates(t *testing.T) {
	w := start(t,
		testweb.Site{Host: "expired.example", Cert: testweb.CertExpired},
		testweb.Site{Host: "name.example", Cert: testweb.CertWrongName},
		testweb.Site{Host: "untrusted.example", Cert: testweb.CertUntrusted},
		testweb.Site{Host: "none.example", Cert: testweb.CertNone},
	)
	c := client(t, w)
	fail := func(host string) error {
		resp, err := c.Get("https://" + host + "/")
		if err == nil {
			resp.Body.Close()
			t.Errorf("https://%s/ answered", host)
		}
		return err
	}
	var invalid x509.CertificateInvalidError
	if err := fail("expired.example"); !errors.As(err, &invalid) || invalid.Reason != x509.Expired {
		t.Errorf("expired: %v", err)
	}
	var name x509.HostnameError
	if err := fail("name.example"); !errors.As(err, &name) {
		t.Errorf("wrong name: %v", err)
	}
	var untrusted x509.UnknownAuthorityError
	if err := fail("untrusted.example"); !errors.As(err, &untrusted) {
		t.Errorf("untrusted: %v", err)
	}
	var alert *net.OpError
	if err := fail("none.example"); !errors.As(err, &alert) || alert.Op != "remote error" {
		t.Errorf("no certificate: %v, want an alert", err)
	}
}

func TestUnplug(t *testing.T) {
	w := start(t, testweb.Site{Host: "a.example"})
	w.Unplug()
	if _, err := w.LookupNetIP(t.Context(), "ip", "a.example"); err == nil {
		t.Error("names resolve without a network")
	}
	if _, err := w.DialContext(t.Context(), "tcp", "127.0.0.1:80"); !errors.Is(err, syscall.ENETUNREACH) {
		t.Errorf("dial without a network: %v", err)
	}
	w.Plug()
	if status, _ := get(t, client(t, w), "http://a.example/"); status != 404 {
		t.Errorf("plugged in again: %d, want 404", status)
	}
}

func TestPortalAnswersForEveryName(t *testing.T) {
	w := start(t, testweb.Site{Host: "*", Default: testweb.HTML("Welcome to the hotel", "")})
	c := client(t, w)
	for _, host := range []string{"a.example", "b.example"} {
		if status, _ := get(t, c, "http://"+host+"/x"); status != 200 {
			t.Errorf("%s answered %d, want 200", host, status)
		}
	}
	if n := w.Log().Count("GET", "http://b.example/x"); n != 1 {
		t.Errorf("request to b.example recorded %d times, want 1", n)
	}
}

func TestProxy(t *testing.T) {
	w := start(t,
		testweb.Site{Host: "a.example", Default: testweb.Echo(), Pages: map[string]testweb.Page{"/reset": testweb.Reset()}},
		testweb.Site{Host: "down.example", Connect: testweb.Refuses},
	)
	proxy, err := url.Parse(w.ProxyURL())
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(w.CertPEM()) {
		t.Fatal("CertPEM is not a certificate")
	}
	transport := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: pool}}
	defer transport.CloseIdleConnections()
	c := &http.Client{Transport: transport}
	for url, want := range map[string]int{
		"http://a.example/x":     200,
		"https://a.example/x":    200,
		"http://down.example/":   502,
		"http://nobody.example/": 502,
	} {
		if status, body := get(t, c, url); status != want {
			t.Errorf("%s by proxy = %d %q, want %d", url, status, body, want)
		}
	}
	if resp, err := c.Get("https://down.example/"); err == nil {
		resp.Body.Close()
		t.Error("a host that refuses answered through the tunnel")
	}
	if resp, err := c.Get("http://a.example/reset"); err == nil {
		resp.Body.Close()
		t.Error("a reset answered through the proxy")
	}
	if n := w.Log().Count("GET", "https://a.example/x"); n != 1 {
		t.Errorf("recorded %d requests through the tunnel, want 1", n)
	}
}

func TestInFlight(t *testing.T) {
	const clients, perClient = 6, 50
	big := make([]byte, 100<<10)
	w := start(t, testweb.Site{Host: "a.example", Default: func(rw http.ResponseWriter, r *http.Request) {
		testweb.File("text/plain", big)(rw, r)
	}})
	c := client(t, w)
	var group sync.WaitGroup
	for i := range clients {
		group.Go(func() {
			for j := range perClient {
				get(t, c, fmt.Sprintf("http://a.example/%d/%d", i, j))
			}
		})
	}
	group.Wait()
	if n := w.Log().MaxInFlight("a.example"); n < 1 || n > clients {
		t.Errorf("%d clients had %d requests in flight", clients, n)
	}
	if n := len(w.Log().Requests("a.example")); n != clients*perClient {
		t.Errorf("%d requests recorded, want %d", n, clients*perClient)
	}
	if n := w.Log().Total(); n != clients*perClient {
		t.Errorf("total %d, want %d", n, clients*perClient)
	}
	if n := w.Log().Connections("a.example"); n < 1 {
		t.Errorf("%d connections recorded", n)
	}
}

func TestStartRefusesNonsense(t *testing.T) {
	for name, sites := range map[string][]testweb.Site{
		"twice":        {{Host: "a.example"}, {Host: "A.example"}},
		"no name":      {{}},
		"with a port":  {{Host: "a.example:80"}},
		"same address": {{Host: "a", Addrs: []netip.Addr{{}}}, {Host: "b", Addrs: []netip.Addr{{}}}},
	} {
		if w, err := testweb.Start(sites...); err == nil {
			w.Close()
			t.Errorf("%s: started", name)
		}
	}
}

func TestCloseEndsWhatWaits(t *testing.T) {
	w, err := testweb.Start(testweb.Site{Host: "a.example", Default: testweb.Hang()})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		resp, err := http.Get(w.URL("a.example", "/"))
		if err == nil {
			resp.Body.Close()
		}
		done <- err
	}()
	for w.Log().Total() == 0 {
		select {
		case err := <-done:
			t.Fatalf("ended before the site was asked: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; err == nil {
		t.Error("the hanging request got an answer")
	}
}
