package probe

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"linkmedic/crawler"
)

func TestParsePage(t *testing.T) {
	for name, c := range map[string]struct {
		body, contentType string
		want              page
	}{
		"plain":         {"<title> A \n talk </title><h1>The <b>talk</b></h1><h1>2</h1>", "text/html", page{title: "A talk", heading: "The talk"}},
		"entities":      {"<title>Q&amp;A &#8211; x</title>", "text/html", page{title: "Q&A – x"}},
		"Latin-1":       {"<title>Caf\xe9</title>", "text/html; charset=iso-8859-1", page{title: "Café"}},
		"meta charset":  {"<meta charset=shift_jis><title>\x93\xfa\x96{</title>", "text/html", page{title: "日本"}},
		"UTF-8 unsaid":  {strings.Repeat(" ", 3000) + "<title>Žluťoučký</title>", "text/html", page{title: "Žluťoučký"}},
		"first title":   {"<title>1</title><svg><title>2</title></svg>", "text/html", page{title: "1"}},
		"cut off":       {"<title>half a ti", "text/html", page{title: "half a ti"}},
		"in a comment":  {"<!-- <title>no</title> --><title>yes</title>", "text/html", page{title: "yes"}},
		"in a script":   {"<script>'<title>no</title>'</script><title>yes</title>", "text/html", page{title: "yes", interactive: true}},
		"noscript":      {`<noscript><meta http-equiv=refresh content="0;url=/nojs"></noscript><title>x</title>`, "text/html", page{title: "x"}},
		"refresh":       {`<META HTTP-EQUIV="Refresh" CONTENT="0; URL=/new">`, "text/html", page{refresh: refresh{0, "/new"}, interactive: true}},
		"control chars": {"<title>a\x00b\x1b[0m\u202e</title>", "text/html", page{title: "ab[0m"}},
		"password":      {`<input type=PASSWORD>`, "text/html", page{asksPassword: true, interactive: true}},
		"nothing":       {"", "text/html", page{}},
	} {
		got := parsePage([]byte(c.body), c.contentType)
		got.hash = 0
		if got.title != c.want.title || got.heading != c.want.heading || got.refresh != c.want.refresh ||
			got.asksPassword != c.want.asksPassword || got.interactive != c.want.interactive {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	p := parsePage([]byte(`<script src="//IMG.sedoparking.com/x.js"></script><iframe src=" https://a.example/ "></iframe><script src=/own.js></script>`), "text/html")
	if got := strings.Join(p.hosts, " "); got != "img.sedoparking.com a.example" {
		t.Errorf("hosts %q", got)
	}
	long := parsePage([]byte("<title>"+strings.Repeat("ö", 40000)), "text/html")
	if len(long.title) > titleLimit || !utf8.ValidString(long.title) {
		t.Errorf("a title of %d bytes", len(long.title))
	}
}

func FuzzParsePage(f *testing.F) {
	f.Add([]byte("<title>x</title><h1>y</h1>"), "text/html; charset=utf-8")
	f.Add([]byte("\xff\xfe<\x00t\x00i\x00"), "text/html; charset=utf-16")
	f.Add([]byte(`<meta http-equiv=refresh content="5;url='x'"><title>`), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		p := parsePage(body, contentType)
		for _, s := range []string{p.title, p.heading} {
			if len(s) > titleLimit || !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\x1b\n\r\u202e") {
				t.Errorf("text %q", s)
			}
		}
		saysGone(p.title)
	})
}

func TestParseRefresh(t *testing.T) {
	for content, want := range map[string]refresh{
		"0;url=/a":              {0, "/a"},
		"5; URL = 'a b' x":      {5, "a b"},
		`3,url="https://x/"`:    {3, "https://x/"},
		"0 /a":                  {0, "/a"},
		"0;/a":                  {0, "/a"},
		"1.5;url=/a":            {1, "/a"},
		".5;url=/a":             {0, "/a"},
		"30":                    {30, ""},
		"0;url=":                {0, ""},
		"0;urlx":                {0, "urlx"},
		" 0;url=/a ":            {0, "/a"},
		"url=/a":                {},
		"99999999999999999999;": {},
		"":                      {},
	} {
		if got, _ := parseRefresh(content); got != want {
			t.Errorf("parseRefresh(%q) = %+v, want %+v", content, got, want)
		}
	}
}

