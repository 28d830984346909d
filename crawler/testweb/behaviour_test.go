package testweb_test

import (
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkmedic/crawler/testweb"
)

func TestAnswers(t *testing.T) {
	w := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/410":       testweb.Status(410),
		"/204":       testweb.Status(204),
		"/304":       testweb.Status(304),
		"/999":       testweb.Status(999),
		"/html":      testweb.HTML("A & B", "<p>text</p>"),
		"/file":      testweb.File("application/pdf", []byte("%PDF-1.4")),
		"/empty":     testweb.File("text/plain", nil),
		"/moved":     testweb.RedirectTo(301, "/html"),
		"/loop":      testweb.Loop(),
		"/chain":     testweb.Chain(2, testweb.Status(200)),
		"/echo":      testweb.Echo(),
		"/challenge": testweb.Challenge(),
		"/login":     testweb.LoginWall(),
		"/parked":    testweb.Parked("a.example"),
		"/soft404":   testweb.Soft404(),
		"/huge":      testweb.HugeHeader(10_000),
		"/movie":     testweb.Movie(),
	}})
	c := client(t, w)
	for _, tt := range []struct {
		method, path string
		status       int
		body         string // a part of it
		header       string // "Key: value"
	}{
		{"GET", "/410", 410, "410 Gone", "Content-Type: text/html; charset=utf-8"},
		{"GET", "/204", 204, "", ""},
		{"GET", "/304", 304, "", ""},
		{"GET", "/999", 999, "999", ""},
		{"GET", "/html", 200, "<title>A &amp; B</title>", ""},
		{"GET", "/file", 200, "%PDF-1.4", "Content-Length: 8"},
		{"HEAD", "/file", 200, "", "Content-Length: 8"},
		{"GET", "/empty", 200, "", "Content-Length: 0"},
		{"GET", "/moved", 301, "", "Location: /html"},
		{"GET", "/loop?x", 302, "", ""},
		{"GET", "/loop", 302, "", "Location: /loop"},
		{"GET", "/chain", 302, "", "Location: /chain?hop=1"},
		{"GET", "/chain?hop=1", 302, "", "Location: /chain?hop=2"},
		{"GET", "/chain?hop=2", 200, "", ""},
		{"GET", "/echo", 200, "GET /echo HTTP/1.1\r\nHost: a.example\r\n", ""},
		{"GET", "/challenge", 403, "Just a moment", "Cf-Mitigated: challenge"},
		{"GET", "/login", 200, `type="password"`, ""},
		{"GET", "/parked", 200, "for sale", ""},
		{"GET", "/soft404", 200, "Page not found", ""},
		{"GET", "/movie", 200, "ftypmp42", "Content-Type: video/mp4"},
		{"GET", "/huge", 200, "", "X-Padding: " + strings.Repeat("x", 10_000)},
	} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, "http://a.example"+tt.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(req)
		if err != nil {
			t.Errorf("%s %s: %v", tt.method, tt.path, err)
			continue
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Errorf("%s %s: read: %v", tt.method, tt.path, err)
		}
		if resp.StatusCode != tt.status || !strings.Contains(string(body), tt.body) {
			t.Errorf("%s %s = %d %.80q, want %d with %q", tt.method, tt.path, resp.StatusCode, body, tt.status, tt.body)
		}
		if key, value, _ := strings.Cut(tt.header, ": "); resp.Header.Get(key) != value {
			t.Errorf("%s %s: %s = %.40q, want %.40q", tt.method, tt.path, key, resp.Header.Get(key), value)
		}
	}
}

func TestPictures(t *testing.T) {
	w := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/photo":       testweb.Photo(3),
		"/placeholder": testweb.Placeholder(),
		"/jpeg":        testweb.File("image/jpeg", testweb.JPEG(12, 8, 1)),
	}})
	c := client(t, w)
	for path, want := range map[string]string{
		"/photo": "320×240 png", "/placeholder": "161×81 png", "/jpeg": "12×8 jpeg",
	} {
		_, body := get(t, c, "http://a.example"+path)
		config, format, err := image.DecodeConfig(strings.NewReader(body))
		if got := fmt.Sprintf("%d×%d %s", config.Width, config.Height, format); err != nil || got != want {
			t.Errorf("%s is %s (%v), want %s", path, got, err, want)
		}
	}
}

