package fetch

import (
	"net/http"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestParseRetryAfter(t *testing.T) {
	for _, c := range []struct {
		value string
		want  time.Duration
		ok    bool
	}{
		{"0", 0, true},
		{"120", 2 * time.Minute, true},
		{" 7 ", 7 * time.Second, true},
		{"007", 7 * time.Second, true},
		{"99999999999999999999999", longestRest, true},
		{"Sun, 22 Nov 2026 12:01:30 GMT", 90 * time.Second, true},
		{"Sunday, 22-Nov-26 12:01:30 GMT", 90 * time.Second, true},
		{"Sun Nov 22 12:01:30 2026", 90 * time.Second, true},
		{"Sun, 22 Nov 2020 12:01:30 GMT", 0, true},
		{"Sun, 22 Nov 9999 12:01:30 GMT", longestRest, true},
		{"", 0, false},
		{"-1", 0, false},
		{"1.5", 0, false},
		{"soon", 0, false},
		{"+5", 0, false},
	} {
		got, ok := parseRetryAfter(c.value, noon)
		if got != c.want || ok != c.ok {
			t.Errorf("parseRetryAfter(%q) = %v, %v; want %v, %v", c.value, got, ok, c.want, c.ok)
		}
	}
}

// A server whose clock is an hour slow asks for a minute, not for nothing.
func TestRestAskedTrustsTheServersClock(t *testing.T) {
	resp := &http.Response{StatusCode: 503, Header: http.Header{
		"Date":        {"Sun, 22 Nov 2026 11:00:00 GMT"},
		"Retry-After": {"Sun, 22 Nov 2026 11:01:00 GMT"},
	}}
	if rest, ok := restAsked(resp, noon); !ok || rest != time.Minute {
		t.Errorf("restAsked = %v, %v; want a minute", rest, ok)
	}
	resp.StatusCode = 404
	if _, ok := restAsked(resp, noon); ok {
		t.Error("a 404 asked for a rest")
	}
}

func FuzzParseRetryAfter(f *testing.F) {
	for _, s := range []string{"5", "Sun, 22 Nov 2026 12:01:30 GMT", "-1", "9223372036854775807"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if rest, ok := parseRetryAfter(value, noon); rest < 0 || rest > longestRest || !ok && rest != 0 {
			t.Errorf("parseRetryAfter(%q) = %v, %v", value, rest, ok)
		}
	})
}
