package probe

import (
	"net/http"
	"net/url"
	"strconv"

	"linkmedic/crawler"
)

// trail is the way that one address led: everything that the judges know.
type trail struct {
	asked *url.URL
	hops  []hop
	// last is the last answer; its address is nil if there was none.
	last answer
	// err is what asking the address at the end of the hops met; nil if it
	// answered.
	err error
	// stop says why the way was not followed to its end, with stopped as
	// the facts; empty if it was.
	stop    crawler.Reason
	stopped string
	// byHead says that HEAD told about a redirect or about the end.
	byHead bool
}

// hop is one redirect.
type hop struct {
	to string
	// status is that of the answer that redirected.
	status int
	// permanent says that the new address is meant to be used from now on.
	permanent bool
}

// how tells what redirected: a status, or a page that refreshed itself.
func (h hop) how() string {
	if h.status >= 300 {
		return strconv.Itoa(h.status)
	}
	return "refresh"
}

// answer is what one address answered.
type answer struct {
	address *url.URL
	method  string
	status  int
	header  http.Header
	// page is what was read of it, if it is HTML.
	page page
	// sniffed is the media type that the first bytes look like; empty if
	// they were not read.
	sniffed string
}

// final is the address at the end of the trail that answered.
func (t trail) final() *url.URL {
	if t.last.address == nil {
		return t.asked
	}
	return t.last.address
}

// redirected reports whether the last answer came from another address than
// was asked.
func (t trail) redirected() bool { return len(t.hops) > 0 }

// permanent reports whether every hop was a permanent one.
func (t trail) permanent() bool {
	for _, h := range t.hops {
		if !h.permanent {
			return false
		}
	}
	return t.redirected()
}

// success reports whether the status says that the page was had. 300 is a page
// with choices for the reader when it names no address.
func (a answer) success() bool {
	return a.status >= 200 && a.status < 300 || a.status == http.StatusMultipleChoices
}
