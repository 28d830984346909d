package report

import "testing"

func TestHref(t *testing.T) {
	for _, address := range []string{
		"http://example.org/",
		"HTTPS://example.org/a?b=c&d=%20#e",
		"http://example.org/Montréal",
		"http://user@example.org/",
	} {
		if got := href(address); got != address {
			t.Errorf("%q: got %q, want a link", address, got)
		}
	}
	for _, address := range []string{
		"",
		"javascript:alert(1)",
		"JavaScript:alert(1)//http://x/",
		"java\nscript:alert(1)",
		" javascript:alert(1)",
		"\x01javascript:alert(1)",
		"data:text/html,x",
		"vbscript:x",
		"file:///etc/passwd",
		"mailto:me@example.org",
		"//example.org/",
		"/relative",
		"http:example.org",
		"http:///path",
		"http://exa mple.org/",
		" http://example.org/",
		"http://example.org/\u202egpj.exe",
		"ht\ntp://example.org/",
		"http://me:secret@example.org/",
		"http://example.org/?to=http://me:secret@example.com/",
	} {
		if got := href(address); got != "" {
			t.Errorf("%q became the link %q", address, got)
		}
	}
}
