package probe_test

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/crawler/probe"
	"linkmedic/crawler/testweb"
)

// transport asks the web without any politeness, but notes what it is asked.
type transport struct{ base *http.Transport }

func (tr transport) RoundTrip(req *http.Request) (*http.Response, error) {
	trace := crawler.TraceFrom(req.Context())
	trace.NoteRequest()
	resp, err := tr.base.RoundTrip(req)
	if err == nil {
		trace.NoteReached()
	}
	return resp, err
}

func start(t *testing.T, sites ...testweb.Site) (*probe.Prober, *testweb.Web) {
	t.Helper()
	web, err := testweb.Start(sites...)
	if err != nil {
		t.Fatal(err)
	}
	base := &http.Transport{
		DialContext:            web.DialContext,
		ResponseHeaderTimeout:  500 * time.Millisecond,
		MaxResponseHeaderBytes: 1 << 20,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{RootCAs: web.CertPool()},
	}
	t.Cleanup(func() {
		base.CloseIdleConnections()
		web.Close()
	})
	return probe.New(transport{base: base}, probe.Options{}), web
}

// outcome is what is expected of a visit.
type outcome struct {
	url      string
	verdict  crawler.Verdict
	reason   crawler.Reason
	requests int    // 0: not checked
	final    string // "": not checked
}

func visit(t *testing.T, p *probe.Prober, want outcome, target crawler.Target) crawler.Check {
	t.Helper()
	target.URL = want.url
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	c := p.Probe(ctx, target)
	if c.Verdict != want.verdict || c.Reason != want.reason {
		t.Errorf("%s: %s/%s (%s), want %s/%s", want.url, c.Verdict, c.Reason, c.Evidence, want.verdict, want.reason)
	}
	if want.requests > 0 && c.Requests != want.requests {
		t.Errorf("%s: %d requests, want %d", want.url, c.Requests, want.requests)
	}
	if want.final != "" && c.FinalURL != want.final {
		t.Errorf("%s: ended at %q, want %q", want.url, c.FinalURL, want.final)
	}
	if (c.Verdict == crawler.Skipped) != c.Checked.IsZero() {
		t.Errorf("%s: %s, checked %v", want.url, c.Verdict, c.Checked)
	}
	return c
}

const moved = crawler.ReasonMovedPermanently

