package source_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"linkmedic/crawler"
	"linkmedic/crawler/source"
	"linkmedic/crawler/testweb"
)

// start opens a web and returns it with options that reach it.
func start(t testing.TB, sites ...testweb.Site) (*testweb.Web, source.Options) {
	t.Helper()
	web, err := testweb.Start(sites...)
	must(t, err)
	transport := &http.Transport{DialContext: web.DialContext, TLSClientConfig: &tls.Config{RootCAs: web.CertPool()}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		must(t, web.Close())
	})
	return web, source.Options{Dir: t.TempDir(), Transport: transport, UserAgent: "linkmedic/test (+https://example.org/contact)"}
}

func page(links ...string) testweb.Page {
	var b strings.Builder
	for _, link := range links {
		fmt.Fprintf(&b, `<p><a href="%s">x</a></p>`, link)
	}
	return testweb.HTML("A page", b.String())
}

func robots(text string) testweb.Page { return testweb.File("text/plain", []byte(text)) }

// requests are the addresses that the host was asked for, in order.
func requests(web *testweb.Web, host string) []string {
	var all []string
	for _, r := range web.Log().Requests(host) {
		all = append(all, r.URL)
	}
	return all
}

func TestBlog(t *testing.T) {
	web, o := start(t,
		testweb.Site{Host: "blog.example", Pages: map[string]testweb.Page{
			"/": page("/one", "two.html", "/one#comments", "https://blog.example/three?p=1", "//blog.example/four", "?page=2",
				"http://elsewhere.example/", "/photo.JPG", "/feed.xml", "mailto:a@blog.example", "javascript:x()", "http://[::1", "/gone", "/data"),
			"/?page=2":    page("/"),
			"/one":        page("/deep"),
			"/two.html":   page("/one/"),
			"/three?p=1":  testweb.File("application/xhtml+xml", []byte("<html/>")),
			"/four":       testweb.File("text/html; charset=windows-1252", []byte("<p>caf\xe9")),
			"/one/":       page(),
			"/deep":       page("/deeper"),
			"/deeper":     page("/deepest"),
			"/deepest":    page(),
			"/data":       testweb.File("application/json", []byte("{}")),
			"/robots.txt": testweb.Status(404),
		}},
		testweb.Site{Host: "elsewhere.example", Default: page()},
	)
	docs, err := collect(t, o, "http://blog.example")
	must(t, err)
	want := []string{"http://blog.example/", "http://blog.example/one", "http://blog.example/two.html", "https://blog.example/three?p=1",
		"http://blog.example/four", "http://blog.example/?page=2", "http://blog.example/deep", "http://blog.example/one/", "http://blog.example/deeper"}
	if got := paths(docs); !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	for _, d := range docs {
		if d.Post.Format != crawler.FormatHTML || d.Base != d.Post.Path || d.ContentType == "" {
			t.Errorf("%+v", d)
		}
	}
	// Bytes and header as they were sent.
	if d := docs[4]; string(d.Body) != "<p>caf\xe9" || d.ContentType != "text/html; charset=windows-1252" {
		t.Errorf("%q as %s", d.Body, d.ContentType)
	}
	for url, n := range web.Log().Counts() {
		if n > 1 {
			t.Errorf("%s was asked for %d times", url, n)
		}
	}
	if got := requests(web, "elsewhere.example"); len(got) > 0 {
		t.Errorf("left the site: %q", got)
	}
	if n := web.Log().MaxInFlight("blog.example"); n > 1 {
		t.Errorf("%d requests at once", n)
	}
	for _, r := range web.Log().Requests("blog.example") {
		if r.Header.Get("User-Agent") != o.UserAgent {
			t.Errorf("%s: as %q", r.URL, r.Header.Get("User-Agent"))
		}
		for _, never := range []string{"/photo.JPG", "/feed.xml", "/deepest"} {
			if strings.HasSuffix(r.URL, never) {
				t.Errorf("asked for %s", r.URL)
			}
		}
	}
}

