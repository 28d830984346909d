package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"sync/atomic"
	"time"
)

// deadline bounds one attempt in time, reading the body included.
type deadline struct {
	next    http.RoundTripper
	timeout time.Duration
}

func (d deadline) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), d.timeout)
	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	resp, err := d.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		if req.Context().Err() == nil {
			err = nameTimeout(err, connected.Load())
		}
		return nil, err
	}
	whenDone(resp, cancel)
	return resp, nil
}

// nameTimeout turns the many errors by which net/http says that time ran out
// into one: a *net.OpError whose Op tells whether there was a connection.
func nameTimeout(err error, connected bool) error {
	var timeout net.Error
	var op *net.OpError
	var dns *net.DNSError
	switch {
	case !errors.As(err, &timeout) || !timeout.Timeout():
		return err
	case connected:
		return &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded}
	case errors.As(err, &op), errors.As(err, &dns):
		return err
	}
	return &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
}
