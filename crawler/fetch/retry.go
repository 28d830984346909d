package fetch

import (
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"

	"golang.org/x/net/http2"

	"linkmedic/crawler"
)

// retry tries a GET again after a fault that may pass. HEAD is not tried again:
// whoever asks by HEAD can fall back on GET, which some servers answer better.
type retry struct {
	next    http.RoundTripper
	memory  *pauses
	retries int
	random  func() float64
}

func (r retry) RoundTrip(req *http.Request) (*http.Response, error) {
	host := hostOf(req.URL)
	for attempt := 0; ; attempt++ {
		resp, err := r.next.RoundTrip(req)
		if attempt >= r.retries || req.Method != http.MethodGet || req.Body != nil || req.Context().Err() != nil {
			return resp, err
		}
		if err != nil && !passing(err) || err == nil && !passingStatus(resp.StatusCode) {
			return resp, err
		}
		if resp != nil {
			now := time.Now()
			if _, asked := restAsked(resp, now); !asked && resp.StatusCode == http.StatusTooManyRequests {
				// It is the host that is asked too often, not this page.
				r.memory.extend(host, time.Second<<min(attempt, 5), resp.StatusCode, now)
			}
			if _, err := r.memory.rest(host, now); err != nil {
				return resp, nil // the host wants more time than anybody waits
			}
			discard(resp.Body)
		}
		if err := sleep(req.Context(), backoff(attempt, r.random)); err != nil {
			return nil, err
		}
	}
}

const (
	backoffBase = 500 * time.Millisecond
	backoffCap  = 10 * time.Second
)

// backoff is the time to wait before the retry after the attempt, which counts
// from 0: exponential with full jitter ("Exponential Backoff And Jitter", AWS
// Architecture Blog, 2015).
func backoff(attempt int, random func() float64) time.Duration {
	ceiling := min(backoffBase<<min(attempt, 10), backoffCap)
	return time.Duration(random() * float64(ceiling))
}

// passingStatus reports whether the status tells of a fault that may pass.
func passingStatus(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// passing reports whether a request that met the error may fare better soon: no
// answer came, or it was cut off. What is definite is not: that a name does not
// exist, that a certificate is wrong, that an answer is not HTTP, that we
// refused.
func passing(err error) bool {
	var (
		dns     *net.DNSError
		paused  *crawler.HostPausedError
		givenUp *crawler.HostGivenUpError
		proxy   *ProxyError
		stream  http2.StreamError
		network net.Error
	)
	switch {
	case errors.As(err, &paused), errors.As(err, &givenUp), errors.Is(err, crawler.ErrPrivateAddress):
		return false
	case errors.As(err, &dns):
		return !dns.IsNotFound
	case errors.As(err, &proxy):
		return passingStatus(proxy.Status)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &stream):
		return true
	case errors.As(err, &network) && network.Timeout():
		return true
	}
	for _, fault := range []syscall.Errno{
		syscall.ECONNRESET, syscall.ECONNREFUSED, syscall.ECONNABORTED, syscall.EPIPE,
		syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN,
	} {
		if errors.Is(err, fault) {
			return true
		}
	}
	return false
}