// http and https, with and without www., are one site and one page.
func TestBlogMovesWithinItsSite(t *testing.T) {
	www := testweb.Site{Host: "www.blog.example", Pages: map[string]testweb.Page{
		"/":     page("http://blog.example/a", "http://blog.example/", "/b", "/c"),
		"/a":    page(),
		"/b":    testweb.RedirectTo(301, "/a"),
		"/c":    testweb.RedirectTo(302, "http://elsewhere.example/c"),
		"/self": testweb.Sequence(testweb.RedirectTo(302, "/self"), page()),
	}}
	web, o := start(t, www,
		testweb.Site{Host: "blog.example", Default: func(rw http.ResponseWriter, r *http.Request) {
			testweb.RedirectTo(301, "https://www.blog.example"+r.URL.RequestURI())(rw, r)
		}},
		testweb.Site{Host: "elsewhere.example", Default: page()})
	o.Depth = 1
	wantPaths(t, o, []string{"http://blog.example/"}, "https://www.blog.example/", "https://www.blog.example/a")
	if got := requests(web, "elsewhere.example"); len(got) > 0 {
		t.Errorf("left the site: %q", got)
	}
	// A page that sets a cookie and leads to itself.
	o.Depth = -1
	wantPaths(t, o, []string{"https://www.blog.example/self"}, "https://www.blog.example/self")
}

func TestBlogStartsThatFail(t *testing.T) {
	_, o := start(t,
		testweb.Site{Host: "gone.example", Default: testweb.Status(410)},
		testweb.Site{Host: "moved.example", Default: testweb.RedirectTo(301, "https://new.example/blog")},
		testweb.Site{Host: "new.example", Default: page()},
		testweb.Site{Host: "loop.example", Default: testweb.Loop(), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}},
		testweb.Site{Host: "json.example", Default: testweb.File("application/json", []byte("{}")), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}},
		testweb.Site{Host: "large.example", Default: testweb.EndlessBody(), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}},
		testweb.Site{Host: "odd.example", Default: testweb.Header("Content-Encoding", "br", page()), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}},
		testweb.Site{Host: "early.example", Default: testweb.WrongLength(), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}},
		testweb.Site{Host: "shy.example", Default: page(), Pages: map[string]testweb.Page{"/robots.txt": robots("User-agent: *\nDisallow: /")}},
		testweb.Site{Host: "fine.example", Default: page()},
	)
	o.MaxFileSize = 1 << 20
	docs, err := collect(t, o, "http://gone.example/", "http://moved.example/", "http://loop.example/", "http://json.example/",
		"http://large.example/", "http://odd.example/", "http://early.example/", "http://shy.example/", "http://nosuch.example/", "http://fine.example/")
	must(t, err)
	got := paths(docs)
	want := []string{
		"http://gone.example/: the server answered 410 Gone",
		"http://moved.example/: it redirects to https://new.example/blog; if that is the blog, name that address",
		"http://loop.example/: more than 10 redirects",
		"http://json.example/: this is no web page but application/json",
		"http://large.example/: larger than the limit of 1 MiB (--max-file-size)",
		"http://odd.example/: the page is compressed in a way that was not asked for (br)",
		"http://early.example/: unexpected EOF",
		"http://shy.example/: the site's robots.txt does not allow programs to read this page",
		"http://nosuch.example/: ", // whatever the dialler says
		"http://fine.example/",
	}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] && !(strings.HasSuffix(want[i], ": ") && strings.HasPrefix(got[i], want[i])) {
			t.Errorf("\n got %s\nwant %s", got[i], want[i])
		}
	}
}

