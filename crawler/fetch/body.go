package fetch

import (
	"io"
	"net/http"
	"sync"
)

// whenDone calls done as soon as nobody will read the response's body any more:
// when it was closed, read to its end or broke off, or at once if there is none.
func whenDone(resp *http.Response, done func()) {
	if resp.Body == nil || resp.Body == http.NoBody {
		done()
		return
	}
	resp.Body = &watched{ReadCloser: resp.Body, done: sync.OnceFunc(done)}
}

type watched struct {
	io.ReadCloser
	done func()
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	if err != nil {
		w.done()
	}
	return n, err
}

func (w *watched) Close() error {
	defer w.done()
	return w.ReadCloser.Close()
}

// discard closes a body that nobody wants. A short rest is read before, so
// that the connection can be used again.
func discard(body io.ReadCloser) {
	io.CopyN(io.Discard, body, 4<<10)
	body.Close()
}
