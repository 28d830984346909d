package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/http2"

	"linkmedic/crawler"
)

func TestBackoff(t *testing.T) {
	most := func() float64 { return 1 }
	for attempt, want := range []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 10 * time.Second} {
		if got := backoff(attempt, most); got != want {
			t.Errorf("backoff(%d) is at most %v, want %v", attempt, got, want)
		}
	}
	if got := backoff(1000, most); got != backoffCap {
		t.Errorf("backoff(1000) is at most %v", got)
	}
	if got := backoff(3, func() float64 { return 0 }); got != 0 {
		t.Errorf("the jitter is not full: at least %v", got)
	}
}

func TestPassing(t *testing.T) {
	dial := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for _, c := range []struct {
		err  error
		want bool
	}{
		{dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), true},
		{dial(os.NewSyscallError("connect", syscall.ENETUNREACH)), true},
		{dial(os.ErrDeadlineExceeded), true},
		{&net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, true},
		{context.DeadlineExceeded, true},
		{io.EOF, true},
		{fmt.Errorf("broken: %w", io.ErrUnexpectedEOF), true},
		{http2.StreamError{Code: http2.ErrCodeInternal}, true},
		{&net.DNSError{IsTemporary: true}, true},
		{&ProxyError{Status: 502}, true},
		{&ProxyError{Status: 407}, false},
		{&net.DNSError{IsNotFound: true}, false},
		{x509.HostnameError{}, false},
		{x509.UnknownAuthorityError{}, false},
		{errors.New(`malformed HTTP response "220 mail"`), false},
		{fmt.Errorf("x: %w", crawler.ErrPrivateAddress), false},
		{&crawler.HostPausedError{}, false},
		{&crawler.HostGivenUpError{Err: io.EOF}, false},
	} {
		if got := passing(c.err); got != c.want {
			t.Errorf("passing(%T %v) = %v", c.err, c.err, got)
		}
	}
}

func TestPassingStatus(t *testing.T) {
	for status, want := range map[int]bool{
		http.StatusOK: false, http.StatusNotFound: false, http.StatusForbidden: false, http.StatusInternalServerError: false,
		429: true, 502: true, 503: true, 504: true,
	} {
		if passingStatus(status) != want {
			t.Errorf("passingStatus(%d) = %v", status, !want)
		}
	}
}