func TestFaults(t *testing.T) {
	w := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/hang":   testweb.Hang(),
		"/body":   testweb.HangBody(),
		"/drip":   testweb.Drip(20*time.Millisecond, make([]byte, 100)),
		"/slow":   testweb.Slow(time.Hour, testweb.Status(200)),
		"/reset":  testweb.Reset(),
		"/close":  testweb.EarlyClose(),
		"/length": testweb.WrongLength(),
		"/smtp":   testweb.BadHTTP(),
	}})
	c := client(t, w)
	fetch := func(url string) error {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, "POST", url, nil) // net/http retries no POST
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		_, err = io.ReadAll(resp.Body)
		return err
	}
	for path, want := range map[string]error{
		"/hang":   context.DeadlineExceeded,
		"/body":   context.DeadlineExceeded,
		"/drip":   context.DeadlineExceeded,
		"/slow":   context.DeadlineExceeded,
		"/reset":  syscall.ECONNRESET,
		"/close":  io.EOF,
		"/length": io.ErrUnexpectedEOF,
	} {
		if err := fetch("http://a.example" + path); !errors.Is(err, want) {
			t.Errorf("http %s: %v, want %v", path, err, want)
		}
	}
	if err := fetch("http://a.example/smtp"); err == nil || !strings.Contains(err.Error(), "malformed HTTP") {
		t.Errorf("http /smtp: %v, want malformed HTTP", err)
	}
	for _, path := range []string{"/reset", "/close", "/smtp", "/length", "/hang"} {
		if err := fetch("https://a.example" + path); err == nil {
			t.Errorf("https %s succeeded", path)
		}
	}
}

func TestSlowAnswersInTheEnd(t *testing.T) {
	const pause = 30 * time.Millisecond
	w := start(t, testweb.Site{Host: "a.example", Default: testweb.Slow(pause, testweb.Status(200))})
	began := time.Now()
	if status, _ := get(t, client(t, w), "http://a.example/"); status != 200 || time.Since(began) < pause {
		t.Errorf("answered %d after %v, want 200 after %v", status, time.Since(began), pause)
	}
}

func TestBehavioursThatChange(t *testing.T) {
	then := testweb.Status(200)
	w := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/flaky":   testweb.FlakyThen(2, 503, then),
		"/limited": testweb.RateLimited(1, "7", then),
		"/bare":    testweb.RateLimited(1, "", then),
		"/seq":     testweb.Sequence(testweb.Status(500), testweb.Status(404), then),
	}})
	c := client(t, w)
	for path, want := range map[string][]int{
		"/flaky":   {503, 503, 200, 200},
		"/limited": {429, 200, 200},
		"/bare":    {429, 200},
		"/seq":     {500, 404, 200, 200},
	} {
		for i, status := range want {
			resp, err := c.Get("http://a.example" + path)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != status {
				t.Errorf("%s, request %d: %d, want %d", path, i+1, resp.StatusCode, status)
			}
			after := ""
			if path == "/limited" && status == 429 {
				after = "7"
			}
			if got := resp.Header.Get("Retry-After"); got != after {
				t.Errorf("%s, request %d: Retry-After %q, want %q", path, i+1, got, after)
			}
		}
	}
}

func TestHEADRefused(t *testing.T) {
	w := start(t, testweb.Site{Host: "a.example",
		Default: testweb.HEADRefused(405, testweb.Status(200)),
		Pages:   map[string]testweb.Page{"/hangs": testweb.HEADHangs(testweb.Status(200))},
	})
	c := client(t, w)
	resp, err := c.Head("http://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 405 {
		t.Errorf("HEAD = %d, want 405", resp.StatusCode)
	}
	for _, path := range []string{"/", "/hangs"} {
		if status, _ := get(t, c, "http://a.example"+path); status != 200 {
			t.Errorf("GET %s = %d, want 200", path, status)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "HEAD", "http://a.example/hangs", nil)
	if err != nil {
		t.Fatal(err)
	}
	if resp, err := c.Do(req); !errors.Is(err, context.DeadlineExceeded) {
		if err == nil {
			resp.Body.Close()
		}
		t.Errorf("HEAD /hangs: %v, want a timeout", err)
	}
}

func TestFloods(t *testing.T) {
	w := start(t, testweb.Site{Host: "a.example", Pages: map[string]testweb.Page{
		"/endless": testweb.EndlessBody(),
		"/bomb":    testweb.GzipBomb(3),
	}})
	c := client(t, w)
	resp, err := c.Get("http://a.example/endless")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if n, err := io.CopyN(io.Discard, resp.Body, 4<<20); err != nil {
		t.Errorf("the endless page ended after %d bytes: %v", n, err)
	}
	_, body := get(t, c, "http://a.example/bomb")
	if len(body) != 3<<20 {
		t.Errorf("the bomb unpacks to %d bytes, want 3 MiB", len(body))
	}
}
