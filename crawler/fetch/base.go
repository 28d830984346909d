package fetch

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// newBase returns net/http's transport over our names, guard and dialler.
func newBase(o Options, g guard) *http.Transport {
	patience := o.Timeout / 2
	d := &dialer{
		network: o.Network,
		names:   newNames(o.Network, patience),
		guard:   g,
		timeout: patience,
	}
	return &http.Transport{
		DialContext: d.DialContext,
		Proxy: func(req *http.Request) (*url.URL, error) {
			proxy, _ := req.Context().Value(proxyKey{}).(*url.URL)
			return proxy, nil
		},
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
			if resp.StatusCode == http.StatusOK {
				return nil
			}
			return &ProxyError{Status: resp.StatusCode}
		},
		TLSClientConfig:        &tls.Config{RootCAs: o.RootCAs},
		TLSHandshakeTimeout:    patience,
		ForceAttemptHTTP2:      true,              // a DialContext of one's own turns it off
		MaxIdleConns:           4 * o.Concurrency, // hosts come back: their links are spread over the run
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
}

// ProxyError says that the proxy did not open a tunnel. HTTPStatus serves
// callers that do not know this package.
type ProxyError struct{ Status int }

func (e *ProxyError) Error() string {
	return fmt.Sprintf("the proxy answered %d %s", e.Status, http.StatusText(e.Status))
}

// HTTPStatus is the proxy's answer.
func (e *ProxyError) HTTPStatus() int { return e.Status }

type proxyKey struct{}

// proxied decides once which proxy a request goes through, so that transport,
// dialler and guard cannot disagree about it.
type proxied struct {
	next  http.RoundTripper
	proxy func(*url.URL) (*url.URL, error)
}

func (p proxied) RoundTrip(req *http.Request) (*http.Response, error) {
	if p.proxy == nil {
		return p.next.RoundTrip(req)
	}
	proxy, err := p.proxy(req.URL)
	if err != nil {
		return nil, fmt.Errorf("choose proxy: %w", err)
	}
	if proxy != nil {
		req = req.WithContext(context.WithValue(req.Context(), proxyKey{}, proxy))
	}
	return p.next.RoundTrip(req)
}

// throughProxy reports whether the context is that of a request that goes
// through a proxy, so that what is dialled is the proxy.
func throughProxy(ctx context.Context) bool {
	proxy, _ := ctx.Value(proxyKey{}).(*url.URL)
	return proxy != nil
}
