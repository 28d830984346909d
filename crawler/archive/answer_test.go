package archive

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)

func TestMeaningOfAnswers(t *testing.T) {
	const (
		memento  = "Memento-Datetime: Thu, 01 May 2014 00:00:00 GMT"
		html     = "Content-Type: text/html; charset=utf-8"
		notice   = "<p>This URL has been excluded from the Wayback Machine.</p>"
		blocked  = "X-Archive-Wayback-Runtime-Error: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
		robots   = "X-Archive-Wayback-Runtime-Error: RobotAccessControlException: Blocked By Robots"
		location = "Location: "
	)
	for _, tt := range []struct {
		name        string
		status      int
		header      string
		body        string
		replay, cdx meaning
	}{
		{"capture", 200, memento, "", captured, listed},
		{"archived 404", 404, memento, "", captured, failing},
		{"archived 429", 429, memento, "", captured, limited},
		{"archived redirect", 301, memento + "\n" + location + "https://web.archive.org/web/20140501000000id_/http://x/", "", captured, failing},
		{"closest capture", 302, location + "https://web.archive.org/web/20140501000000id_/http://x/", "", elsewhere, failing},
		{"closest capture, without a host", 302, location + "/web/20140501000000/http://x/", "", elsewhere, failing},
		{"impossible capture", 302, location + "/web/19140501000000/http://x/", "", failing, failing},
		{"overload", 302, location + "https://web.archive.org/sry", "", failing, failing},
		{"overload, redirect followed", 200, html, "Sorry", failing, failing},
		{"redirect without a place", 302, "", "", failing, failing},
		{"never archived", 404, html, "", absent, failing},
		{"not an address", 400, html, "", absent, absent},
		{"excluded", 200, html, notice, excluded, excluded},
		{"excluded, shouting", 403, html, strings.ToUpper(notice), excluded, excluded},
		{"blocked site", 403, blocked, "", excluded, excluded},
		{"robots.txt", 403, robots, "", excluded, excluded},
		{"blocked site, in words", 403, "Content-Type: text/plain", "AccessControlException", excluded, excluded},
		{"trouble of another kind", 503, "X-Archive-Wayback-Runtime-Error: ResourceNotAvailableException", "", failing, failing},
		{"forbidden", 403, html, "Forbidden", failing, failing},
		{"too often", 429, html, "", limited, limited},
		{"trouble", 502, html, "", failing, failing},
		{"odd status", 999, html, "", failing, failing},
		{"no rows", 200, "Content-Type: application/json", "[]", failing, listed},
		{"rows with a notice's words", 200, "Content-Type: application/json",
			`[["timestamp","original","statuscode"],["20140501000000","http://x/has been excluded","200"]]`, failing, listed},
		{"rows cut off", 200, "Content-Type: application/json", `[["timestamp","original","statuscode"],["2014`, failing, failing},
	} {
		resp := &http.Response{StatusCode: tt.status, Header: make(http.Header)}
		for line := range strings.SplitSeq(tt.header, "\n") {
			if key, value, ok := strings.Cut(line, ": "); ok {
				resp.Header.Set(key, value)
			}
		}
		a := readHeader(resp, now)
		a.body = []byte(tt.body)
		if got := a.replayMeaning(); got != tt.replay {
			t.Errorf("%s: replay means %d, want %d", tt.name, got, tt.replay)
		}
		if got, _ := a.cdxMeaning(); got != tt.cdx {
			t.Errorf("%s: index means %d, want %d", tt.name, got, tt.cdx)
		}
	}
}

func TestArchivedContentTypeWins(t *testing.T) {
	a := readHeader(&http.Response{StatusCode: 200, Header: http.Header{
		"Content-Type": {"text/html"}, "X-Archive-Orig-Content-Type": {"image/png"},
	}}, now)
	if a.contentType != "image/png" {
		t.Errorf("content type %q, want the archived one", a.contentType)
	}
}

func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"":                              -1,
		"60":                            time.Minute,
		"0":                             0,
		"-5":                            -1,
		"1.5":                           -1,
		"99999999999999999999":          -1,
		"soon":                          -1,
		"Sun, 22 Nov 2026 02:00:30 GMT": 30 * time.Second,
		"Sun, 22 Nov 2020 02:00:30 GMT": 0,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("Retry-After %q = %s, want %s", value, got, want)
		}
	}
}
