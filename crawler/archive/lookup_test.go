package archive_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/crawler/archive"
	"linkmedic/crawler/testweb"
)

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// serve starts a web that has nothing but the archive, and returns a transport
// to it.
func serve(t testing.TB, a *testweb.Wayback) (*testweb.Web, http.RoundTripper) {
	t.Helper()
	w, err := testweb.Start(a.Sites()...)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DialContext: w.DialContext, TLSClientConfig: &tls.Config{RootCAs: w.CertPool()}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := w.Close(); err != nil {
			t.Errorf("close the web: %v", err)
		}
	})
	return w, transport
}

// answerBy makes the archive give the same answer to whatever path begins with
// the prefix.
func answerBy(prefix string, page testweb.Page) func(*http.Request) testweb.Page {
	return func(r *http.Request) testweb.Page {
		if strings.HasPrefix(r.URL.Path, prefix) {
			return page
		}
		return nil
	}
}

// TestLookup has a row for each behaviour of the Wayback Machine that is known:
// what it holds, and what a look-up near 2014-04-13 must come to.
func TestLookup(t *testing.T) {
	const (
		talk  = "http://pyvideo.example/video/2571/keynote"
		photo = "http://farm3.flickr.example/1/2.jpg"
	)
	page := crawler.Target{URL: talk, Classes: []crawler.Class{crawler.ClassVideo}}
	picture := crawler.Target{URL: photo, Classes: []crawler.Class{crawler.ClassPhoto}, Embedded: true}
	snapshot := func(stamp, address string) string { return "https://web.archive.org/web/" + stamp + "/" + address }

	for _, tt := range []struct {
		name     string
		target   crawler.Target
		captures []testweb.Capture
		excluded string
		rows     [][]string
		before   func(*http.Request) testweb.Page
		state    crawler.SnapshotState
		url      string // of the snapshot
		evidence string // a part of it
		replays  int    // requests to /web/
		cdx      int    // requests to the index
	}{
		{
			name: "never archived", target: page,
			state: crawler.SnapshotNone, evidence: "no copy", replays: 1,
		}, {
			name: "closest capture is the page", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 5, 1)}, {URL: talk, Time: date(2020, 1, 1)}},
			state:    crawler.SnapshotFound, url: snapshot("20140501000000", talk), replays: 2,
		}, {
			name: "captured on the very day", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 13)}},
			state:    crawler.SnapshotFound, url: snapshot("20140413000000", talk), replays: 1,
		}, {
			name: "captured with www, https and port 80", target: page,
			captures: []testweb.Capture{{URL: "http://www.pyvideo.example:80/video/2571/keynote/", Time: date(2014, 5, 1)}},
			state:    crawler.SnapshotFound, url: snapshot("20140501000000", "http://www.pyvideo.example/video/2571/keynote/"), replays: 2,
		}, {
			name: "excluded by a notice with status 200", target: page, excluded: "pyvideo.example",
			state: crawler.SnapshotExcluded, evidence: "does not show", replays: 1,
		}, {
			name: "closest is the archived 404", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 5, 1), Status: 404}, {URL: talk, Time: date(2013, 1, 1)}, {URL: talk, Time: date(2015, 1, 1)}},
			state:    crawler.SnapshotFound, url: snapshot("20150101000000", talk), replays: 3, cdx: 1,
		}, {
			name: "nothing but archived 404s", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 5, 1), Status: 404}, {URL: talk, Time: date(2016, 5, 1), Status: 404}},
			state:    crawler.SnapshotNone, evidence: "2014-05-01 is an answer with status 404", replays: 2, cdx: 1,
		}, {
			name: "archived 429 is no rate limit", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 13), Status: 429}, {URL: talk, Time: date(2014, 5, 1)}},
			state:    crawler.SnapshotFound, url: snapshot("20140501000000", talk), replays: 2, cdx: 1,
		}, {
			name: "archived redirect", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 5, 1), Status: 301, Location: "http://pyvideo.example/"}, {URL: talk, Time: date(2012, 1, 1)}},
			state:    crawler.SnapshotFound, url: snapshot("20120101000000", talk), replays: 3, cdx: 1,
		}, {
			name: "closest is a revisit", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2013, 5, 1)}, {URL: talk, Time: date(2014, 5, 1), Revisit: true}},
			state:    crawler.SnapshotFound, url: snapshot("20140501000000", talk), replays: 2,
		}, {
			name: "revisit beside an archived 404", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 14), Status: 404}, {URL: talk, Time: date(2014, 5, 1), Revisit: true}},
			state:    crawler.SnapshotFound, url: snapshot("20140501000000", talk), replays: 3, cdx: 1,
		}, {
			name: "equally near: the earlier", target: page,
			captures: []testweb.Capture{
				{URL: talk, Time: date(2014, 4, 13), Status: 404},
				{URL: talk, Time: date(2014, 4, 23)}, {URL: talk, Time: date(2014, 4, 3)},
			},
			state: crawler.SnapshotFound, url: snapshot("20140403000000", talk), replays: 2, cdx: 1,
		}, {
			name: "nearest success cannot be replayed", target: page,
			captures: []testweb.Capture{
				{URL: talk, Time: date(2014, 4, 13), Status: 404},
				{URL: talk, Time: date(2014, 4, 14), Broken: true}, {URL: talk, Time: date(2014, 4, 15), Broken: true}, {URL: talk, Time: date(2014, 4, 16)},
			},
			state: crawler.SnapshotFound, url: snapshot("20140416000000", talk), replays: 4, cdx: 1,
		}, {
			name: "no success can be replayed", target: page,
			captures: []testweb.Capture{
				{URL: talk, Time: date(2014, 4, 14), Broken: true}, {URL: talk, Time: date(2014, 4, 15), Broken: true},
				{URL: talk, Time: date(2014, 4, 16), Broken: true}, {URL: talk, Time: date(2014, 4, 17), Broken: true}, {URL: talk, Time: date(2014, 4, 18)},
			},
			state: crawler.SnapshotPending, evidence: "503", replays: 5, cdx: 1,
		}, {
			name: "dirty rows in the index", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 13), Status: 404}, {URL: talk, Time: date(2014, 5, 1)}},
			rows: [][]string{
				{"x", "20140400000000", talk, "text/html", "200", "D", "1"},
				{"x", "20140413000000", "http://mailto:a@b.example", "text/html", "200", "D", "1"},
				{"x", "20140413000001", "http://other.example/", "text/html", "200", "D", "1"},
				{"x", "2014", talk, "text/html", "200", "D", "1"},
				{"x", "20990101000000", talk, "text/html", "200", "D", "1"},
				{"x"},
			},
			state: crawler.SnapshotFound, url: snapshot("20140501000000", talk), replays: 2, cdx: 1,
		}, {
			name: "picture archived as a page", target: picture,
			captures: []testweb.Capture{
				{URL: photo, Time: date(2014, 5, 1)},
				{URL: photo, Time: date(2014, 6, 1)},
				{URL: photo, Time: date(2011, 5, 1), ContentType: "image/jpeg", Body: "JFIF"},
			},
			state: crawler.SnapshotFound, url: snapshot("20110501000000", photo), replays: 3, cdx: 1,
		}, {
			name: "picture archived as nothing but pages", target: picture,
			captures: []testweb.Capture{{URL: photo, Time: date(2014, 5, 1)}},
			state:    crawler.SnapshotNone, evidence: `type "text/html"`, replays: 2, cdx: 1,
		}, {
			name:   "query with ampersand, percent and fragment",
			target: crawler.Target{URL: "http://x.example/a%20b?q=1&r=%E4&s=a|b#part two"},
			captures: []testweb.Capture{
				{URL: "http://x.example/a%20b?q=1", Time: date(2014, 4, 13)},
				{URL: "http://x.example/a%20b?q=1&r=%E4&s=a%7Cb", Time: date(2014, 5, 1)},
			},
			state: crawler.SnapshotFound, url: snapshot("20140501000000", "http://x.example/a%20b?q=1&r=%E4&s=a%7Cb#part%20two"), replays: 2,
		}, {
			name: "archived copy", target: crawler.Target{URL: snapshot("2014", talk)},
			state: "", evidence: "archived copy",
		}, {
			name: "overload", target: page, before: answerBy("/web/", testweb.Sorry()),
			state: crawler.SnapshotPending, evidence: "overloaded", replays: 1,
		}, {
			name: "server trouble", target: page, before: answerBy("/web/", testweb.Status(503)),
			state: crawler.SnapshotPending, evidence: "503", replays: 1,
		}, {
			name: "broken connection", target: page, before: answerBy("/web/", testweb.Reset()),
			state: crawler.SnapshotPending, evidence: "web.archive.org", replays: 1,
		}, {
			name: "a page that says nothing", target: page, before: answerBy("/web/", testweb.HTML("Maintenance", "<p>Back soon.</p>")),
			state: crawler.SnapshotPending, evidence: "neither a capture nor a notice", replays: 1,
		}, {
			name: "a redirect to nowhere", target: page, before: answerBy("/web/", testweb.RedirectTo(302, "https://archive.org/")),
			state: crawler.SnapshotPending, evidence: "302", replays: 1,
		}, {
			name: "forbidden without a reason", target: page, before: answerBy("/web/", testweb.Status(403)),
			state: crawler.SnapshotPending, evidence: "403", replays: 1,
		}, {
			name: "closest capture is that of another address", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2015, 5, 1)}},
			before: func(r *http.Request) testweb.Page {
				if strings.HasPrefix(r.URL.Path, "/web/20140413") {
					return testweb.RedirectTo(302, "/web/20140413000001id_/http://pyvideo.example/")
				}
				return nil
			},
			state: crawler.SnapshotFound, url: snapshot("20150501000000", talk), replays: 2, cdx: 1,
		}, {
			name: "capture that redirects to another", target: page,
			captures: []testweb.Capture{{URL: talk, Time: date(2015, 5, 1)}},
			before: func(r *http.Request) testweb.Page {
				if strings.HasPrefix(r.URL.Path, "/web/2014") {
					return testweb.RedirectTo(302, "/web/20140413000001id_/"+talk)
				}
				return nil
			},
			state: crawler.SnapshotFound, url: snapshot("20150501000000", talk), replays: 3, cdx: 1,
		}, {
			name: "index in trouble", target: page, before: answerBy("/cdx/", testweb.Status(504)),
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 13), Status: 404}},
			state:    crawler.SnapshotPending, evidence: "504", replays: 1, cdx: 1,
		}, {
			name: "index answers with a page", target: page, before: answerBy("/cdx/", testweb.HTML("Busy", "")),
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 13), Status: 404}},
			state:    crawler.SnapshotPending, evidence: "neither", replays: 1, cdx: 1,
		}, {
			name: "index says that the site is excluded", target: page,
			before: answerBy("/cdx/", testweb.Header("X-Archive-Wayback-Runtime-Error",
				"AdministrativeAccessControlException: Blocked Site Error", testweb.Status(403))),
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 13), Status: 404}},
			state:    crawler.SnapshotExcluded, evidence: "does not show", replays: 1, cdx: 1,
		}, {
			name: "index cannot have the address", target: page, before: answerBy("/cdx/", testweb.Status(400)),
			captures: []testweb.Capture{{URL: talk, Time: date(2014, 4, 13), Status: 404}},
			state:    crawler.SnapshotNone, evidence: "404", replays: 1, cdx: 1,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			stand := &testweb.Wayback{Captures: tt.captures, Rows: tt.rows, Before: tt.before}
			if tt.excluded != "" {
				stand.Excluded = []string{tt.excluded}
			}
			web, transport := serve(t, stand)
			w := archive.New(transport, archive.Options{})
			l, err := w.Lookup(t.Context(), crawler.Wanted{Target: tt.target, Near: date(2014, 4, 13)})
			if err != nil {
				t.Fatal(err)
			}
			if l.State != tt.state || l.Snapshot.URL != tt.url || !strings.Contains(l.Evidence, tt.evidence) {
				t.Errorf("%q %q (%s)\nwant %q %q (…%s…)", l.State, l.Snapshot.URL, l.Evidence, tt.state, tt.url, tt.evidence)
			}
			if found := tt.state == crawler.SnapshotFound; found {
				s := l.Snapshot
				if s.Status != 200 || !s.Verified || s.Archive != "web.archive.org" || !strings.Contains(s.URL, s.Captured.Format("/20060102150405/")) {
					t.Errorf("snapshot %+v", s)
				}
			} else if l.Evidence == "" || l.Snapshot != (crawler.Snapshot{}) {
				t.Errorf("state %q with evidence %q and snapshot %+v", l.State, l.Evidence, l.Snapshot)
			}
			replays, cdx := 0, 0
			for _, r := range web.Log().Requests("web.archive.org") {
				switch {
				case strings.Contains(r.URL, "archive.org/web/"):
					replays++
				case strings.Contains(r.URL, "/cdx/"):
					cdx++
				}
			}
			if replays != tt.replays || cdx != tt.cdx {
				t.Errorf("%d replays and %d questions to the index, want %d and %d", replays, cdx, tt.replays, tt.cdx)
			}
		})
	}
}