func TestProbe(t *testing.T) {
	page := testweb.HTML("A talk", "<p>Words.</p>")
	pdf := testweb.File("application/pdf", []byte("%PDF-1.4"))
	cookieGate := func(rw http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(rw, &http.Cookie{Name: "seen", Value: "1"})
			testweb.RedirectTo(302, r.URL.RequestURI())(rw, r)
			return
		}
		page(rw, r)
	}
	refreshTo := func(content string) testweb.Page {
		return testweb.File("text/html", []byte(`<!DOCTYPE html><meta http-equiv="refresh" content="`+content+`"><title>Moved</title>`))
	}
	p, web := start(t,
		testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
			"/":              testweb.HTML("Home", "<p>Home.</p>"),
			"/page":          page,
			"/slides.pdf":    pdf,
			"/refused.pdf":   testweb.HEADRefused(405, pdf),
			"/hidden.pdf":    testweb.HEADRefused(404, pdf),
			"/forbidden.pdf": testweb.HEADRefused(403, pdf),
			"/hangs.pdf":     testweb.HEADHangs(pdf),
			"/page.pdf":      testweb.HTML("Page not found", ""),
			"/moved.pdf":     testweb.RedirectTo(301, "/slides.pdf"),
			"/homeless.pdf": func(rw http.ResponseWriter, r *http.Request) { // HEAD is sent home, GET is not
				if r.Method == http.MethodHead {
					testweb.RedirectTo(302, "/")(rw, r)
					return
				}
				pdf(rw, r)
			},
			"/301":       testweb.RedirectTo(301, "/page"),
			"/302":       testweb.RedirectTo(302, "/page#part"),
			"/308":       testweb.RedirectTo(308, "http://b.example/page"),
			"/chain":     testweb.Chain(10, page),
			"/long":      testweb.Chain(11, page),
			"/loop":      testweb.Loop(),
			"/loop2":     testweb.RedirectTo(302, "/loop3"),
			"/loop3":     testweb.RedirectTo(302, "/loop2"),
			"/cookie":    cookieGate,
			"/nowhere":   testweb.RedirectTo(302, ""),
			"/app":       testweb.RedirectTo(302, "itms-apps://apple.com/x"),
			"/dead":      testweb.RedirectTo(301, "http://nowhere.example/x"),
			"/refuses":   testweb.RedirectTo(301, "http://refused.example/x"),
			"/2014":      testweb.RedirectTo(302, "/"),
			"/refresh":   refreshTo("0; url=/page"),
			"/refresh5":  refreshTo("5;url=/page"),
			"/refresh30": refreshTo("30;url=/dead"),
			"/self":      refreshTo("1;url=/self"),
			"/back":      refreshTo("0;url=/forth"),
			"/forth":     refreshTo("0;url=/back"),
			"/404":       testweb.Status(404),
			"/403":       testweb.Status(403),
			"/204":       testweb.Status(204),
			"/soft":      testweb.Soft404(),
			"/challenge": testweb.Challenge(),
			"/login":     testweb.LoginWall(),
			"/members":   testweb.RedirectTo(302, "/login?next=/members"),
			"/parked":    testweb.Parked("a.example"),
			"/movie.mp4": testweb.Movie(),
			"/stray":     testweb.RedirectTo(301, "/100%"),
			"/100%25":    page,
		}},
		testweb.Site{Host: "b.example", Default: page},
		testweb.Site{Host: "refused.example", Connect: testweb.Refuses},
		testweb.Site{Host: "i.imgur.com", Pages: map[string]testweb.Page{
			"/gone.jpg": testweb.RedirectTo(302, "/removed.png"), "/removed.png": testweb.Placeholder(), "/alive.jpg": testweb.Photo(1),
		}},
		testweb.Site{Host: "old.example", Cert: testweb.CertExpired},
		testweb.Site{Host: "name.example", Cert: testweb.CertWrongName},
		testweb.Site{Host: "stranger.example", Cert: testweb.CertUntrusted},
		testweb.Site{Host: "bare.example", Cert: testweb.CertNone},
		testweb.Site{Host: "bücher.example", Default: page},
		testweb.Site{Host: "xn--bcher-kva.example", Default: page},
	)
	for _, want := range []outcome{
		{"http://a.example/page", crawler.OK, "", 1, ""},
		{"https://a.example/page", crawler.OK, "", 1, ""},
		{"HTTP://A.example:80/page#part", crawler.OK, "", 1, ""},
		{"http://bücher.example/", crawler.OK, "", 1, ""},
		{"http://a.example/slides.pdf", crawler.OK, "", 1, ""},
		{"http://a.example/movie.mp4", crawler.OK, "", 1, ""},
		{"http://a.example/refused.pdf", crawler.OK, "", 2, ""},
		{"http://a.example/hidden.pdf", crawler.OK, "", 2, ""},
		{"http://a.example/forbidden.pdf", crawler.OK, "", 2, ""},
		{"http://a.example/hangs.pdf", crawler.OK, "", 2, ""},
		{"http://a.example/gone.pdf", crawler.Dead, "http-404", 2, ""},
		{"http://a.example/page.pdf", crawler.Suspect, crawler.ReasonSoft404, 2, ""},
		{"http://a.example/moved.pdf", crawler.Moved, moved, 2, "http://a.example/slides.pdf"},
		{"http://a.example/homeless.pdf", crawler.OK, "", 0, ""},
		{"http://a.example/301", crawler.Moved, moved, 2, "http://a.example/page"},
		{"http://a.example/302", crawler.OK, "", 2, "http://a.example/page"},
		{"http://a.example/308", crawler.Moved, moved, 2, "http://b.example/page"},
		{"http://a.example/chain", crawler.OK, "", 11, "http://a.example/chain?hop=10"},
		{"http://a.example/long", crawler.Unknown, crawler.ReasonTooManyRedirects, 11, ""},
		{"http://a.example/loop", crawler.Unknown, crawler.ReasonRedirectLoop, 1, ""},
		{"http://a.example/loop2", crawler.Unknown, crawler.ReasonRedirectLoop, 2, ""},
		{"http://a.example/cookie", crawler.OK, "", 2, ""},
		{"http://a.example/nowhere", crawler.Unknown, crawler.ReasonBadRedirect, 1, ""},
		{"http://a.example/app", crawler.Unknown, crawler.ReasonBadRedirect, 1, ""},
		{"http://a.example/dead", crawler.Dead, crawler.ReasonDNSNotFound, 2, ""},
		{"http://a.example/refuses", crawler.Unknown, crawler.ReasonRefused, 2, ""},
		{"http://a.example/2014", crawler.Suspect, crawler.ReasonRedirectedHome, 2, "http://a.example/"},
		{"http://a.example/refresh", crawler.Moved, moved, 2, "http://a.example/page"},
		{"http://a.example/refresh5", crawler.OK, "", 2, "http://a.example/page"},
		{"http://a.example/refresh30", crawler.OK, "", 1, ""},
		{"http://a.example/self", crawler.OK, "", 1, ""},
		{"http://a.example/back", crawler.Moved, moved, 2, ""},
		{"http://a.example/404", crawler.Dead, "http-404", 1, ""},
		{"http://a.example/403", crawler.Blocked, crawler.ReasonBlocked403, 1, ""},
		{"http://a.example/204", crawler.OK, "", 1, ""},
		{"http://a.example/soft", crawler.Suspect, crawler.ReasonSoft404, 1, ""},
		{"http://a.example/challenge", crawler.Blocked, crawler.ReasonChallenge, 1, ""},
		{"http://a.example/members", crawler.Blocked, crawler.ReasonLoginWall, 2, ""},
		{"http://a.example/login", crawler.OK, "", 1, ""},
		{"http://a.example/parked", crawler.Dead, crawler.ReasonParked, 1, ""},
		{"http://a.example/stray", crawler.Moved, moved, 2, "http://a.example/100%25"},
		{"http://i.imgur.com/gone.jpg", crawler.Dead, crawler.ReasonImagePlaceholder, 0, ""},
		{"http://i.imgur.com/alive.jpg", crawler.OK, "", 1, ""},
		{"http://refused.example/", crawler.Unknown, crawler.ReasonRefused, 1, ""},
		{"http://nowhere.example/", crawler.Dead, crawler.ReasonDNSNotFound, 1, ""},
		{"https://old.example/", crawler.Unknown, crawler.ReasonTLSExpired, 1, ""},
		{"https://name.example/", crawler.Unknown, crawler.ReasonTLSName, 1, ""},
		{"https://stranger.example/", crawler.Unknown, crawler.ReasonTLSUntrusted, 1, ""},
		{"https://bare.example/", crawler.Unknown, crawler.ReasonTLSOther, 1, ""},
		{"mailto:me@example.com", crawler.Skipped, crawler.ReasonUnsupportedScheme, 0, ""},
		{"//a.example/page", crawler.Skipped, crawler.ReasonRelative, 0, ""},
		{"http://a b/", crawler.Skipped, crawler.ReasonMalformed, 0, ""},
	} {
		visit(t, p, want, crawler.Target{})
	}

	c := visit(t, p, outcome{url: "http://a.example/dead", verdict: crawler.Dead, reason: crawler.ReasonDNSNotFound}, crawler.Target{})
	if strings.Join(c.Redirects, " ") != "http://nowhere.example/x" || c.FinalURL != "http://a.example/dead" || c.Status != 301 {
		t.Errorf("the chain is lost when its last hop fails: %+v", c)
	}
	if want := "redirected (301) to http://nowhere.example/x; the name nowhere.example does not exist: two look-ups said so"; c.Evidence != want {
		t.Errorf("evidence %q", c.Evidence)
	}
	c = visit(t, p, outcome{url: "http://a.example/loop2", verdict: crawler.Unknown, reason: crawler.ReasonRedirectLoop}, crawler.Target{})
	if want := "redirects in a circle: http://a.example/loop2 → http://a.example/loop3 → http://a.example/loop2"; c.Evidence != want {
		t.Errorf("evidence %q", c.Evidence)
	}
	c = visit(t, p, outcome{url: "http://a.example/page", verdict: crawler.OK}, crawler.Target{})
	if c.Title != "A talk" || c.Status != 200 || c.FinalURL != "" || !c.Reached {
		t.Errorf("check %+v", c)
	}
	for url, n := range web.Log().Counts() {
		if strings.Contains(url, "#") || strings.Contains(url, "@") {
			t.Errorf("%s was asked %d times", url, n)
		}
	}
}

