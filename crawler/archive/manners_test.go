package archive_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"linkmedic/crawler"
	"linkmedic/crawler/archive"
	"linkmedic/crawler/testweb"
)

// handler is a transport to the handler, without a network, so that time can be
// simulated. An aborted answer is a broken connection.
type handler struct{ http.Handler }

func (h handler) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	defer func() {
		if recover() != nil {
			resp, err = nil, os.NewSyscallError("read", syscall.ECONNRESET)
		}
	}()
	rw := httptest.NewRecorder()
	h.ServeHTTP(rw, req)
	return rw.Result(), nil
}

// transport is a RoundTripper made of a function.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func wanted(i int) crawler.Wanted {
	return crawler.Wanted{Target: crawler.Target{URL: fmt.Sprintf("http://x.example/%d", i)}, Near: date(1999, 4, 13)}
}

func states(t *testing.T, w *archive.Wayback, targets, workers int) map[crawler.SnapshotState]int {
	t.Helper()
	queue := make(chan int, targets)
	for i := range targets {
		queue <- i
	}
	close(queue)
	var (
		group  sync.WaitGroup
		mu     sync.Mutex
		counts = make(map[crawler.SnapshotState]int)
	)
	for range workers {
		group.Go(func() {
			for i := range queue {
				l, err := w.Lookup(t.Context(), wanted(i))
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				counts[l.State]++
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return counts
}

// A thousand look-ups against 80 % of the limits of the real archive: no minute
// has more requests than that, and none is wasted where nothing else is waited
// for.
func TestLimitsAreKept(t *testing.T) {
	const targets = 1000
	for _, tt := range []struct {
		workers int
		index   int // one in how many look-ups needs the index; 0 for none
		family  string
		least   int // requests to the family in the busiest minute
	}{
		{1, 0, "web", 400}, {4, 0, "web", 400}, {100, 0, "web", 400},
		{1, 2, "cdx", 20}, {4, 2, "cdx", 20}, {100, 2, "cdx", 20},
	} {
		t.Run(fmt.Sprintf("%d workers, 1 in %d", tt.workers, tt.index), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var captures []testweb.Capture
				for i := range targets {
					c := testweb.Capture{URL: wanted(i).Target.URL, Time: date(1999, 5, 1)}
					if tt.index > 0 && i%tt.index == 0 {
						c.Time = date(1998, 1, 1)
						captures = append(captures, testweb.Capture{URL: c.URL, Time: date(1999, 4, 1), Status: 404})
					}
					captures = append(captures, c)
				}
				var mu sync.Mutex
				asked := make(map[string][]time.Time)
				limits := testweb.WaybackLimits(480, 24, time.Now)
				stand := &testweb.Wayback{Captures: captures, Before: func(r *http.Request) testweb.Page {
					mu.Lock()
					defer mu.Unlock()
					family := strings.SplitN(r.URL.Path, "/", 3)[1]
					asked[family] = append(asked[family], time.Now())
					return limits(r)
				}}
				w := archive.New(handler{stand}, archive.Options{})
				if got := states(t, w, targets, tt.workers); got[crawler.SnapshotFound] != targets {
					t.Errorf("states %v, want %d found", got, targets)
				}
				for family, limit := range map[string]int{"web": 480, "cdx": 24} {
					if n := most(asked[family], time.Minute); n > limit {
						t.Errorf("%d requests to %s in some minute, want no more than %d", n, family, limit)
					}
				}
				if n := most(asked[tt.family], time.Minute); n < tt.least {
					t.Errorf("no more than %d requests to %s in a minute, want %d", n, tt.family, tt.least)
				}
			})
		})
	}
}

// most is the largest number of times in any span.
func most(times []time.Time, span time.Duration) int {
	n, first := 0, 0
	for i, t := range times {
		for t.Sub(times[first]) >= span {
			first++
		}
		n = max(n, i-first+1)
	}
	return n
}

func TestFirst429IsHeeded(t *testing.T) {
	for _, tt := range []struct {
		retryAfter string
		rest       time.Duration
	}{
		{"", time.Minute},
		{"7", 7 * time.Second},
		{"0", time.Second},
		{"nonsense", time.Minute},
		{"Sat, 01 Jan 2000 00:00:30 GMT", 30 * time.Second}, // synctest's clock begins at midnight
	} {
		t.Run(tt.retryAfter, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				limited := testweb.RateLimited(1, tt.retryAfter, testweb.Status(404))
				w := archive.New(handler{http.HandlerFunc(limited)}, archive.Options{})
				begun := time.Now()
				l, err := w.Lookup(t.Context(), wanted(1))
				if err != nil || l.State != crawler.SnapshotNone {
					t.Errorf("%+v, %v; want none", l, err)
				}
				if rest := time.Since(begun); rest != tt.rest {
					t.Errorf("asked again after %s, want %s", rest, tt.rest)
				}
			})
		})
	}
}

// countingPage behaves like the page and counts.
func countingPage(n *int, page testweb.Page) http.Handler {
	var mu sync.Mutex
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		mu.Lock()
		*n++
		mu.Unlock()
		page(rw, r)
	})
}