func FuzzParseRefresh(f *testing.F) {
	f.Add("0;url=/a")
	f.Add("5, URL='x")
	f.Fuzz(func(t *testing.T, content string) {
		if r, ok := parseRefresh(content); r.seconds < 0 || !ok && r != (refresh{}) {
			t.Errorf("parseRefresh(%q) = %+v, %v", content, r, ok)
		}
	})
}

func TestRedirectOf(t *testing.T) {
	from := mustParse(t, "https://example.com/a")
	for name, c := range map[string]struct {
		status   int
		location string
		refresh  refresh
		want     pointer
		ok       bool
	}{
		"301":                  {301, "/b", refresh{}, pointer{"/b", true}, true},
		"302":                  {302, "/b", refresh{}, pointer{"/b", false}, true},
		"303":                  {303, "/b", refresh{}, pointer{"/b", false}, true},
		"307":                  {307, "/b", refresh{}, pointer{"/b", false}, true},
		"308":                  {308, "/b", refresh{}, pointer{"/b", true}, true},
		"301 to nowhere":       {301, "", refresh{}, pointer{"", true}, true},
		"300 with an address":  {300, "/b", refresh{}, pointer{"/b", false}, true},
		"300 without":          {300, "", refresh{}, pointer{}, false},
		"304":                  {304, "/b", refresh{}, pointer{}, false},
		"201":                  {201, "/b", refresh{}, pointer{}, false},
		"instant refresh":      {200, "", refresh{0, "/b"}, pointer{"/b", true}, true},
		"refresh soon":         {200, "", refresh{5, "/b"}, pointer{"/b", false}, true},
		"refresh later":        {200, "", refresh{6, "/b"}, pointer{}, false},
		"refresh itself":       {200, "", refresh{3, "#top"}, pointer{}, false},
		"refresh into script":  {200, "", refresh{0, "javascript:x()"}, pointer{}, false},
		"refresh on a failure": {404, "", refresh{0, "/b"}, pointer{}, false},
	} {
		a := answer{address: from, status: c.status, header: http.Header{"Location": {c.location}}, page: page{refresh: c.refresh}}
		if got, ok := redirectOf(a); got != c.want || ok != c.ok {
			t.Errorf("%s: %+v, %v", name, got, ok)
		}
	}
}

func TestFollow(t *testing.T) {
	for _, c := range []struct{ from, location, want string }{
		{"https://example.com/a/b?x=1", "c", "https://example.com/a/c"},
		{"https://example.com/a/b", "/c#here", "https://example.com/c"},
		{"https://example.com/a/b", "?y=2", "https://example.com/a/b?y=2"},
		{"https://example.com/a", "//Example.ORG/x", "https://example.org/x"},
		{"https://example.com/a", " https://example.org ", "https://example.org/"},
		{"https://example.com/a", "/100%", "https://example.com/100%25"},
		{"https://example.com/a", "/with space", "https://example.com/with%20space"},
		{"https://example.com/a", "/caf\xe9", "https://example.com/caf%E9"},
		{"https://u:p@example.com/a", "/b", "https://u:p@example.com/b"},
		{"https://u:p@example.com/a", "https://example.com/b", "https://u:p@example.com/b"},
		{"https://u:p@example.com/a", "https://example.org/b", "https://example.org/b"},
		{"https://u:p@example.com/a", "http://example.com/b", "http://example.com/b"},
		{"https://example.com/a", "https://u:p@example.org/b", "https://example.org/b"},
		{"https://example.com/a", "mailto:me@example.com", ""},
		{"https://example.com/a", "itms-apps://x", ""},
		{"https://example.com/a", "javascript:void(0)", ""},
		{"https://example.com/a", "https://", ""},
		{"https://example.com/a", "http://[::1", ""},
		{"https://example.com/a", "", ""},
		{"https://example.com/a", "/" + strings.Repeat("x", locationLimit), ""},
	} {
		to, reason := follow(mustParse(t, c.from), c.location)
		switch {
		case c.want == "" && reason != crawler.ReasonBadRedirect:
			t.Errorf("follow(%s, %.40q) = %v, %q", c.from, c.location, to, reason)
		case c.want != "" && (to == nil || to.String() != c.want):
			t.Errorf("follow(%s, %.40q) = %v, want %s", c.from, c.location, to, c.want)
		}
	}
}

