package source

import (
	"context"
	"errors"
	"fmt"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/gocolly/colly/v2"
)

// answer is what came of asking for one address.
type answer struct {
	status      int    // 0 without an answer
	location    string // where a redirect leads
	contentType string // as sent
	html        bool   // it is an HTML page
	read        bool   // its body was read
	body        []byte
	err         error
}

// redirected reports whether the answer says to ask elsewhere.
func (a *answer) redirected() bool {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return a.location != ""
	}
	return false
}

// errRobots is why a page is not asked for.
var errRobots = errors.New("the site's robots.txt does not allow programs to read this page")

// answerKey is the place of the answer in colly's own context of a request.
const answerKey = "answer"

// newCollector returns a collector that asks for single pages: it obeys
// robots.txt and reads HTML of at most limit bytes. What to ask, and in which
// order, is not left to it; redirects are not followed but returned, so that the
// rules for pages hold for each hop.
func newCollector(ctx context.Context, o Options) *colly.Collector {
	// Not colly.NewCollector: that one takes COLLY_* variables of the
	// environment over its options.
	c := &colly.Collector{}
	c.Init()
	c.Context = ctx
	c.UserAgent = o.UserAgent
	c.IgnoreRobotsTxt = false
	c.AllowURLRevisit = true
	c.ParseHTTPErrorResponse = true // readHeader judges the status
	c.MaxBodySize = int(min(o.MaxFileSize+1, math.MaxInt))
	// Its own timeout would count the time that the transport waits politely.
	c.SetRequestTimeout(0)
	c.WithTransport(robotsTransport{ctx: ctx, next: o.Transport})
	c.SetRedirectHandler(func(_ *http.Request, via []*http.Request) error {
		if isRobots(via[0].URL) {
			return nil // robotsTransport ends the chain
		}
		return http.ErrUseLastResponse
	})
	c.OnResponseHeaders(func(r *colly.Response) {
		a := r.Ctx.GetAny(answerKey).(*answer)
		if !a.readHeader(r.StatusCode, *r.Headers, r.Request.URL) {
			r.Request.Abort()
		}
	})
	c.OnResponse(func(r *colly.Response) {
		a := r.Ctx.GetAny(answerKey).(*answer)
		a.readBody(r.Body, o.MaxFileSize)
	})
	return c
}

// ask asks for one page. The error is that of ctx only.
func ask(ctx context.Context, c *colly.Collector, u *url.URL) (*answer, error) {
	a := &answer{}
	collyCtx := colly.NewContext()
	collyCtx.Put(answerKey, a)
	err := c.Request(http.MethodGet, u.String(), nil, collyCtx, http.Header{
		"User-Agent": {c.UserAgent},
		"Accept":     {"text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"},
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	switch {
	case errors.Is(err, colly.ErrRobotsTxtBlocked):
		a.err = errRobots
	case err != nil && a.err == nil && (a.status == 0 || a.html && !a.read):
		a.err = plain(err) // no answer, or one that broke off
	}
	return a, nil
}

// readHeader takes the answer's header and reports whether its body is wanted.
func (a *answer) readHeader(status int, header http.Header, u *url.URL) bool {
	a.status = status
	a.location = header.Get("Location")
	a.contentType = header.Get("Content-Type")
	if a.redirected() {
		return false
	}
	if status != http.StatusOK && status != http.StatusNonAuthoritativeInfo {
		a.err = fmt.Errorf("the server answered %d %s", status, http.StatusText(status))
		return false
	}
	mediaType, _, _ := mime.ParseMediaType(a.contentType)
	switch mediaType {
	case "text/html", "application/xhtml+xml", "":
	default:
		return false
	}
	// The transport undoes the encodings that it asks for. colly would undo
	// gzip, too, and without a bound.
	if encoding := header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") || strings.HasSuffix(u.Path, ".gz") {
		a.err = fmt.Errorf("the page is compressed in a way that was not asked for (%s)", encoding)
		return false
	}
	a.html = true
	// colly would convert the body to UTF-8 by the charset that it sees
	// here; the extractor wants the bytes as they were sent.
	header.Set("Content-Type", mediaType)
	return true
}

func (a *answer) readBody(body []byte, limit int64) {
	a.read = true
	switch {
	case int64(len(body)) > limit:
		a.err = tooLarge{limit: limit}
	case a.contentType == "" && !strings.HasPrefix(http.DetectContentType(body), "text/html"):
		a.html = false
	default:
		a.body = body
	}
}

// plain strips method and address from an error of net/http: whoever shows it
// names the page.
func plain(err error) error {
	var urlErr *url.Error
	if errors.As(err, &urlErr) {
		return urlErr.Err
	}
	return err
}