func TestProbeEmbeddedImages(t *testing.T) {
	// A picture host that shows a page to those who would rather have one.
	choosy := func(rw http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Accept"), "text/html") {
			testweb.HTML("Look at this picture", "")(rw, r)
			return
		}
		testweb.Photo(1)(rw, r)
	}
	p, _ := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/photo.png":       testweb.Photo(1),
		"/photo":           testweb.Photo(2),
		"/choosy.jpg":      choosy,
		"/page.jpg":        testweb.HTML("Buy a plan", "<p>Pay.</p>"),
		"/mislabelled.gif": testweb.Header("X-A", "b", testweb.File("text/html", testweb.PNG(30, 30, 1))),
	}})
	photo := crawler.Target{Embedded: true, Classes: []crawler.Class{crawler.ClassPhoto}}
	for _, want := range []outcome{
		{"http://a.example/photo.png", crawler.OK, "", 1, ""},
		{"http://a.example/photo", crawler.OK, "", 1, ""},
		{"http://a.example/choosy.jpg", crawler.OK, "", 1, ""},
		{"http://a.example/page.jpg", crawler.Dead, crawler.ReasonNotAnImage, 2, ""},
		{"http://a.example/mislabelled.gif", crawler.OK, "", 2, ""},
	} {
		visit(t, p, want, photo)
	}
	visit(t, p, outcome{"http://a.example/page.jpg", crawler.OK, "", 2, ""}, crawler.Target{Classes: []crawler.Class{crawler.ClassPhoto}})
}