func TestSecond429EndsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		w := archive.New(handler{countingPage(&requests, testweb.Status(429))}, archive.Options{})
		begun := time.Now()
		if got := states(t, w, 500, 4); got[crawler.SnapshotPending] != 500 {
			t.Errorf("states %v, want all pending", got)
		}
		// Four at once are refused, rest, and are told a second time.
		if requests > 8 {
			t.Errorf("%d requests after 429", requests)
		}
		if took := time.Since(begun); took > 2*time.Minute {
			t.Errorf("ended after %s", took)
		}
		l, err := w.Lookup(t.Context(), wanted(1))
		if err != nil || !strings.Contains(l.Evidence, "second time") || !strings.Contains(l.Evidence, "left alone") {
			t.Errorf("%+v, %v", l, err)
		}
	})
}

func TestRestThatIsTooLongEndsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		w := archive.New(handler{countingPage(&requests, testweb.RateLimited(9, "3600", testweb.Status(404)))}, archive.Options{})
		begun := time.Now()
		if got := states(t, w, 10, 1); got[crawler.SnapshotPending] != 10 || requests != 1 || time.Since(begun) > time.Second {
			t.Errorf("states %v after %d requests and %s", got, requests, time.Since(begun))
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := archive.New(handler{http.HandlerFunc(testweb.Status(429))}, archive.Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		begun := time.Now()
		if _, err := w.Lookup(ctx, wanted(1)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want that of the context", err)
		}
		if took := time.Since(begun); took != 10*time.Second {
			t.Errorf("ended after %s, want 10s", took)
		}
	})
}

type timeoutError struct{}

func (timeoutError) Error() string { return "i/o timeout" }
func (timeoutError) Timeout() bool { return true }

func TestThreeFailuresInARowEndTheRun(t *testing.T) {
	answer := func(page testweb.Page) transport {
		return handler{http.HandlerFunc(page)}.RoundTrip
	}
	for name, tt := range map[string]struct {
		transport transport
		requests  int
		evidence  string
	}{
		"503":      {answer(testweb.Status(503)), 3, "status 503"},
		"overload": {answer(testweb.Sorry()), 3, "overloaded"},
		"refused": {func(*http.Request) (*http.Response, error) {
			return nil, os.NewSyscallError("connect", syscall.ECONNREFUSED)
		}, 3, "refuses connections"},
		"timeout": {func(*http.Request) (*http.Response, error) { return nil, timeoutError{} }, 3, "in time"},
		"paused by our transport": {func(*http.Request) (*http.Response, error) {
			return nil, &crawler.HostPausedError{Host: "web.archive.org", Status: 429}
		}, 1, "come back"},
		"given up by our transport": {func(*http.Request) (*http.Response, error) {
			return nil, &crawler.HostGivenUpError{Host: "web.archive.org", Err: timeoutError{}}
		}, 1, "in time"},
		"kept off by our guard": {func(*http.Request) (*http.Response, error) {
			return nil, crawler.ErrPrivateAddress
		}, 1, "private address"},
	} {
		t.Run(name, func(t *testing.T) {
			requests := 0
			w := archive.New(transport(func(r *http.Request) (*http.Response, error) {
				requests++
				return tt.transport(r)
			}), archive.Options{})
			for i := range 50 {
				l, err := w.Lookup(t.Context(), wanted(i))
				if err != nil || l.State != crawler.SnapshotPending || !strings.Contains(l.Evidence, tt.evidence) {
					t.Fatalf("look-up %d: %+v, %v; want pending because of %s", i, l, err, tt.evidence)
				}
				if over := strings.Contains(l.Evidence, "left alone"); over != (i+1 >= tt.requests) {
					t.Errorf("look-up %d says %q", i, l.Evidence)
				}
			}
			if requests != tt.requests {
				t.Errorf("%d requests, want %d", requests, tt.requests)
			}
		})
	}
}

func TestFailuresNotInARowDoNotEndTheRun(t *testing.T) {
	failed, missing := testweb.Status(503), testweb.Status(404)
	w := archive.New(handler{http.HandlerFunc(testweb.Sequence(failed, failed, missing, failed, failed, missing))}, archive.Options{})
	want := []crawler.SnapshotState{
		crawler.SnapshotPending, crawler.SnapshotPending, crawler.SnapshotNone,
		crawler.SnapshotPending, crawler.SnapshotPending, crawler.SnapshotNone,
	}
	for i, state := range want {
		if l, err := w.Lookup(t.Context(), wanted(i)); err != nil || l.State != state {
			t.Errorf("look-up %d: %+v, %v; want %s", i, l, err, state)
		}
	}
}

func TestHammeringIsNeverSeen(t *testing.T) {
	// The stand-in allows less than we think: the first refusal is heeded,
	// the second ends it, and the firewall never closes.
	synctest.Test(t, func(t *testing.T) {
		limits := testweb.WaybackLimits(100, 5, time.Now)
		requests := 0
		w := archive.New(handler{countingPage(&requests, (&testweb.Wayback{Before: limits}).ServeHTTP)}, archive.Options{})
		got := states(t, w, 1000, 4)
		if got[crawler.SnapshotNone] < 100 || got[crawler.SnapshotNone]+got[crawler.SnapshotPending] != 1000 {
			t.Errorf("states %v", got)
		}
		if requests > 220 {
			t.Errorf("%d requests", requests)
		}
		l, err := w.Lookup(t.Context(), wanted(0))
		if err != nil || !strings.Contains(l.Evidence, "too often") {
			t.Errorf("%+v, %v; want the archive left alone because it said so", l, err)
		}
	})
}
