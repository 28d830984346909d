package fetch

import (
	"net/http"
	"net/http/httptrace"
	"sync/atomic"

	"linkmedic/crawler"
)

// count notes in the visit's crawler.Trace what the visit costs and whether
// anybody answered.
type count struct{ next http.RoundTripper }

func (c count) RoundTrip(req *http.Request) (*http.Response, error) {
	trace := crawler.TraceFrom(req.Context())
	if trace == nil {
		return c.next.RoundTrip(req)
	}
	trace.NoteRequest()
	// net/http asks again by itself when a connection that was kept open
	// turns out to be closed.
	var connections atomic.Int64
	ctx := httptrace.WithClientTrace(req.Context(), &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) {
			if connections.Add(1) > 1 {
				trace.NoteRequest()
			}
		},
	})
	resp, err := c.next.RoundTrip(req.WithContext(ctx))
	if err == nil {
		trace.NoteReached()
	}
	return resp, err
}
