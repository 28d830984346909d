package testweb

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Slow waits before it behaves like the page.
func Slow(d time.Duration, page Page) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
			page(rw, r)
		case <-r.Context().Done():
		}
	}
}

// Hang never answers: it waits until the client leaves.
func Hang() Page {
	return func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
}

// HangBody sends a header and the beginning of a page, and then nothing more
// until the client leaves.
func HangBody() Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", htmlType)
		io.WriteString(rw, "<!DOCTYPE html><title>Wait for it</title>")
		http.NewResponseController(rw).Flush()
		<-r.Context().Done()
	}
}

// Drip sends a page byte by byte with a pause after each.
func Drip(pause time.Duration, body []byte) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", htmlType)
		flush := http.NewResponseController(rw)
		t := time.NewTicker(pause)
		defer t.Stop()
		for i := range body {
			rw.Write(body[i : i+1])
			flush.Flush()
			select {
			case <-t.C:
			case <-r.Context().Done():
				return
			}
		}
	}
}

// Reset breaks the connection off before any answer: the client reads
// "connection reset by peer", or a stream error on HTTP/2.
func Reset() Page {
	return func(rw http.ResponseWriter, _ *http.Request) {
		c := hijack(rw)
		if t, ok := c.(interface{ NetConn() net.Conn }); ok { // *tls.Conn would say goodbye
			c = t.NetConn()
		}
		if t, ok := c.(interface{ SetLinger(sec int) error }); ok {
			t.SetLinger(0)
		}
		c.Close()
	}
}

// EarlyClose closes the connection before any answer: the client reads EOF.
func EarlyClose() Page {
	return func(rw http.ResponseWriter, _ *http.Request) { hijack(rw).Close() }
}

// WrongLength announces more bytes than it sends: the client reads an
// unexpected EOF in the body.
func WrongLength() Page {
	body := document("Cut off", "<p>There should be more.</p>")
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", htmlType)
		rw.Header().Set("Content-Length", strconv.Itoa(2*len(body)))
		rw.Write(body)
		if r.Method != http.MethodHead {
			http.NewResponseController(rw).Flush()
			panic(http.ErrAbortHandler) // the documented way to cut an answer off
		}
	}
}

// BadHTTP answers with something that is not HTTP.
func BadHTTP() Page {
	return func(rw http.ResponseWriter, _ *http.Request) {
		c := hijack(rw)
		io.WriteString(c, "220 mail.example ESMTP\r\n")
		c.Close()
	}
}

// hijack takes the connection over. On HTTP/2, where there is none to take, it
// aborts the stream.
func hijack(rw http.ResponseWriter) net.Conn {
	last(rw)
	c, _, err := http.NewResponseController(rw).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	return c
}
