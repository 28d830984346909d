package source

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestIsPrivate(t *testing.T) {
	for _, host := range []string{"localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1",
		"169.254.1.1", "100.64.0.1", "0.0.0.0", "0.1.2.3", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "255.255.255.255", "224.0.0.1"} {
		if !isPrivate(host) {
			t.Errorf("%s is private", host)
		}
	}
	for _, host := range []string{"example.org", "localhost.example.org", "notlocalhost", "8.8.8.8", "172.32.0.1", "2606:4700::1", "100.128.0.1"} {
		if isPrivate(host) {
			t.Errorf("%s is not private", host)
		}
	}
}

func TestOddNumber(t *testing.T) {
	for host, want := range map[string]bool{
		"127.1": true, "2130706433": true, "0x7f000001": true, "0x7f.0.0.1": true, "127.0.0.0x1": true, "0177.0.0.1": true, "1.2.3.4.5": true, "256.1.1.1": true,
		"127.0.0.1": false, "8.8.8.8.": false, "example.org": false, "1.example.org": false, "::1": false, "3com.com": false,
	} {
		if got := oddNumber(host); got != want {
			t.Errorf("%s: %t", host, got)
		}
	}
}

func TestSiteOf(t *testing.T) {
	one := []string{"http://example.org", "https://www.EXAMPLE.org./x", "http://example.org:80", "https://example.org:443"}
	for _, s := range one {
		if got := siteOf(parse(t, s)); got != "example.org" {
			t.Errorf("%s: %s", s, got)
		}
	}
	for _, s := range []string{"http://example.org:8080", "http://blog.example.org", "http://example.com", "https://example.org:80"} {
		if got := siteOf(parse(t, s)); got == "example.org" {
			t.Errorf("%s is another site", s)
		}
	}
}

func parse(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAnchors(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"plain", `<a href=a>A</a><A HREF='/b?c=1&amp;d=2#e'>B</A><area href="c">`, []string{"http://e.org/x/a", "http://e.org/b?c=1&d=2", "http://e.org/x/c"}},
		{"base", `<base href="/y/"><base href="/z/"><a href=a>`, []string{"http://e.org/y/a"}},
		{"foreign base", `<base href="http://other.org/"><a href=a><a href=http://e.org/b>`, []string{"http://e.org/b"}},
		{"link", `<link rel="Next" href=2><link rel=stylesheet href=s><link rel=canonical href=c>`, []string{"http://e.org/x/2"}},
		{"nothing to follow", `<a><a href=""><a href="#top"><a href="mailto:a@e.org"><a href="http://"><a name=x>`, []string{"http://e.org/x/"}},
		{"once", `<a href=a><a href=a#b><a href=//www.e.org/x/a><a href=https://e.org/x/a>`, []string{"http://e.org/x/a"}},
		{"comments and scripts", `<!-- <a href=a> --><script>"<a href=b>"</script><a href=c>`, []string{"http://e.org/x/c"}},
		{"no pages", `<a href=a.PDF><a href=b.jpg?x=1><a href=c.html><a href=d.php>`, []string{"http://e.org/x/c.html", "http://e.org/x/d.php"}},
		{"too long", `<a href="` + strings.Repeat("a", maxAddress+1) + `"><a href=b>`, []string{"http://e.org/x/b"}},
		{"broken", `<a href="a><a href=b`, nil},
		{"deep", strings.Repeat("<div>", 10000) + `<a href=a>`, []string{"http://e.org/x/a"}},
		{"nofollow", `<a rel=nofollow href=a>`, []string{"http://e.org/x/a"}},
	}
	for _, tt := range tests {
		var got []string
		for _, u := range anchors(parse(t, "http://e.org/x/"), []byte(tt.body)) {
			got = append(got, u.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

func FuzzAnchors(f *testing.F) {
	f.Add([]byte(`<base href=/x><a href="a?b#c">`))
	page := &url.URL{Scheme: "http", Host: "e.org", Path: "/"}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, u := range anchors(page, body) {
			if siteOf(u) != "e.org" {
				t.Errorf("%s is another site", u)
			}
			if _, err := url.Parse(u.String()); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestFormatSize(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1023: "1023 bytes", 1024: "1 KiB", 1536: "1.5 KiB", 64 << 20: "64 MiB", 1 << 62: "4 EiB"} {
		if got := formatSize(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
