package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"Montréal, 日本語, ❤️", "Montréal, 日本語, ❤️"},
		{"a\nb\r\nc\td\u2028e\u0085f\vg", "a b c d e f g"},
		{"\x1b[31mred\x07", `\u001b[31mred\u0007`},
		{"del\x7f c1\u009b", `del\u007f c1\u009b`},
		{"safe\u202egpj.exe", `safe\u202egpj.exe`},
		{"\u2066\u2069\u061c\u200e", `\u2066\u2069\u061c\u200e`},
		{"zero\u200bwidth\u200d\ufeff\u2060\u00ad", `zero\u200bwidth\u200d\ufeff\u2060\u00ad`},
		{"tag\U000e0041", `tag\U000e0041`},
		{"filler\u3164", `filler\u3164`},
		{"caf\xe9", "caf\ufffd"},
		{"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
		{"\x00", `\u0000`},
	} {
		if got := visible(c.in); got != c.want {
			t.Errorf("%+q: got %+q, want %+q", c.in, got, c.want)
		}
	}
}

func TestProseKeepsJoiners(t *testing.T) {
	const family, hindi = "👩\u200d👧", "क्\u200dष"
	for _, s := range []string{family, hindi} {
		if got := prose(s); got != s {
			t.Errorf("%q: got %q", s, got)
		}
	}
	if got := prose("a\u202eb"); got != `a\u202eb` {
		t.Errorf("direction override: got %q", got)
	}
}

func TestMask(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"http://example.org/", "http://example.org/"},
		{"http://me:secret@example.org/a", "http://me:xxxxx@example.org/a"},
		{"//me:secret@example.org/a", "//me:xxxxx@example.org/a"},
		{"ftp://me:sec:ret@h", "ftp://me:xxxxx@h"},
		{"http://me@example.org/", "http://me@example.org/"},
		{"https://web.archive.org/web/2014/http://me:secret@example.org/", "https://web.archive.org/web/2014/http://me:xxxxx@example.org/"},
		{"http://a:b@h/?next=http://c:d@i/", "http://a:xxxxx@h/?next=http://c:xxxxx@i/"},
		{"http://example.org/~me@home:here", "http://example.org/~me@home:here"},
		{"mailto:me@example.org", "mailto:me@example.org"},
	} {
		if got := maskAddress(c.in); got != c.want {
			t.Errorf("address %q: got %q, want %q", c.in, got, c.want)
		}
		if got := maskProse("It led to " + c.in + " twice"); got != "It led to "+c.want+" twice" && !strings.HasPrefix(c.in, "//") {
			t.Errorf("prose with %q: got %q", c.in, got)
		}
	}
	const letter = "See http://example.com or write: me@example.com"
	if got := maskProse(letter); got != letter {
		t.Errorf("running text: got %q", got)
	}
}

func FuzzOutside(f *testing.F) {
	f.Add("http://a:b@c\u202e\x1b[2J\xff")
	f.Add("://:@://:@")
	f.Fuzz(func(t *testing.T, s string) {
		for _, shown := range []string{shownAddress(s), shownText(s)} {
			if strings.ContainsFunc(shown, hidden) || !utf8.ValidString(shown) {
				t.Errorf("%+q is shown as %+q", s, shown)
			}
			if visible(shown) != shown {
				t.Errorf("%+q: what is visible changes when shown again", s)
			}
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		escaped := escapeHidden(bytes.Clone(text))
		var once, twice string
		if json.Unmarshal(text, &once) != nil || json.Unmarshal(escaped, &twice) != nil || once != twice {
			t.Errorf("%+q in JSON becomes %+q", once, twice)
		}
		if bytes.ContainsFunc(escaped, hidden) {
			t.Errorf("%+q: hidden characters left in JSON", s)
		}
		if h := href(s); h != "" && (h != s || strings.ContainsFunc(h, hidden)) {
			t.Errorf("%+q became the link %+q", s, h)
		}
		for _, line := range wrap(visible(s), 10) {
			if line == "" {
				t.Errorf("%+q: empty line", s)
			}
		}
		fit(visible(s), 5)
		occurrence(s, s[:len(s)/3], 1)
	})
}
