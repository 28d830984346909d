package source

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Bounds of RFC 9309: redirects that must be followed to a robots.txt, and
// bytes of it that must be read.
const (
	maxRobotsHops = 5
	maxRobots     = 500 << 10
)

func isRobots(u *url.URL) bool { return u.Path == "/robots.txt" }

// robotsTransport turns the answers for robots.txt into what RFC 9309 says that
// they mean, since colly and its parser know less: they read a body of any size,
// do not cancel the request, take a server's error for permission, and fail on
// an HTML page or one odd line.
type robotsTransport struct {
	// ctx is the walk's: colly asks for robots.txt without one.
	ctx  context.Context
	next http.RoundTripper
}

func (t robotsTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	first, hops := req, 0
	for first.Response != nil && first.Response.Request != nil {
		first = first.Response.Request
		hops++
	}
	if !isRobots(first.URL) {
		return t.next.RoundTrip(req)
	}
	resp, err := t.next.RoundTrip(req.WithContext(t.ctx))
	if err != nil {
		return nil, err
	}
	resp.Request = req
	switch status := resp.StatusCode; {
	case status == http.StatusOK:
		return withBody(resp, status, robotsRules(resp)), nil
	case status == http.StatusTooManyRequests || status >= 500:
		// "Unreachable": assume complete disallow.
		return withBody(resp, http.StatusOK, []byte("User-agent: *\nDisallow: /\n")), nil
	case status >= 300 && status < 400 && resp.Header.Get("Location") != "" && hops < maxRobotsHops:
		return resp, nil
	}
	// "Unavailable": no rules.
	return withBody(resp, http.StatusNotFound, nil), nil
}

// robotsRules reads the lines of a robots.txt that say what may be read.
func robotsRules(resp *http.Response) []byte {
	if strings.Contains(strings.ToLower(resp.Header.Get("Content-Type")), "html") {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxRobots))
	if err != nil && len(text) == 0 {
		return nil
	}
	var rules bytes.Buffer
	started := false
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\ufeff"))) {
		key, value, ok := strings.Cut(string(line), ":")
		value, _, _ = strings.Cut(value, "#")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		started = started || ok && key == "user-agent"
		switch key {
		case "user-agent", "allow", "disallow":
			if ok && started {
				rules.WriteString(key + ": " + value + "\n")
			}
		}
	}
	return rules.Bytes()
}

func withBody(resp *http.Response, status int, body []byte) *http.Response {
	resp.Body.Close()
	resp.StatusCode = status
	resp.Status = strconv.Itoa(status) + " " + http.StatusText(status)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.ContentLength = int64(len(body))
	return resp
}