func TestProbeVideos(t *testing.T) {
	sites := append(testweb.YouTube(
		testweb.Video{ID: "aliveAlive1", Title: "A talk"},
		testweb.Video{ID: "notEmbedd_2", Title: "A shy talk", State: testweb.VideoNotEmbeddable},
		testweb.Video{ID: "private-003", State: testweb.VideoPrivate},
		testweb.Video{ID: "private-200", State: testweb.VideoPrivateIn200},
	), testweb.Vimeo(
		testweb.Video{ID: "101", Title: "A film"},
		testweb.Video{ID: "102", Title: "A film", State: testweb.VideoNotEmbeddable},
		testweb.Video{ID: "103", Title: "A film", State: testweb.VideoPrivate},
		testweb.Video{ID: "104", Title: "A film", State: testweb.VideoDomainLocked},
		testweb.Video{ID: "105", Title: "A film", State: testweb.VideoCaptcha},
	)...)
	sites = append(sites,
		testweb.Site{Host: "bit.ly", Pages: map[string]testweb.Page{
			"/alive": testweb.RedirectTo(301, "https://youtu.be/aliveAlive1"),
			"/gone":  testweb.RedirectTo(301, "https://youtu.be/removed0001"),
		}})
	p, _ := start(t, sites...)
	for _, want := range []outcome{
		{"https://www.youtube.com/watch?v=aliveAlive1", crawler.OK, "", 1, ""},
		{"http://youtu.be/aliveAlive1", crawler.OK, "", 1, ""},
		{"https://www.youtube-nocookie.com/embed/aliveAlive1?rel=0", crawler.OK, "", 1, ""},
		{"https://www.youtube.com/watch?v=notEmbedd_2", crawler.OK, "", 1, ""},
		{"https://www.youtube.com/watch?v=private-003", crawler.Dead, crawler.ReasonVideoPrivate, 2, ""},
		{"https://www.youtube.com/watch?v=private-200", crawler.Dead, crawler.ReasonVideoPrivate, 2, ""},
		{"https://www.youtube.com/watch?v=removed0001", crawler.Dead, crawler.ReasonVideoRemoved, 1, ""},
		{"https://www.youtube.com/watch?v=short", crawler.Dead, crawler.ReasonVideoRemoved, 1, ""},
		{"https://www.youtube.com/user/pycon", crawler.OK, "", 1, ""},
		{"http://bit.ly/alive", crawler.OK, "", 4, ""}, // bit.ly, youtu.be, the page, oEmbed
		{"http://bit.ly/gone", crawler.Dead, crawler.ReasonVideoRemoved, 4, ""},
		{"https://vimeo.com/101", crawler.OK, "", 1, ""},
		{"https://vimeo.com/102", crawler.OK, "", 2, ""},
		{"https://vimeo.com/103", crawler.Suspect, crawler.ReasonVideoPrivate, 2, ""},
		{"https://vimeo.com/104", crawler.OK, "", 1, ""},
		{"https://vimeo.com/105", crawler.Blocked, crawler.ReasonChallenge, 2, ""},
		{"https://vimeo.com/999", crawler.Dead, crawler.ReasonVideoRemoved, 2, ""},
		{"https://player.vimeo.com/video/999", crawler.Dead, crawler.ReasonVideoRemoved, 2, ""},
	} {
		visit(t, p, want, crawler.Target{Classes: []crawler.Class{crawler.ClassVideo}})
	}
	c := visit(t, p, outcome{url: "https://youtu.be/aliveAlive1", verdict: crawler.OK}, crawler.Target{})
	if c.Title != "A talk" || c.Status != 200 {
		t.Errorf("check %+v", c)
	}
}

