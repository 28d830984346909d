package crawler

import (
	"net/url"
	"strings"
	"testing"
)

func TestAsk(t *testing.T) {
	for _, c := range []struct {
		address, want string
		reason        Reason
	}{
		{"http://example.org", "http://example.org/", ""},
		{"HTTP://Example.ORG:80/A?b#c", "http://example.org/A?b", ""},
		{"https://example.org:443/", "https://example.org/", ""},
		{"https://example.org:8443/", "https://example.org:8443/", ""},
		{"http://example.org:/x", "http://example.org/x", ""},
		{"http://example.org?q=1", "http://example.org/?q=1", ""},
		{"http://example.org/a b", "http://example.org/a%20b", ""},
		{"http://example.org/?q=a b&r=ü", "http://example.org/?q=a%20b&r=%C3%BC", ""},
		{"http://example.org/ü", "http://example.org/%C3%BC", ""},
		{"http://example.org/100%", "http://example.org/100%25", ""},
		{"http://example.org/a%2Fb", "http://example.org/a%2Fb", ""},
		{"http://example.org/a;b(c)!'", "http://example.org/a;b(c)!'", ""},
		{"http://exa\nmple.org/a\tb", "http://example.org/ab", ""},
		{" http://example.org/ ", "http://example.org/", ""},
		{"http://[2001:db8::1]:80/", "http://[2001:db8::1]/", ""},
		{"http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/", ""},
		{"http://кц.рф/", "http://кц.рф/", ""},
		{"http://user:pw@example.org/", "http://user:pw@example.org/", ""},
		{"http://a_b.example.org/", "http://a_b.example.org/", ""},

		{"", "", ReasonMalformed},
		{"http://", "http://", ReasonMalformed},
		{"http:///path", "http:///path", ReasonMalformed},
		{"http:/example.org", "http:/example.org", ReasonMalformed},
		{"http:example.org", "http:example.org", ReasonMalformed},
		{"http://exa mple.org/", "http://exa mple.org/", ReasonMalformed},
		{"http://example..org/", "http://example..org/", ReasonMalformed},
		{"http://example.org:99999/", "http://example.org:99999/", ReasonMalformed},
		{"http://example.org:x/", "http://example.org:x/", ReasonMalformed},
		{"http://[::1/", "http://[::1/", ReasonMalformed},
		{"http://{{host}}/", "http://{{host}}/", ReasonMalformed},
		{"http://http://example.org/", "http://http://example.org/", ReasonMalformed},

		{"mailto:a@example.org", "mailto:a@example.org", ReasonUnsupportedScheme},
		{"javascript:void(0)", "javascript:void(0)", ReasonUnsupportedScheme},
		{"data:,x", "data:,x", ReasonUnsupportedScheme},
		{"/about", "/about", ReasonRelative},
		{"#top", "#top", ReasonRelative},
		{"../x.png", "../x.png", ReasonRelative},
	} {
		got, reason := Ask(c.address)
		if got != c.want || reason != c.reason {
			t.Errorf("Ask(%q) = %q, %q; want %q, %q", c.address, got, reason, c.want, c.reason)
		}
	}
}

func FuzzAsk(f *testing.F) {
	for _, s := range []string{"http://example.org/a?b#c", "//x", "http://[::1]:80/%", "http://user:pw@h/", "ht!tp://", "http://ü/ü?ü"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		got, reason := Ask(address)
		if reason != "" {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Host == "" || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Errorf("Ask(%q) = %q, which cannot be asked: %v", address, got, err)
		}
		if again, reason := Ask(got); again != got || reason != "" {
			t.Errorf("Ask(%q) = %q, but asked again %q, %q", address, got, again, reason)
		}
	})
}

func TestMask(t *testing.T) {
	for address, want := range map[string]string{
		"https://user:secret@example.org/x?y=a:b@c": "https://user:xxxxx@example.org/x?y=a:b@c",
		"https://user:se@cret@example.org/":         "https://user:xxxxx@example.org/",
		"https://user@example.org/":                 "https://user@example.org/",
		"https://example.org/a:b@c":                 "https://example.org/a:b@c",
		"mailto:a@example.org":                      "mailto:a@example.org",
	} {
		if got := Mask(address); got != want {
			t.Errorf("Mask(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestReasonsAreExplained(t *testing.T) {
	for reason, sentence := range sentences {
		if strings.ToLower(string(reason)) != string(reason) || strings.ContainsAny(string(reason), " _") {
			t.Errorf("%q is not lower-case words joined by hyphens", reason)
		}
		if !strings.HasSuffix(sentence, ".") {
			t.Errorf("%q is explained by %q, which is no sentence", reason, sentence)
		}
	}
	for status, want := range map[int]string{
		404: "The server says that the page does not exist (404).",
		410: "The server says that the page is gone for good (410).",
		503: "The server had trouble of its own (503 Service Unavailable).",
		418: "The server answered 418 I'm a teapot.",
		499: "The server answered 499.",
	} {
		if got := HTTPReason(status).Sentence(); got != want {
			t.Errorf("%d: %q, want %q", status, got, want)
		}
	}
	if got := Reason("nonsense").Sentence(); got != "" || Reason("nonsense").Known() {
		t.Errorf("an unknown reason is explained: %q", got)
	}
}
