package probe

import (
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkmedic/crawler"
)

// situation is a trail written down shortly.
type situation struct {
	name   string
	target crawler.Target // URL defaults to https://example.com/talks/42
	hops   []hop
	status int    // of the last answer; 0 for none
	header string // "Key: value", lines
	title  string
	head   string // of the page
	body   string
	err    error
	stop   crawler.Reason
	method string

	verdict crawler.Verdict
	reason  crawler.Reason
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// trail builds what a visit would have collected.
func (s situation) trail(t *testing.T) (crawler.Target, trail) {
	t.Helper()
	target := s.target
	if target.URL == "" {
		target.URL = "https://example.com/talks/42"
	}
	way := trail{asked: mustParse(t, target.URL), hops: s.hops, err: s.err, stop: s.stop}
	if s.stop != "" {
		way.stopped = "it led nowhere"
	}
	if s.status == 0 {
		return target, way
	}
	way.last = answer{address: way.asked, method: s.method, status: s.status, header: make(http.Header)}
	if s.method == "" {
		way.last.method = "GET"
	}
	if len(s.hops) > 0 {
		way.last.address = mustParse(t, s.hops[len(s.hops)-1].to)
	}
	way.last.header.Set("Content-Type", "text/html; charset=utf-8")
	for line := range strings.Lines(s.header) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		way.last.header.Set(key, value)
	}
	body := "<!DOCTYPE html><title>" + s.title + "</title>" + s.head + s.body
	way.last.sniffed = http.DetectContentType([]byte(body))
	if isHTML(way.last.header) && way.last.method == "GET" {
		way.last.page = parsePage([]byte(body), way.last.header.Get("Content-Type"))
	}
	return target, way
}

func permanently(to ...string) []hop { return via(301, to...) }
func temporarily(to ...string) []hop { return via(302, to...) }

func via(status int, to ...string) []hop {
	var hops []hop
	for _, address := range to {
		hops = append(hops, hop{address, status, status == 301 || status == 308})
	}
	return hops
}

func embedded(address string) crawler.Target {
	return crawler.Target{URL: address, Embedded: true, Classes: []crawler.Class{crawler.ClassPhoto}}
}

func at(address string) crawler.Target { return crawler.Target{URL: address} }

func dialError(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }

const picture = "https://example.com/crowd.jpg"