// A platform's bad day costs no false verdict: the page's own counts.
func TestProbePlatformTrouble(t *testing.T) {
	for _, trouble := range []testweb.Page{
		testweb.Status(500), testweb.Status(429), testweb.Status(302), testweb.Reset(), testweb.Hang(),
		testweb.HTML("Before you continue", "captcha"), testweb.RedirectTo(302, "/sorry"), testweb.Challenge(), testweb.EndlessBody(),
	} {
		p, _ := start(t, testweb.Site{Host: "www.youtube.com", Default: testweb.HTML("A talk - YouTube", ""), Pages: map[string]testweb.Page{"/oembed": trouble}})
		visit(t, p, outcome{url: "https://www.youtube.com/watch?v=aliveAlive1", verdict: crawler.OK}, crawler.Target{})
	}
}

// Credentials in an address go to its own origin and nowhere else; cookies go
// along the chain.
func TestProbeCredentials(t *testing.T) {
	guarded := func(rw http.ResponseWriter, r *http.Request) {
		if user, password, ok := r.BasicAuth(); !ok || user != "u" || password != "p" {
			testweb.Status(401)(rw, r)
			return
		}
		switch r.URL.Path {
		case "/in":
			testweb.RedirectTo(302, "/room")(rw, r)
		case "/out":
			testweb.RedirectTo(302, "http://b.example/x")(rw, r)
		default:
			testweb.HTML("In", "")(rw, r)
		}
	}
	p, web := start(t, testweb.Site{Host: "a.example", Default: guarded}, testweb.Site{Host: "b.example", Default: testweb.HTML("Out", "")})
	visit(t, p, outcome{url: "http://a.example/in", verdict: crawler.Blocked, reason: crawler.ReasonBlocked401}, crawler.Target{})
	visit(t, p, outcome{url: "http://u:p@a.example/in", verdict: crawler.OK, final: "http://a.example/room"}, crawler.Target{})
	visit(t, p, outcome{url: "http://u:p@a.example/out", verdict: crawler.OK, final: "http://b.example/x"}, crawler.Target{})
	for _, r := range web.Log().Requests("b.example") {
		if r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("b.example was sent %v", r.Header)
		}
	}
}

