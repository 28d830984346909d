package testweb

import (
	"fmt"
	"net/http"
	"strconv"
)

// RedirectTo answers with the status and a Location of exactly that text.
func RedirectTo(code int, location string) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Location", location)
		write(rw, r, code, htmlType, document("Moved", "<p>Moved.</p>"))
	}
}

// Loop redirects to the address that was asked.
func Loop() Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		RedirectTo(http.StatusFound, r.URL.RequestURI())(rw, r)
	}
}

// Chain redirects n times, each time to another query of its own path, and
// then behaves like the page.
func Chain(n int, page Page) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		hop, _ := strconv.Atoi(r.URL.Query().Get("hop"))
		if hop >= n {
			page(rw, r)
			return
		}
		RedirectTo(http.StatusFound, fmt.Sprintf("%s?hop=%d", r.URL.Path, hop+1))(rw, r)
	}
}
