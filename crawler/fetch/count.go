package fetch

import (
	"net/http"

	"linkmedic/crawler"
)

// count notes in the visit's crawler.Trace what the visit costs and whether
// anybody answered.
type count struct{ next http.RoundTripper }

func (c count) RoundTrip(req *http.Request) (*http.Response, error) {
	trace := crawler.TraceFrom(req.Context())
	trace.NoteRequest()
	resp, err := c.next.RoundTrip(req)
	if err == nil {
		trace.NoteReached()
	}
	return resp, err
}