// Hostile servers cost bounded time and memory, and never a panic.
func TestProbeHostileServers(t *testing.T) {
	p, _ := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/endless": testweb.EndlessBody(),
		"/bomb":    testweb.GzipBomb(64),
		"/headers": testweb.HugeHeader(2 << 20),
		"/header":  testweb.HugeHeader(512 << 10),
		"/length":  testweb.WrongLength(),
		"/early":   testweb.EarlyClose(),
		"/reset":   testweb.Reset(),
		"/garbage": testweb.BadHTTP(),
		"/hang":    testweb.Hang(),
		"/nested":  testweb.File("text/html", []byte(strings.Repeat("<div>", 1<<20))),
		"/title":   testweb.File("text/html", []byte("<title>"+strings.Repeat("x", 1<<20))),
		"/binary":  testweb.File("text/html", testweb.PNG(300, 300, 1)),
		"/charset": testweb.File("text/html; charset=nonsense;;", []byte("<title>x")),
		"/utf7":    testweb.File("text/html; charset=utf-7", []byte("+ADw-title+AD4-")),
		"/cookies": testweb.Header("Set-Cookie", strings.Repeat("a=b;", 1<<15), testweb.RedirectTo(302, "/header")),
	}})
	for _, want := range []outcome{
		{"http://a.example/endless", crawler.OK, "", 1, ""},
		{"http://a.example/bomb", crawler.OK, "", 1, ""},
		{"http://a.example/headers", crawler.Unknown, crawler.ReasonBadResponse, 1, ""},
		{"http://a.example/header", crawler.OK, "", 1, ""},
		{"http://a.example/length", crawler.OK, "", 1, ""},
		{"http://a.example/early", crawler.Unknown, crawler.ReasonReset, 1, ""},
		{"http://a.example/reset", crawler.Unknown, crawler.ReasonReset, 1, ""},
		{"http://a.example/garbage", crawler.Unknown, crawler.ReasonBadResponse, 1, ""},
		{"http://a.example/hang", crawler.Unknown, crawler.ReasonTimeoutResponse, 1, ""},
		{"http://a.example/nested", crawler.OK, "", 1, ""},
		{"http://a.example/title", crawler.OK, "", 1, ""},
		{"http://a.example/binary", crawler.OK, "", 1, ""},
		{"http://a.example/charset", crawler.OK, "", 1, ""},
		{"http://a.example/utf7", crawler.OK, "", 1, ""},
		{"http://a.example/cookies", crawler.OK, "", 2, ""},
	} {
		visit(t, p, want, crawler.Target{})
	}
}

