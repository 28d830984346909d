package crawler

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// sentences explains each reason to a person who never heard of HTTP.
var sentences = map[Reason]string{
	ReasonMovedPermanently: "The page has moved for good; the new address is known.",

	ReasonDNSNotFound:      "The domain name does not exist any more.",
	ReasonVideoRemoved:     "The video platform says that this video is gone.",
	ReasonVideoPrivate:     "The video is private now.",
	ReasonImagePlaceholder: "The picture was replaced by a placeholder.",
	ReasonNotAnImage:       "The address of the picture does not answer with a picture.",
	ReasonParked:           "The domain is parked: it shows advertisements or is for sale.",
	ReasonSoft404:          "The page answers, but says that it does not exist.",
	ReasonRedirectedHome:   "The address leads to the site's home page instead of the page.",

	ReasonLoginWall:   "The page asks visitors to log in.",
	ReasonChallenge:   "The site checks whether the visitor is a person; programs cannot pass.",
	ReasonRateLimited: "The site asked us to come back later.",
	ReasonBlocked401:  "The site wants a password (401).",
	ReasonBlocked403:  "The site turns programs away (403); a reader may well see the page.",
	ReasonBlocked407:  "The proxy wants a password (407).",
	ReasonBlocked451:  "The page is blocked for legal reasons where we asked from (451).",
	ReasonBlocked999:  "The site turns programs away (999); a reader may well see the page.",

	ReasonDNSFailed:        "The domain name could not be looked up today.",
	ReasonRefused:          "The server refused the connection.",
	ReasonReset:            "The server broke the connection off.",
	ReasonUnreachable:      "The server's network could not be reached.",
	ReasonTimeoutConnect:   "The server did not take the connection in time.",
	ReasonTimeoutResponse:  "The server did not answer in time.",
	ReasonTLSExpired:       "The site's certificate has expired.",
	ReasonTLSName:          "The site's certificate is for another name.",
	ReasonTLSUntrusted:     "The site's certificate is signed by nobody we trust.",
	ReasonTLSOther:         "No encrypted connection could be made.",
	ReasonRedirectLoop:     "The addresses redirect in a circle.",
	ReasonTooManyRedirects: "There were too many redirects.",
	ReasonBadRedirect:      "The redirect leads to something that is not a web address.",
	ReasonBadResponse:      "The server's answer is not proper HTTP.",

	ReasonExcluded:          "Left out by the configuration.",
	ReasonUnsupportedScheme: "Not a web address (http or https); not checked.",
	ReasonPrivateAddress:    "The address is on a private network; checked only with --allow-private.",
	ReasonMalformed:         "This is not a valid address.",
	ReasonRelative:          "A relative link; checked only when the post's own address is known (--base-url).",
	ReasonNotAsked:          "The run ended before this link was asked.",
}

// HTTPReason is the reason for an answer with the given HTTP status.
func HTTPReason(status int) Reason { return Reason(fmt.Sprintf("http-%d", status)) }

// httpStatus returns the status of a reason made by HTTPReason.
func (r Reason) httpStatus() (int, bool) {
	digits, ok := strings.CutPrefix(string(r), "http-")
	if !ok || len(digits) != 3 {
		return 0, false
	}
	status, err := strconv.Atoi(digits)
	return status, err == nil && status >= 100
}

// Known reports whether r is a reason that linkmedic can give.
func (r Reason) Known() bool {
	_, status := r.httpStatus()
	_, ok := sentences[r]
	return ok || status
}

// Sentence explains the reason to a person; empty for the empty reason.
func (r Reason) Sentence() string {
	if s, ok := sentences[r]; ok {
		return s
	}
	status, ok := r.httpStatus()
	switch {
	case !ok:
		return ""
	case status == http.StatusNotFound:
		return "The server says that the page does not exist (404)."
	case status == http.StatusGone:
		return "The server says that the page is gone for good (410)."
	case status >= 500:
		return fmt.Sprintf("The server had trouble of its own (%s).", statusName(status))
	}
	return fmt.Sprintf("The server answered %s.", statusName(status))
}

func statusName(status int) string {
	if text := http.StatusText(status); text != "" {
		return fmt.Sprintf("%d %s", status, text)
	}
	return strconv.Itoa(status)
}

// ReasonWords lists all reasons but those that HTTPReason makes, in order.
func ReasonWords() []string {
	words := make([]string, 0, len(sentences))
	for r := range sentences {
		words = append(words, string(r))
	}
	slices.Sort(words)
	return words
}
