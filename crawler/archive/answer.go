package archive

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// answer is what matters of the archive's answer.
type answer struct {
	status int
	// memento is when the capture was made; zero if the answer is none.
	memento     time.Time
	location    string
	contentType string
	// accessError is the exception that the archive's server names.
	accessError string
	retryAfter  time.Duration // negative without the header
	// body is the beginning of what is not a capture.
	body []byte
	// rows are those of the index, where it was asked.
	rows []row
}

// meaning is what an answer of the archive says about the question.
type meaning int

const (
	failing   meaning = iota // nothing: the archive has trouble
	limited                  // nothing: we asked too often
	captured                 // here is a capture
	elsewhere                // there is a capture at another time
	absent                   // there is no capture
	excluded                 // captures of this site are not shown
	listed                   // here are the rows of the index
)

// readHeader takes over what the answer's header says.
func readHeader(resp *http.Response, now time.Time) answer {
	a := answer{
		status:      resp.StatusCode,
		location:    resp.Header.Get("Location"),
		contentType: resp.Header.Get("Content-Type"),
		accessError: resp.Header.Get("X-Archive-Wayback-Runtime-Error"),
		retryAfter:  retryAfter(resp.Header.Get("Retry-After"), now),
	}
	if original := resp.Header.Get("X-Archive-Orig-Content-Type"); original != "" {
		a.contentType = original
	}
	if t, err := http.ParseTime(resp.Header.Get("Memento-Datetime")); err == nil {
		a.memento = t.UTC()
	}
	return a
}

// retryAfter reads the header of that name (RFC 9110, section 10.2.3): seconds
// or a date. Negative means that it says nothing.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if t, err := http.ParseTime(value); err == nil {
		return max(0, t.Sub(now))
	}
	return -1
}

// replayMeaning reads an answer to /web/…. Only Memento-Datetime proves a
// capture: archived errors, an archived 429 too, carry it, and the archive's
// own notices do not, whatever their status is.
func (a answer) replayMeaning() meaning {
	switch {
	case !a.memento.IsZero():
		return captured
	case a.status == http.StatusTooManyRequests:
		return limited
	case 300 <= a.status && a.status < 400:
		if _, ok := captureIn(a.location); ok {
			return elsewhere
		}
		return failing // overload redirects to /sry
	case a.saysExcluded():
		return excluded
	case a.status == http.StatusNotFound, a.status == http.StatusBadRequest:
		return absent
	}
	return failing
}

// cdxMeaning reads an answer of the index.
func (a answer) cdxMeaning() (meaning, []row) {
	switch {
	case a.status == http.StatusTooManyRequests:
		return limited, nil
	case a.saysExcluded():
		return excluded, nil
	case a.status == http.StatusBadRequest:
		return absent, nil // not an address that the index could have
	case a.status != http.StatusOK:
		return failing, nil
	}
	rows, err := parseRows(a.body)
	if err != nil {
		return failing, nil
	}
	return listed, rows
}

// exclusions are words of the archive's notices about sites that it does not
// show: at the owner's request, or because their robots.txt once said so.
var exclusions = [][]byte{
	[]byte("has been excluded"),
	[]byte("excluded from the wayback machine"),
	[]byte("blocked site error"),
	[]byte("accesscontrolexception"),
	[]byte("due to robots.txt"),
}

func (a answer) saysExcluded() bool {
	if a.status != http.StatusOK && a.status != http.StatusForbidden {
		return false
	}
	if strings.Contains(a.accessError, "AccessControlException") {
		return true
	}
	if a.status == http.StatusOK && !strings.Contains(a.contentType, "html") {
		return false // rows of the index may hold any word
	}
	body := bytes.ToLower(a.body)
	for _, words := range exclusions {
		if bytes.Contains(body, words) {
			return true
		}
	}
	return false
}

// trouble says in a sentence what the archive answered in place of an answer.
func (a answer) trouble(host string) string {
	if u, err := url.Parse(a.location); err == nil && strings.HasPrefix(u.Path, "/sry") {
		return host + " says that it is overloaded."
	}
	if a.status < 300 {
		return host + " answered with something that is neither a capture nor a notice that we know."
	}
	return fmt.Sprintf("%s answered with status %d.", host, a.status)
}