// Servers below HTTP: each connection gets the bytes and is closed.
func TestProbeRawServers(t *testing.T) {
	for name, c := range map[string]struct {
		bytes   string
		verdict crawler.Verdict
		reason  crawler.Reason
	}{
		"HTTP/0.9":         {"<title>hello</title>", crawler.Unknown, crawler.ReasonBadResponse},
		"HTTP/1.0":         {"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<title>x</title>", crawler.OK, ""},
		"bare line feeds":  {"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<title>x</title>", crawler.OK, ""},
		"no reason phrase": {"HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", crawler.Dead, "http-404"},
		"status 999":       {"HTTP/1.1 999 Request denied\r\nContent-Length: 0\r\n\r\n", crawler.Blocked, crawler.ReasonBlocked999},
		"status 99":        {"HTTP/1.1 99 x\r\n\r\n", crawler.Unknown, crawler.ReasonBadResponse},
		"flood of 1xx":     {strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 100000), crawler.Unknown, crawler.ReasonBadResponse},
		"bad header":       {"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", crawler.Unknown, crawler.ReasonBadResponse},
		"two lengths":      {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", crawler.Unknown, crawler.ReasonBadResponse},
		"cut in headers":   {"HTTP/1.1 200 OK\r\nContent-Ty", crawler.Unknown, crawler.ReasonBadResponse},
		"bad gzip":         {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\nno gzip", crawler.OK, ""},
		"evil title":       {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>\x1b]0;x\x07</title>", crawler.OK, ""},
		"nothing":          {"", crawler.Unknown, crawler.ReasonReset},
	} {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		var serving sync.WaitGroup
		serving.Go(func() {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				conn.SetReadDeadline(time.Now().Add(5 * time.Second))
				conn.Read(make([]byte, 4096))
				conn.Write([]byte(c.bytes))
				conn.Close()
			}
		})
		base := &http.Transport{DisableKeepAlives: true, MaxResponseHeaderBytes: 1 << 20}
		p := probe.New(transport{base: base}, probe.Options{})
		check := visit(t, p, outcome{url: "http://" + listener.Addr().String() + "/x", verdict: c.verdict, reason: c.reason}, crawler.Target{})
		if strings.ContainsAny(check.Title+check.Evidence, "\x1b\x07\r\n") {
			t.Errorf("%s: control characters in %q, %q", name, check.Title, check.Evidence)
		}
		listener.Close()
		serving.Wait()
		if t.Failed() {
			t.Fatalf("failed at %q: %+v", name, check)
		}
	}
}

// Of a page no more than 64 KiB is read, of a video nothing.
func TestProbeReadsLittle(t *testing.T) {
	sent := make(chan int, 1)
	big := func(contentType string) testweb.Page {
		return func(rw http.ResponseWriter, r *http.Request) {
			rw.Header().Set("Content-Type", contentType)
			n := 0
			for r.Context().Err() == nil {
				m, err := rw.Write(make([]byte, 32<<10))
				if n += m; err != nil {
					break
				}
			}
			sent <- n
		}
	}
	p, _ := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/page":  big("text/html"),
		"/video": big("video/mp4"),
	}})
	for _, path := range []string{"/page", "/video"} {
		visit(t, p, outcome{url: "http://a.example" + path, verdict: crawler.OK, requests: 1}, crawler.Target{})
		if n := <-sent; n > 16<<20 { // what the sockets' buffers take
			t.Errorf("%s: the server got rid of %d bytes", path, n)
		}
	}
}

func TestProbeEndsWithTheContext(t *testing.T) {
	p, _ := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{"/hang": testweb.HangBody()}})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	c := p.Probe(ctx, crawler.Target{URL: "http://a.example/hang"})
	if c.Verdict != crawler.Skipped || c.Reason != crawler.ReasonNotAsked || !c.Checked.IsZero() {
		t.Errorf("check %+v", c)
	}
}

func TestProbeHeaders(t *testing.T) {
	p, web := start(t, testweb.Site{Host: "a.example", Default: testweb.HTML("x", "")})
	visit(t, p, outcome{url: "http://a.example/", verdict: crawler.OK}, crawler.Target{})
	h := web.Log().Requests("a.example")[0].Header
	if !strings.HasPrefix(h.Get("Accept"), "text/html,") || h.Get("Accept-Language") != "en,*;q=0.5" || h.Get("Referer") != "" {
		t.Errorf("sent %v", h)
	}
}

// The clock is an argument.
func TestProbeClock(t *testing.T) {
	now := time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)
	p := probe.New(roundTripper(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 204, Body: http.NoBody, Header: http.Header{}}, nil
	}), probe.Options{Now: func() time.Time { now = now.Add(time.Second); return now }})
	c := p.Probe(t.Context(), crawler.Target{URL: "http://a.example/"})
	if c.Elapsed != time.Second || !c.Checked.Equal(now) {
		t.Errorf("elapsed %v, checked %v", c.Elapsed, c.Checked)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
