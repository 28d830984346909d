package testweb_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"linkmedic/crawler/testweb"
)

func day(year int, month time.Month, d int) time.Time {
	return time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
}

func archive() *testweb.Wayback {
	return &testweb.Wayback{
		Captures: []testweb.Capture{
			{URL: "http://www.x.example/talk?a=1&b=2", Time: day(2014, 5, 1), Body: "the talk"},
			{URL: "http://x.example/talk?a=1&b=2", Time: day(2016, 1, 1), Status: 404},
			{URL: "http://x.example/talk?a=1&b=2", Time: day(2015, 1, 1), Status: 301, Location: "http://x.example/new"},
			{URL: "http://x.example/same", Time: day(2014, 1, 1), Body: "same"},
			{URL: "http://x.example/same", Time: day(2014, 2, 1), Body: "same", Revisit: true},
			{URL: "http://x.example/broken", Time: day(2014, 1, 1), Broken: true},
		},
		Excluded: []string{"gone.example"},
	}
}

func ask(a *testweb.Wayback, target string) *http.Response {
	rw := httptest.NewRecorder()
	a.ServeHTTP(rw, httptest.NewRequest("GET", target, nil))
	return rw.Result()
}

func TestWaybackReplay(t *testing.T) {
	a := archive()
	for _, tt := range []struct {
		path     string
		status   int
		memento  string // of Memento-Datetime
		location string
	}{
		{"20140413000000id_/http://x.example/talk?a=1&b=2", 302, "", "https://web.archive.org/web/20140501000000id_/http://www.x.example/talk?a=1&b=2"},
		{"2014/http://x.example/talk?a=1&b=2", 302, "", "https://web.archive.org/web/20140501000000/http://www.x.example/talk?a=1&b=2"},
		{"http://x.example/talk?a=1&b=2", 302, "", "https://web.archive.org/web/20160101000000/http://x.example/talk?a=1&b=2"},
		{"20140501000000id_/https://X.example:80/talk?a=1&b=2", 200, "Thu, 01 May 2014 00:00:00 GMT", ""},
		{"20160101000000id_/http://x.example/talk?a=1&b=2", 404, "Fri, 01 Jan 2016 00:00:00 GMT", ""},
		{"20150101000000id_/http://x.example/talk?a=1&b=2", 301, "Thu, 01 Jan 2015 00:00:00 GMT", "https://web.archive.org/web/20150101000000id_/http://x.example/new"},
		{"20150101000000/http://x.example/talk?a=1&b=2", 200, "", ""}, // says so in words
		{"20140201000000id_/http://x.example/same", 200, "Sat, 01 Feb 2014 00:00:00 GMT", ""},
		{"20140101000000id_/http://x.example/broken", 503, "", ""},
		{"20140101000000id_/http://x.example/never", 404, "", ""},
		{"20140101000000id_/http://www.gone.example/", 200, "", ""}, // a notice
		{"20149901000000id_/http://x.example/same", 400, "", ""},
	} {
		resp := ask(a, "https://web.archive.org/web/"+tt.path)
		if resp.StatusCode != tt.status || resp.Header.Get("Memento-Datetime") != tt.memento || resp.Header.Get("Location") != tt.location {
			t.Errorf("%s = %d, memento %q, location %q; want %d, %q, %q", tt.path,
				resp.StatusCode, resp.Header.Get("Memento-Datetime"), resp.Header.Get("Location"), tt.status, tt.memento, tt.location)
		}
		found := tt.status == 302
		if reason := resp.Header.Get("X-Archive-Redirect-Reason"); strings.HasPrefix(reason, "found capture at ") != found {
			t.Errorf("%s: redirect reason %q", tt.path, reason)
		}
	}
}

func TestWaybackCDX(t *testing.T) {
	a := archive()
	const talk = "url=http%3A%2F%2Fx.example%2Ftalk%3Fa%3D1%26b%3D2&fl=timestamp,statuscode"
	for _, tt := range []struct {
		query  string
		status int
		body   string
	}{
		{talk + "&output=json", 200, `[["timestamp","statuscode"],["20140501000000","200"],["20150101000000","301"],["20160101000000","404"]]`},
		{talk + "&output=json&filter=statuscode:200", 200, `[["timestamp","statuscode"],["20140501000000","200"]]`},
		{talk + "&filter=!statuscode:[23]..", 200, "20160101000000 404\n"},
		{talk + "&sort=closest&closest=20150301&limit=10", 200, "20150101000000 301\n20140501000000 200\n20160101000000 404\n"},
		{talk + "&closest=2016&limit=1", 200, "20140501000000 200\n"}, // not the closest
		{talk + "&sort=closest&closest=2014&limit=1", 200, "20150101000000 301\n"},
		{talk + "&from=2015&to=2015", 200, "20150101000000 301\n"},
		{talk + "&limit=-1", 200, "20160101000000 404\n"},
		{talk + "&sort=reverse&limit=1", 200, "20160101000000 404\n"},
		{"url=x.example/never&output=json", 200, "[]"},
		{"url=x.example/same&fl=timestamp,mimetype,statuscode", 200, "20140101000000 text/html 200\n20140201000000 warc/revisit -\n"},
		{"url=x.example/same&fl=timestamp,statuscode&resolveRevisits=true&filter=statuscode:200", 200, "20140101000000 200\n20140201000000 200\n"},
		{"url=gone.example/x&output=json", 403, "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error\n"},
		{"output=json", 400, "The url param is required"},
	} {
		rw := httptest.NewRecorder()
		a.ServeHTTP(rw, httptest.NewRequest("GET", "https://web.archive.org/cdx/search/cdx?"+tt.query, nil))
		if rw.Code != tt.status || rw.Body.String() != tt.body {
			t.Errorf("%s = %d %q, want %d %q", tt.query, rw.Code, rw.Body, tt.status, tt.body)
		}
	}
}