func FuzzFollow(f *testing.F) {
	f.Add("https://example.com/a", "../%zz?q#f")
	f.Add("http://[::1]:80/", "//x\\y")
	f.Fuzz(func(t *testing.T, from, location string) {
		ask, reason := crawler.Ask(from)
		if reason != "" {
			return
		}
		to, reason := follow(mustParse(t, ask), location)
		if (to == nil) != (reason != "") {
			t.Fatalf("follow(%q, %q) = %v, %q", from, location, to, reason)
		}
		if to != nil && (to.Scheme != "http" && to.Scheme != "https" || to.Host == "" || to.Fragment != "") {
			t.Errorf("follow(%q, %q) = %q", from, location, to)
		}
	})
}

func TestHeadFirst(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.com/slides.pdf":                   true,
		"https://example.com/talk.MP4?dl=1":                true,
		"https://example.com/crowd.jpg":                    true,
		"https://example.com/talks/42":                     false,
		"https://example.com/":                             false,
		"https://example.com/index.html":                   false,
		"https://example.com/a.php":                        false,
		"https://example.com/v1.2":                         false,
		"https://example.com/get?file=x.pdf":               false,
		"https://commons.wikimedia.org/wiki/File:Cats.jpg": false,
	} {
		if got := headFirst(mustParse(t, address)); got != want {
			t.Errorf("headFirst(%s) = %v", address, got)
		}
	}
}

func TestSaysGone(t *testing.T) {
	for title, want := range map[string]bool{
		"404":                                true,
		"Not Found":                          true,
		"404 Not Found":                      true,
		"404 Not Found | Example":            true,
		"404: This page could not be found.": true,
		"Page not found · GitHub Pages":      true,
		"Error 404 (Not Found)!!1":           false, // Google's own; its status is 404
		"Page introuvable - Le Monde":        true,
		"Página no encontrada":               true,
		"找不到页面 - 知乎":                         true,
		"페이지를 찾을 수 없습니다":                     true,
		"الصفحة غير موجودة":                  true,
		"Example | Page not found":           false, // only the first part counts
		"404 Media":                          false,
		"404 | Area codes":                   false,
		"Page not found: a history":          false,
		"Why is my page not found?":          false,
		"Lost and not found in Berlin":       false,
		"":                                   false,
		" - ":                                false,
	} {
		if got := saysGone(title); got != want {
			t.Errorf("saysGone(%q) = %v", title, got)
		}
	}
}

func TestPlain(t *testing.T) {
	for s, want := range map[string]string{
		"  a \t\n b  ":           "a b",
		"a\u0085b\u2028c\u00a0d": "a b c d",
		"a\x00\x1b\x7f\x9bb":     "ab",
		"\xff\xfea":              "a",
		"a\u200b\u202e\ufeffb":   "ab",
		"naïve 日本":               "naïve 日本",
	} {
		if got := plain(s, 100); got != want {
			t.Errorf("plain(%q) = %q, want %q", s, got, want)
		}
	}
	if got := plain("日本語日本語", 10); got != "日本…" {
		t.Errorf("cut to %q", got)
	}
}

func TestAdmit(t *testing.T) {
	for address, want := range map[string]crawler.Reason{
		"https://example.com/":  "",
		"mailto:me@example.com": crawler.ReasonUnsupportedScheme,
		"ftp://example.com/x":   crawler.ReasonUnsupportedScheme,
		"http://":               crawler.ReasonMalformed,
		"":                      crawler.ReasonMalformed,
		"../x":                  crawler.ReasonRelative,
	} {
		c, ok := Admit(address)
		if ok != (want == "") || c.Reason != want || !ok && (c.Verdict != crawler.Skipped || c.Evidence == "") {
			t.Errorf("Admit(%q) = %+v, %v", address, c, ok)
		}
	}
	if c, _ := Admit("mailto:me@example.com"); c.Evidence != "mailto: is not checked" {
		t.Errorf("evidence %q", c.Evidence)
	}
}
