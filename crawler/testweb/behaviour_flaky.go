package testweb

import (
	"net/http"
	"sync/atomic"
)

// Sequence behaves like the first page for the first request, and so on; the
// last page stays. There is at least one.
func Sequence(pages ...Page) Page {
	var n atomic.Int64
	return func(rw http.ResponseWriter, r *http.Request) {
		i := min(int(n.Add(1)), len(pages)) - 1
		pages[i](rw, r)
	}
}

// FlakyThen answers n requests with the status and then behaves like the page.
func FlakyThen(n, status int, page Page) Page {
	return firstly(n, Status(status), page)
}

// RateLimited answers n requests with 429 and then behaves like the page.
// RetryAfter is the value of that header, seconds or an HTTP date; empty leaves
// the header out.
func RateLimited(n int, retryAfter string, page Page) Page {
	refusal := Status(http.StatusTooManyRequests)
	if retryAfter != "" {
		refusal = Header("Retry-After", retryAfter, refusal)
	}
	return firstly(n, refusal, page)
}

func firstly(n int, first, then Page) Page {
	var asked atomic.Int64
	return func(rw http.ResponseWriter, r *http.Request) {
		if asked.Add(1) <= int64(n) {
			first(rw, r)
			return
		}
		then(rw, r)
	}
}

// HEADRefused answers HEAD with the status (405, 501, 403, 404, …) and
// everything else like the page.
func HEADRefused(status int, page Page) Page {
	refusal := Status(status)
	return func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			refusal(rw, r)
			return
		}
		page(rw, r)
	}
}

// HEADHangs hangs on HEAD and answers everything else like the page.
func HEADHangs(page Page) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			Hang()(rw, r)
			return
		}
		page(rw, r)
	}
}