func TestWaybackAvailability(t *testing.T) {
	for _, tt := range []struct {
		lies bool
		url  string
		want string
	}{
		{false, "x.example/talk%3Fa=1%26b=2&timestamp=2016", `{"archived_snapshots":{"closest":{"available":true,"status":"200","timestamp":"20140501000000","url":"http://web.archive.org/web/20140501000000/http://www.x.example/talk?a=1\u0026b=2"}},"timestamp":"2016","url":"x.example/talk?a=1\u0026b=2"}`},
		{true, "x.example/same", `{"archived_snapshots":{},"url":"x.example/same"}`},
		{false, "x.example/never", `{"archived_snapshots":{},"url":"x.example/never"}`},
	} {
		a := archive()
		a.AvailabilityEmpty = tt.lies
		rw := httptest.NewRecorder()
		a.ServeHTTP(rw, httptest.NewRequest("GET", "https://archive.org/wayback/available?url="+tt.url, nil))
		if rw.Body.String() != tt.want {
			t.Errorf("%s = %s\nwant %s", tt.url, rw.Body, tt.want)
		}
	}
}

func TestWaybackOverWire(t *testing.T) {
	a := archive()
	w := start(t, a.Sites()...)
	c := client(t, w)
	if status, body := get(t, c, "https://web.archive.org/web/20140501000000id_/http://x.example/talk?a=1&b=2"); status != 200 || body != "the talk" {
		t.Errorf("replay = %d %q, want the talk", status, body)
	}
	if status, _ := get(t, c, "https://web.archive.org/sry"); status != 200 {
		t.Errorf("/sry = %d, want 200", status)
	}
	if status, _ := get(t, c, "https://archive.org/"); status != 200 {
		t.Errorf("archive.org = %d, want 200", status)
	}
}

func TestWaybackLimits(t *testing.T) {
	var elapsed atomic.Int64 // read by the web's goroutines
	pass := func(d time.Duration) { elapsed.Add(int64(d)) }
	a := archive()
	a.Before = testweb.WaybackLimits(3, 2, func() time.Time {
		return day(2026, 1, 1).Add(time.Duration(elapsed.Load()))
	})
	w := start(t, a.Sites()...)
	c := client(t, w)
	const replay = "http://web.archive.org/web/2014id_/http://x.example/same"
	const cdx = "http://web.archive.org/cdx/search/cdx?url=x.example/same"
	asked := func(url string) int {
		resp, err := c.Get(url)
		if err != nil {
			return 0
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	for i, step := range []struct {
		after time.Duration
		url   string
		want  int
	}{
		{0, replay, 302}, {0, replay, 302}, {0, replay, 302}, {0, replay, 429},
		{0, cdx, 200}, {0, cdx, 200}, {0, cdx, 429}, // a bucket of its own
		{time.Minute, replay, 302},             // heeded
		{0, "http://web.archive.org/sry", 200}, // not limited
		{0, replay, 302}, {0, replay, 302}, {0, replay, 429},
		{40 * time.Second, replay, 429}, {10 * time.Second, replay, 429}, // the window is still full
	} {
		pass(step.after)
		if got := asked(step.url); got != step.want {
			t.Errorf("step %d: %s = %d, want %d", i, step.url, got, step.want)
		}
	}
	// Whoever never pauses is blocked once the refusals last for a minute.
	blocked := false
	for range 40 {
		pass(2 * time.Second)
		for range 3 {
			if asked(replay) == 0 {
				blocked = true
			}
		}
	}
	if !blocked {
		t.Error("hammering was not punished")
	}
	pass(30 * time.Minute)
	if got := asked(cdx); got != 0 {
		t.Errorf("half an hour later: %d, want a block", got)
	}
	pass(time.Hour)
	if got := asked(cdx); got != 200 {
		t.Errorf("when the block is over: %d, want 200", got)
	}
}

func TestSorry(t *testing.T) {
	a := archive()
	a.Before = func(*http.Request) testweb.Page { return testweb.Sorry() }
	resp := ask(a, "https://web.archive.org/web/2014id_/http://x.example/same")
	if resp.StatusCode != 302 || resp.Header.Get("Location") != "https://web.archive.org/sry" {
		t.Errorf("overload = %d to %q", resp.StatusCode, resp.Header.Get("Location"))
	}
}