func TestBlogBounds(t *testing.T) {
	// A site without end: each page links to two more.
	endless := func(rw http.ResponseWriter, r *http.Request) {
		page(strings.TrimSuffix(r.URL.Path, "/")+"/a", strings.TrimSuffix(r.URL.Path, "/")+"/b")(rw, r)
	}
	web, o := start(t, testweb.Site{Host: "blog.example", Default: endless, Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}})
	var warnings []string
	o.Warn = func(m string) { warnings = append(warnings, m) }
	o.MaxPages, o.Depth = 4, 100
	wantPaths(t, o, []string{"http://blog.example/"}, "http://blog.example/", "http://blog.example/a", "http://blog.example/b", "http://blog.example/a/a")
	if want := []string{"blog.example: read 4 pages and left at least 5 more (--max-pages)"}; !slices.Equal(warnings, want) {
		t.Errorf("%q", warnings)
	}
	if n := web.Log().Total(); n != 5 {
		t.Errorf("%d requests", n)
	}
	o.MaxPages, o.Depth, warnings = 0, -1, nil
	wantPaths(t, o, []string{"http://blog.example/x", "http://www.blog.example/y", "http://blog.example/x#more"}, "http://blog.example/x", "http://www.blog.example/y: "+dialError(t, o, "http://www.blog.example/y"))
	if len(warnings) > 0 {
		t.Errorf("%q", warnings)
	}
}

// dialError is what the transport says about the address.
func dialError(t *testing.T, o source.Options, url string) string {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	must(t, err)
	_, err = o.Transport.RoundTrip(req)
	if err == nil {
		t.Fatal("it answers")
	}
	return err.Error()
}

func TestBlogObeysRobots(t *testing.T) {
	site := func(robots testweb.Page) testweb.Site {
		return testweb.Site{Host: "blog.example", Pages: map[string]testweb.Page{
			"/robots.txt": robots, "/": page("/a", "/private/b", "/c"), "/a": testweb.RedirectTo(302, "/private/a"), "/private/a": page(), "/private/b": page(), "/c": page(),
			"/rules": robots,
		}}
	}
	const rules = "User-agent: *\nDisallow: /\n\nUser-agent: LinkMedic\nDisallow: /private/ # not for us\nCrawl-delay: soon\n"
	open := []string{"http://blog.example/", "http://blog.example/private/a", "http://blog.example/private/b", "http://blog.example/c"}
	some := []string{"http://blog.example/", "http://blog.example/c"}
	none := []string{"http://blog.example/: the site's robots.txt does not allow programs to read this page"}
	tests := []struct {
		name   string
		robots testweb.Page
		want   []string
	}{
		{"rules", robots(rules), some},
		{"byte order mark and odd lines", robots("\ufeffhello\nDisallow: /\n" + rules), some},
		{"rules after a redirect", nil, some},
		{"none", testweb.Status(404), open},
		{"forbidden", testweb.Status(403), open},
		{"server in trouble", testweb.Status(503), none},
		{"too many requests", testweb.Status(429), none},
		{"a page instead", testweb.HTML("Not found", "User-agent: *<br>Disallow: /"), open},
		{"empty", robots(""), open},
		{"redirects in a circle", testweb.Loop(), open},
		{"redirect to nowhere", testweb.Status(304), open},
		{"without end", testweb.EndlessBody(), open},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := site(tt.robots)
			if tt.robots == nil {
				s.Pages["/robots.txt"], s.Pages["/rules"] = testweb.RedirectTo(301, "/rules"), robots(rules)
			}
			web, o := start(t, s)
			var warnings []string
			o.Warn = func(m string) { warnings = append(warnings, m) }
			wantPaths(t, o, []string{"http://blog.example/"}, tt.want...)
			if slices.Equal(tt.want, some) {
				if want := []string{"blog.example: robots.txt keeps 2 pages from being read"}; !slices.Equal(warnings, want) {
					t.Errorf("%q", warnings)
				}
			}
			if got := requests(web, "blog.example"); got[0] != "http://blog.example/robots.txt" {
				t.Errorf("asked for %s first", got[0])
			}
		})
	}
}