// TestWhatIsAsked pins the requests themselves: they are the protocol.
func TestWhatIsAsked(t *testing.T) {
	const page = "http://x.example/a?b=1&c=2"
	web, transport := serve(t, &testweb.Wayback{Captures: []testweb.Capture{
		{URL: page, Time: date(2014, 5, 1), Status: 404}, {URL: page, Time: date(2013, 1, 1)},
	}})
	w := archive.New(transport, archive.Options{})
	if _, err := w.Lookup(t.Context(), crawler.Wanted{
		Target: crawler.Target{URL: page}, Near: time.Date(2014, 4, 13, 23, 30, 0, 0, time.FixedZone("", -3600)),
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"https://web.archive.org/web/20140414003000id_/" + page,
		"https://web.archive.org/web/20140501000000id_/" + page,
		"https://web.archive.org/cdx/search/cdx?url=http%3A%2F%2Fx.example%2Fa%3Fb%3D1%26c%3D2" +
			"&output=json&fl=timestamp,original,statuscode,mimetype&filter=statuscode:200" +
			"&resolveRevisits=true&sort=closest&closest=20140414003000&limit=10",
		"https://web.archive.org/web/20130101000000id_/" + page,
	}
	got := web.Log().Requests("web.archive.org")
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Errorf("not asked: %s", want[i])
		case i >= len(want):
			t.Errorf("asked too much: %s", got[i].URL)
		case got[i].URL != want[i] || got[i].Method != "GET":
			t.Errorf("asked %s %s, want %s", got[i].Method, got[i].URL, want[i])
		}
	}
}