var situations = []situation{
	// Alive.
	{name: "a page", status: 200, title: "Talk 42", verdict: crawler.OK},
	{name: "no content", status: 204, verdict: crawler.OK},
	{name: "a part", status: 206, verdict: crawler.OK},
	{name: "choices without an address", status: 300, verdict: crawler.OK},
	{name: "a file by HEAD", status: 200, method: "HEAD", header: "Content-Type: application/pdf", verdict: crawler.OK},
	{name: "an empty page", status: 200, verdict: crawler.OK},
	{name: "redirected for today", hops: temporarily("https://example.com/talks/42/video"), status: 200, title: "Talk", verdict: crawler.OK},
	{name: "redirected for good, then for today", hops: append(permanently("https://example.com/a"), temporarily("https://example.com/b")...), status: 200, verdict: crawler.OK},

	// Moved.
	{name: "301", hops: permanently("https://example.org/talks/42"), status: 200, title: "Talk", verdict: crawler.Moved, reason: crawler.ReasonMovedPermanently},
	{name: "308", hops: via(308, "https://example.org/talks/42"), status: 200, verdict: crawler.Moved, reason: crawler.ReasonMovedPermanently},
	{name: "http to https", target: at("http://example.com/talks/42"), hops: permanently("https://example.com/talks/42"), status: 200, verdict: crawler.Moved, reason: crawler.ReasonMovedPermanently},
	{name: "slash added", hops: permanently("https://example.com/talks/42/"), status: 200, verdict: crawler.Moved, reason: crawler.ReasonMovedPermanently},
	{name: "several for good", hops: permanently("https://example.com/a", "https://example.com/b"), status: 204, verdict: crawler.Moved, reason: crawler.ReasonMovedPermanently},

	// Statuses.
	{name: "404", status: 404, verdict: crawler.Dead, reason: "http-404"},
	{name: "410", status: 410, verdict: crawler.Dead, reason: "http-410"},
	{name: "404 after a redirect", hops: permanently("https://example.org/talks/42"), status: 404, verdict: crawler.Dead, reason: "http-404"},
	{name: "400", status: 400, verdict: crawler.Unknown, reason: "http-400"},
	{name: "401", status: 401, verdict: crawler.Blocked, reason: crawler.ReasonBlocked401},
	{name: "402", status: 402, verdict: crawler.Blocked, reason: "http-402"},
	{name: "403", status: 403, title: "Forbidden", verdict: crawler.Blocked, reason: crawler.ReasonBlocked403},
	{name: "405", status: 405, verdict: crawler.Unknown, reason: "http-405"},
	{name: "406", status: 406, verdict: crawler.Unknown, reason: "http-406"},
	{name: "407", status: 407, verdict: crawler.Blocked, reason: crawler.ReasonBlocked407},
	{name: "408", status: 408, verdict: crawler.Unknown, reason: "http-408"},
	{name: "418", status: 418, verdict: crawler.Unknown, reason: "http-418"},
	{name: "421", status: 421, verdict: crawler.Unknown, reason: "http-421"},
	{name: "425", status: 425, verdict: crawler.Unknown, reason: "http-425"},
	{name: "429", status: 429, verdict: crawler.Blocked, reason: crawler.ReasonRateLimited},
	{name: "451", status: 451, verdict: crawler.Blocked, reason: crawler.ReasonBlocked451},
	{name: "999", status: 999, verdict: crawler.Blocked, reason: crawler.ReasonBlocked999},
	{name: "500", status: 500, verdict: crawler.Unknown, reason: "http-500"},
	{name: "501", status: 501, verdict: crawler.Unknown, reason: "http-501"},
	{name: "502", status: 502, verdict: crawler.Unknown, reason: "http-502"},
	{name: "503", status: 503, title: "Maintenance", verdict: crawler.Unknown, reason: "http-503"},
	{name: "530", status: 530, verdict: crawler.Unknown, reason: "http-530"},
	{name: "304 unasked", status: 304, verdict: crawler.Unknown, reason: "http-304"},
	{name: "101", status: 101, verdict: crawler.Unknown, reason: crawler.ReasonBadResponse},

	// Redirects that lead nowhere.
	{name: "loop", stop: crawler.ReasonRedirectLoop, hops: temporarily("https://example.com/a", "https://example.com/talks/42"), status: 302, verdict: crawler.Unknown, reason: crawler.ReasonRedirectLoop},
	{name: "too many", stop: crawler.ReasonTooManyRedirects, status: 302, verdict: crawler.Unknown, reason: crawler.ReasonTooManyRedirects},
	{name: "to an app", stop: crawler.ReasonBadRedirect, status: 302, verdict: crawler.Unknown, reason: crawler.ReasonBadRedirect},

	// No answer.
	{name: "no such domain", err: dialError(&net.DNSError{Name: "example.com", IsNotFound: true}), verdict: crawler.Dead, reason: crawler.ReasonDNSNotFound},
	{name: "redirected to no such domain", hops: permanently("https://gone.example/"), err: &net.DNSError{Name: "gone.example", IsNotFound: true}, status: 301, verdict: crawler.Dead, reason: crawler.ReasonDNSNotFound},
	{name: "SERVFAIL", err: &net.DNSError{Err: "server misbehaving", IsTemporary: true}, verdict: crawler.Unknown, reason: crawler.ReasonDNSFailed},
	{name: "name without address", err: &net.DNSError{Err: "the name has no address"}, verdict: crawler.Unknown, reason: crawler.ReasonDNSFailed},
	{name: "look-up timed out", err: &net.DNSError{Err: "i/o timeout", IsTimeout: true}, verdict: crawler.Unknown, reason: crawler.ReasonDNSFailed},
	{name: "refused", err: dialError(os.NewSyscallError("connect", syscall.ECONNREFUSED)), verdict: crawler.Unknown, reason: crawler.ReasonRefused},
	{name: "no route", err: dialError(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), verdict: crawler.Unknown, reason: crawler.ReasonUnreachable},
	{name: "connect timeout", err: dialError(os.ErrDeadlineExceeded), verdict: crawler.Unknown, reason: crawler.ReasonTimeoutConnect},
	{name: "response timeout", err: &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, verdict: crawler.Unknown, reason: crawler.ReasonTimeoutResponse},
	{name: "reset", err: &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, verdict: crawler.Unknown, reason: crawler.ReasonReset},
	{name: "EOF", err: io.EOF, verdict: crawler.Unknown, reason: crawler.ReasonReset},
	{name: "garbage", err: errors.New(`malformed HTTP response "220 mail"`), verdict: crawler.Unknown, reason: crawler.ReasonBadResponse},
	{name: "expired", err: x509.CertificateInvalidError{Reason: x509.Expired}, verdict: crawler.Unknown, reason: crawler.ReasonTLSExpired},
	{name: "another's certificate", err: x509.HostnameError{Host: "example.com"}, verdict: crawler.Unknown, reason: crawler.ReasonTLSName},
	{name: "unknown authority", err: x509.UnknownAuthorityError{}, verdict: crawler.Unknown, reason: crawler.ReasonTLSUntrusted},
	{name: "other certificate trouble", err: x509.CertificateInvalidError{Reason: x509.TooManyIntermediates}, verdict: crawler.Unknown, reason: crawler.ReasonTLSOther},
	{name: "TLS alert", err: &net.OpError{Op: "remote error", Err: errors.New("tls: handshake failure")}, verdict: crawler.Unknown, reason: crawler.ReasonTLSOther},
	{name: "http on the https port", err: http.ErrSchemeMismatch, verdict: crawler.Unknown, reason: crawler.ReasonTLSOther},
	{name: "proxy away", err: &net.OpError{Op: "proxyconnect", Err: syscall.ECONNREFUSED}, verdict: crawler.Unknown, reason: crawler.ReasonUnreachable},
	{name: "proxy wants a password", err: tunnelRefused(407), verdict: crawler.Blocked, reason: crawler.ReasonBlocked407},
	{name: "proxy cannot connect", err: tunnelRefused(502), verdict: crawler.Unknown, reason: "http-502"},
	{name: "proxy forbids", err: tunnelRefused(403), verdict: crawler.Unknown, reason: "http-403"},
	{name: "proxy knows not", err: tunnelRefused(404), verdict: crawler.Unknown, reason: "http-404"},
	{name: "private", err: crawler.ErrPrivateAddress, verdict: crawler.Skipped, reason: crawler.ReasonPrivateAddress},
	{name: "redirected to private", hops: temporarily("http://10.0.0.1/"), status: 302, err: crawler.ErrPrivateAddress, verdict: crawler.Skipped, reason: crawler.ReasonPrivateAddress},
	{name: "paused by 429", err: &crawler.HostPausedError{Host: "example.com", Status: 429, Until: time.Unix(0, 0)}, verdict: crawler.Blocked, reason: crawler.ReasonRateLimited},
	{name: "paused by 503", err: &crawler.HostPausedError{Host: "example.com", Status: 503, Until: time.Unix(0, 0)}, verdict: crawler.Unknown, reason: "http-503"},
	{name: "given up", err: &crawler.HostGivenUpError{Host: "example.com", Failures: 3, Err: dialError(os.ErrDeadlineExceeded)}, verdict: crawler.Unknown, reason: crawler.ReasonTimeoutConnect},

	// Turned away.
	{name: "Cloudflare by header", status: 403, header: "Cf-Mitigated: challenge", title: "Un instant…", verdict: crawler.Blocked, reason: crawler.ReasonChallenge},
	{name: "Cloudflare by title", status: 503, title: "Just a moment...", verdict: crawler.Blocked, reason: crawler.ReasonChallenge},
	{name: "AWS WAF", status: 202, header: "X-Amzn-Waf-Action: challenge", verdict: crawler.Blocked, reason: crawler.ReasonChallenge},
	{name: "Anubis says 200", status: 200, title: "Making sure you&#39;re not a bot!", verdict: crawler.Blocked, reason: crawler.ReasonChallenge},
	{name: "an article about challenges", status: 200, title: "Just a moment: what Cloudflare does", verdict: crawler.OK},
	{name: "Google login", hops: temporarily("https://accounts.google.com/ServiceLogin?continue=x"), status: 200, title: "Sign in - Google Accounts", verdict: crawler.Blocked, reason: crawler.ReasonLoginWall},
	{name: "own login", hops: temporarily("https://example.com/login?next=%2Ftalks%2F42"), status: 200, verdict: crawler.Blocked, reason: crawler.ReasonLoginWall},
	{name: "login for good is no move", hops: permanently("https://example.com/users/sign_in"), status: 200, verdict: crawler.Blocked, reason: crawler.ReasonLoginWall},
	{name: "login form in place", status: 200, title: "Log in | Example", body: `<form><input type=password></form>`, verdict: crawler.Blocked, reason: crawler.ReasonLoginWall},
	{name: "the login page itself", target: at("https://example.com/login"), status: 200, title: "Log in", body: `<input type=password>`, verdict: crawler.OK},
	{name: "a page with a login form in its corner", status: 200, title: "Talk 42", body: `<input type=password>`, verdict: crawler.OK},

	// Says that it is gone.
	{name: "soft 404", status: 200, title: "Page not found", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "soft 404 with a site", status: 200, title: "404 - Page Not Found - Example", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "soft 404 in German", status: 200, title: "Seite nicht gefunden – Beispiel", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "soft 404 in Japanese", status: 200, title: "ページが見つかりません | 例", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "soft 404 in Russian", status: 200, title: "Страница не найдена", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "soft 404 by heading", status: 200, title: "Example", body: "<h1>Oops! <i>Page not found.</i></h1>", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "moved to a page that says so", hops: permanently("https://example.com/x"), status: 200, title: "Not Found", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "redirected to /404", hops: temporarily("https://example.com/404.html"), status: 200, title: "Hm", verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "redirected to /page-not-found", hops: temporarily("https://example.com/en/page-not-found/"), status: 200, verdict: crawler.Suspect, reason: crawler.ReasonSoft404},
	{name: "redirected home", hops: temporarily("https://example.com/"), status: 200, title: "Example", verdict: crawler.Suspect, reason: crawler.ReasonRedirectedHome},
	{name: "redirected home for good", hops: permanently("https://www.example.com/index.html"), status: 200, verdict: crawler.Suspect, reason: crawler.ReasonRedirectedHome},
	{name: "redirected to a language's home", hops: permanently("https://example.com/en/"), status: 200, verdict: crawler.Suspect, reason: crawler.ReasonRedirectedHome},
	{name: "WordPress forgot its post", target: at("https://example.com/?p=123"), hops: permanently("https://example.com/"), status: 200, verdict: crawler.Suspect, reason: crawler.ReasonRedirectedHome},

	// About missing pages, and other odd but living things.
	{name: "a page about 404s", status: 200, title: "Designing a 404 page that people love", verdict: crawler.OK},
	{name: "MDN", target: at("https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Status/404"), status: 200, title: "404 Not Found - HTTP | MDN", verdict: crawler.OK},
	{name: "Wikipedia", target: at("https://en.wikipedia.org/wiki/HTTP_404"), status: 200, title: "HTTP 404 - Wikipedia", verdict: crawler.OK},
	{name: "a year", target: at("https://en.wikipedia.org/wiki/AD_404"), status: 200, title: "AD 404 - Wikipedia", verdict: crawler.OK},
	{name: "a spec", status: 200, title: "Changes", body: "<p>This section has been removed. The page was not found.</p>", verdict: crawler.OK},
	{name: "a novel", status: 200, title: "Not Found: A Novel", verdict: crawler.OK},
	{name: "a single-page application", status: 200, title: "App", body: `<div id="root"></div><script src="/app.js"></script>`, verdict: crawler.OK},
	{name: "a short link to a home page", target: at("https://bit.ly/3xYz"), hops: permanently("https://example.com/"), status: 200, title: "Example", verdict: crawler.Moved, reason: crawler.ReasonMovedPermanently},
	{name: "home to home", target: at("http://example.com/"), hops: permanently("https://www.example.com/"), status: 200, verdict: crawler.Moved, reason: crawler.ReasonMovedPermanently},
	{name: "home to a language's home", target: at("https://example.com/"), hops: temporarily("https://example.com/en/"), status: 200, verdict: crawler.OK},
	{name: "home with a campaign", target: at("https://example.com/?utm_source=x"), hops: temporarily("https://example.com/"), status: 200, verdict: crawler.OK},

	// Parked.
	{name: "sold by a broker", hops: temporarily("https://www.hugedomains.com/domain_profile.cfm?d=example&e=com"), status: 200, verdict: crawler.Dead, reason: crawler.ReasonParked},
	{name: "parking script", status: 200, title: "example.com", head: `<script src="https://img.sedoparking.com/js/park.js"></script>`, verdict: crawler.Dead, reason: crawler.ReasonParked},
	{name: "for sale", status: 200, title: "example.com is for sale", verdict: crawler.Suspect, reason: crawler.ReasonParked},
	{name: "ww1", hops: temporarily("http://ww1.example.com/?usid=1"), status: 200, verdict: crawler.Suspect, reason: crawler.ReasonParked},
	{name: "a short link to a broker's blog", target: at("https://bit.ly/abc"), hops: temporarily("https://sedo.com/us/blog/prices/"), status: 200, verdict: crawler.Suspect, reason: crawler.ReasonParked},
	{name: "the broker itself", target: at("https://sedo.com/x"), hops: temporarily("https://www.sedo.com/us/x"), status: 200, verdict: crawler.OK},
	{name: "cars for sale", target: at("https://www.cars.com/shopping/"), status: 200, title: "New & Used Cars for Sale | Cars.com", verdict: crawler.OK},
	{name: "a real ww2", target: at("https://ww2.kqed.org/talk"), status: 200, verdict: crawler.OK},

	// Pictures.
	{name: "a picture", target: embedded(picture), status: 200, header: "Content-Type: image/jpeg", verdict: crawler.OK},
	{name: "a picture by HEAD", target: embedded(picture), status: 200, method: "HEAD", header: "Content-Type: image/jpeg", verdict: crawler.OK},
	{name: "a page in the picture's place", target: embedded(picture), status: 200, title: "Photobucket", verdict: crawler.Dead, reason: crawler.ReasonNotAnImage},
	{name: "a page where no extension promised a picture", target: embedded("https://example.com/photo?id=3"), status: 200, title: "x", verdict: crawler.Suspect, reason: crawler.ReasonNotAnImage},
	{name: "JSON in the picture's place", target: embedded(picture), status: 200, header: "Content-Type: application/json", verdict: crawler.Suspect, reason: crawler.ReasonNotAnImage},
	{name: "an unlabelled file", target: embedded(picture), status: 200, header: "Content-Type: application/octet-stream", verdict: crawler.OK},
	{name: "a page about the picture, behind a link", target: at(picture), status: 200, title: "crowd.jpg", verdict: crawler.OK},
	{name: "a challenge in the picture's place", target: embedded(picture), status: 403, header: "Cf-Mitigated: challenge", verdict: crawler.Blocked, reason: crawler.ReasonChallenge},
	{name: "Imgur's placeholder", target: embedded("https://i.imgur.com/AbCdE.jpg"), hops: temporarily("https://i.imgur.com/removed.png"), status: 200, method: "HEAD", header: "Content-Type: image/png", verdict: crawler.Dead, reason: crawler.ReasonImagePlaceholder},
	{name: "Flickr's placeholder", target: embedded("https://farm1.static.flickr.com/1/2_3.jpg"), hops: temporarily("https://s.yimg.com/pw/images/en-us/photo_unavailable_l.png"), status: 200, method: "HEAD", header: "Content-Type: image/png", verdict: crawler.Dead, reason: crawler.ReasonImagePlaceholder},
	{name: "ImageShack is lost", target: at("https://imageshack.com/i/x1"), hops: temporarily("https://imageshack.com/lost"), status: 200, verdict: crawler.Dead, reason: crawler.ReasonImagePlaceholder},
}