// colly takes COLLY_* variables over its options, unless it is made by hand.
func TestBlogIgnoresCollysEnvironment(t *testing.T) {
	t.Setenv("COLLY_IGNORE_ROBOTSTXT", "y")
	t.Setenv("COLLY_USER_AGENT", "somebody else")
	t.Setenv("COLLY_MAX_BODY_SIZE", "1")
	t.Setenv("COLLY_ALLOWED_DOMAINS", "nowhere.example")
	web, o := start(t, testweb.Site{Host: "blog.example", Default: page(), Pages: map[string]testweb.Page{"/robots.txt": robots("User-agent: *\nDisallow: /a")}})
	wantPaths(t, o, []string{"http://blog.example/", "http://blog.example/a"}, "http://blog.example/",
		"http://blog.example/a: the site's robots.txt does not allow programs to read this page")
	for _, r := range web.Log().Requests("blog.example") {
		if r.Header.Get("User-Agent") != o.UserAgent {
			t.Errorf("as %q", r.Header.Get("User-Agent"))
		}
	}
}

// Credentials of the user go with every request to the site and are shown
// nowhere.
func TestBlogWithPassword(t *testing.T) {
	guarded := func(p testweb.Page) testweb.Page {
		return func(rw http.ResponseWriter, r *http.Request) {
			if user, password, _ := r.BasicAuth(); user != "me" || password != "secret" {
				p = testweb.Status(http.StatusUnauthorized)
			}
			p(rw, r)
		}
	}
	_, o := start(t, testweb.Site{Host: "blog.example", Pages: map[string]testweb.Page{"/": guarded(page("/a", "http://you@blog.example/b")), "/a": guarded(page()), "/b": guarded(page())}})
	docs, err := collect(t, o, "http://me:secret@blog.example/")
	must(t, err)
	if got, want := paths(docs), []string{"http://blog.example/", "http://blog.example/a", "http://blog.example/b"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, d := range docs {
		if strings.Contains(d.Base, "secret") {
			t.Error(d.Base)
		}
	}
}

func TestBlogIsCancelled(t *testing.T) {
	for name, site := range map[string]testweb.Site{
		"in a page":     {Host: "blog.example", Default: testweb.Hang(), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}},
		"in a body":     {Host: "blog.example", Default: testweb.HangBody(), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}},
		"in robots.txt": {Host: "blog.example", Default: testweb.Hang()},
	} {
		t.Run(name, func(t *testing.T) {
			_, o := start(t, site)
			ctx, cancel := context.WithCancel(t.Context())
			asked := make(chan struct{}, 2)
			next := o.Transport
			o.Transport = roundTripper(func(req *http.Request) (*http.Response, error) {
				if name == "in robots.txt" || req.URL.Path == "/" {
					asked <- struct{}{}
				}
				return next.RoundTrip(req)
			})
			go func() { <-asked; cancel() }()
			set, err := source.Parse([]string{"http://blog.example/"}, o)
			must(t, err)
			if err := set.Each(ctx, func(crawler.Document) error { return nil }); !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
		})
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// A transport may not undo compression; then a small answer must not become
// a large one.
func TestBlogWithGzipBomb(t *testing.T) {
	_, o := start(t, testweb.Site{Host: "blog.example", Default: testweb.GzipBomb(64), Pages: map[string]testweb.Page{"/robots.txt": testweb.Status(404)}})
	o.MaxFileSize = 1 << 20
	wantPaths(t, o, []string{"http://blog.example/"}, "http://blog.example/: larger than the limit of 1 MiB (--max-file-size)")
	o.Transport.(*http.Transport).DisableCompression = true
	wantPaths(t, o, []string{"http://blog.example/"}, "http://blog.example/: the page is compressed in a way that was not asked for (gzip)")
}

// No Content-Type: the content tells.
func TestBlogWithoutContentType(t *testing.T) {
	answers := map[string]string{"/robots.txt": "", "/": "<!DOCTYPE html><p><a href=/x>", "/x": "\x89PNG\r\n\x1a\n"}
	o := source.Options{Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(answers[req.URL.Path])), Request: req}, nil
	})}
	wantPaths(t, o, []string{"http://blog.example/"}, "http://blog.example/")
}
