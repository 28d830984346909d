package probe

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"linkmedic/crawler"
)

// The Accept headers of browsers: for a page that is opened, and for a picture
// inside one. Picture hosts send a page about the picture to those who would
// rather have a page.
const (
	acceptPage  = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
	acceptImage = "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
	acceptJSON  = "application/json"
)

// visitor asks the addresses of one trail, as one reader's browser would: the
// cookies that it is given on the way it gives back.
type visitor struct {
	transport http.RoundTripper
	accept    string
	jar       http.CookieJar // nil until the first cookie
}

// acceptFor is the Accept header for a target.
func acceptFor(t crawler.Target) string {
	if isEmbeddedImage(t) {
		return acceptImage
	}
	return acceptPage
}

// ask asks one address once and reads of the answer what has to be judged: of a
// page the beginning, of a success that is no page but ought to be known better
// the first bytes, of everything else nothing.
func (v *visitor) ask(ctx context.Context, method string, u *url.URL) (answer, error) {
	resp, err := v.send(ctx, method, u)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	a := answer{address: u, method: method, status: resp.StatusCode, header: resp.Header}
	if method == http.MethodHead {
		return a, nil
	}
	contentType := resp.Header.Get("Content-Type")
	var body []byte
	switch {
	case worthReading(a) && (contentType == "" || isHTML(resp.Header)):
		body = readSome(resp.Body, pageLimit)
	case v.accept == acceptImage, !a.success(), resp.ContentLength >= 0 && resp.ContentLength <= restLimit:
		body = readSome(resp.Body, restLimit)
	}
	if len(body) > 0 {
		a.sniffed = http.DetectContentType(body)
	}
	if worthReading(a) && (isHTML(resp.Header) || contentType == "" && strings.HasPrefix(a.sniffed, "text/html")) {
		a.page = parsePage(body, contentType)
	}
	return a, nil
}

// restLimit is how much is read of a body that need not be judged: enough to
// know what kind of file it is, and for short ones to the end, so that the
// connection can be used again. A stream is not waited for.
const restLimit = 4 << 10

// worthReading reports whether the body says more than the status: of a success
// always, of a refusal because it may be a test for humans.
func worthReading(a answer) bool {
	switch a.status {
	case http.StatusForbidden, http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusMethodNotAllowed:
		return true
	}
	return a.success() && a.header.Get("Content-Encoding") == ""
}

// readSome reads up to limit bytes; a body that breaks off is as long as it is.
func readSome(body io.Reader, limit int64) []byte {
	b, _ := io.ReadAll(io.LimitReader(body, limit))
	return b
}

// send makes the request.
func (v *visitor) send(ctx context.Context, method string, u *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, anonymous(u).String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", v.accept)
	req.Header.Set("Accept-Language", "en,*;q=0.5")
	if u.User != nil {
		password, _ := u.User.Password()
		req.SetBasicAuth(u.User.Username(), password)
	}
	if v.jar != nil {
		for _, c := range v.jar.Cookies(u) {
			req.AddCookie(c)
		}
	}
	resp, err := v.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if cookies := resp.Cookies(); len(cookies) > 0 {
		if v.jar == nil {
			v.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never an error
		}
		v.jar.SetCookies(u, cookies)
	}
	return resp, nil
}

// cookies is what the address would be sent: an address that is asked again with
// other cookies may answer something else.
func (v *visitor) cookies(u *url.URL) string {
	if v.jar == nil {
		return ""
	}
	var all string
	for _, c := range v.jar.Cookies(u) {
		all += c.Name + "=" + c.Value + ";"
	}
	return all
}