func TestDaysThatNoArchiveCanHave(t *testing.T) {
	now := date(2026, 11, 22)
	for name, tt := range map[string]struct {
		near time.Time
		want string
	}{
		"before the web": {date(1970, 1, 1), "19960101000000"},
		"tomorrow":       {date(2026, 11, 23), "20261122000000"},
		"unknown":        {time.Time{}, "20261122000000"},
	} {
		t.Run(name, func(t *testing.T) {
			web, transport := serve(t, &testweb.Wayback{})
			w := archive.New(transport, archive.Options{Now: func() time.Time { return now }})
			if _, err := w.Lookup(t.Context(), crawler.Wanted{Target: crawler.Target{URL: "http://x.example/"}, Near: tt.near}); err != nil {
				t.Fatal(err)
			}
			want := "https://web.archive.org/web/" + tt.want + "id_/http://x.example/"
			if n := web.Log().Count("GET", want); n != 1 {
				t.Errorf("asked %v, want %s", web.Log().Counts(), want)
			}
		})
	}
}

func TestBaseOfAnotherArchive(t *testing.T) {
	stand := &testweb.Wayback{Captures: []testweb.Capture{{URL: "http://x.example/", Time: date(2014, 4, 13)}}}
	for base, want := range map[string]string{
		"http://web.archive.org/":    "https://web.archive.org/web/20140413000000/http://x.example/",
		"http://wayback.example":     "http://wayback.example/web/20140413000000/http://x.example/",
		"https://wayback.example:81": "https://wayback.example:81/web/20140413000000/http://x.example/",
	} {
		w := archive.New(handler{stand}, archive.Options{Base: base})
		l, err := w.Lookup(t.Context(), crawler.Wanted{Target: crawler.Target{URL: "http://x.example/"}, Near: date(2014, 4, 13)})
		if err != nil || l.Snapshot.URL != want {
			t.Errorf("%s: %+v, %v; want %s", base, l, err, want)
		}
	}
}

func TestLookupEndsWithItsContext(t *testing.T) {
	web, transport := serve(t, &testweb.Wayback{Before: answerBy("/", testweb.Hang())})
	w := archive.New(transport, archive.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		l, err := w.Lookup(ctx, crawler.Wanted{Target: crawler.Target{URL: "http://x.example/"}})
		if l != (crawler.Lookup{}) {
			err = fmt.Errorf("look-up %+v with %w", l, err)
		}
		done <- err
	}()
	for web.Log().Total() == 0 {
		select {
		case err := <-done:
			t.Fatalf("ended without asking: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}