type tunnelRefused int

func (e tunnelRefused) Error() string   { return "no tunnel" }
func (e tunnelRefused) HTTPStatus() int { return int(e) }

func TestJudge(t *testing.T) {
	seen := make(map[string]bool)
	for _, s := range situations {
		if seen[s.name] {
			t.Errorf("two situations are called %q", s.name)
		}
		seen[s.name] = true
		target, way := s.trail(t)
		c := judge(target, way)
		if c.Verdict != s.verdict || c.Reason != s.reason {
			t.Errorf("%s: %s/%s (%s), want %s/%s", s.name, c.Verdict, c.Reason, c.Evidence, s.verdict, s.reason)
		}
		if (c.Verdict == crawler.OK) != (c.Evidence == "") {
			t.Errorf("%s: %s with evidence %q", s.name, c.Verdict, c.Evidence)
		}
		if c.Reason != "" && !c.Reason.Known() {
			t.Errorf("%s: reason %q is not known to the vocabulary", s.name, c.Reason)
		}
		if c.Status != s.status || len(c.Redirects) != len(s.hops) {
			t.Errorf("%s: status %d, redirects %v", s.name, c.Status, c.Redirects)
		}
	}
}

func TestEvidence(t *testing.T) {
	for _, c := range []struct {
		way  trail
		f    finding
		want string
	}{
		{trail{}, finding{fact: "GET answered 404 Not Found"}, "GET answered 404 Not Found"},
		{trail{hops: permanently("https://b.example/")}, finding{fact: "the connection was refused"},
			"redirected (301) to https://b.example/; the connection was refused"},
		{trail{hops: temporarily("https://b.example/", "https://c.example/", "https://u:secret@d.example/")}, finding{fact: "x"},
			"redirected 3 times, first (302) to https://b.example/, at last to https://u:xxxxx@d.example/; x"},
		{trail{hops: []hop{{"https://b.example/", 200, true}}}, finding{fact: "x"}, "redirected (refresh) to https://b.example/; x"},
		{trail{}, finding{fact: "a\x1b[31m\r\nb\u202ec\u200bd"}, "a[31m bcd"},
	} {
		if got := evidence(c.way, c.f); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	long := evidence(trail{}, finding{fact: strings.Repeat("äöü ", 1000)})
	if len(long) > evidenceLimit {
		t.Errorf("evidence of %d bytes", len(long))
	}
}
