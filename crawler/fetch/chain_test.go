package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"linkmedic/crawler"
)

// The tests of this file run the whole chain over a base that a function plays,
// on a simulated clock.

type play func(*http.Request) (*http.Response, error)

func (p play) RoundTrip(req *http.Request) (*http.Response, error) { return p(req) }

// answerWith is an answer with headers given as key, value, …
func answerWith(status int, headers ...string) *http.Response {
	h := make(http.Header)
	for i := 0; i < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader("body"))}
}

// stage is the chain under test, with the times at which the base was asked.
type stage struct {
	http.RoundTripper
	mu    sync.Mutex
	asked []time.Time
}

func newStage(o Options, p play) *stage {
	s := new(stage)
	o = o.withDefaults()
	s.RoundTripper = newChain(play(func(req *http.Request) (*http.Response, error) {
		s.mu.Lock()
		s.asked = append(s.asked, time.Now())
		s.mu.Unlock()
		return p(req)
	}), o, newGuard(o.AllowPrivate, o.Exempt))
	return s
}

func (s *stage) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked)
}

// get asks, reads the body to its end and returns the status.
func (s *stage) get(ctx context.Context, url string) (int, error) { return ask(ctx, s, "GET", url) }

func ask(ctx context.Context, rt http.RoundTripper, method, url string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := rt.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return resp.StatusCode, err
	}
	return resp.StatusCode, nil
}

func reset() error {
	return &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
}

func refused() error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}

func TestRetriesUntilItWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		s := newStage(Options{Retries: 2, Rand: func() float64 { return 1 }}, func(*http.Request) (*http.Response, error) {
			switch n++; n {
			case 1:
				return nil, reset()
			case 2:
				return answerWith(503), nil
			}
			return answerWith(200), nil
		})
		ctx, trace := crawler.WithTrace(t.Context())
		begun := time.Now()
		if status, err := s.get(ctx, "http://a.example/"); status != 200 || err != nil {
			t.Fatalf("got %d, %v", status, err)
		}
		if took := time.Since(begun); took != 1500*time.Millisecond || trace.Waited() != took {
			t.Errorf("took %v, of which %v waiting; want 1.5s both", took, trace.Waited())
		}
		if trace.Requests() != 3 || !trace.Reached() {
			t.Errorf("trace: %d requests, reached %v", trace.Requests(), trace.Reached())
		}
	})
}

func TestNeverRetries(t *testing.T) {
	for name, c := range map[string]struct {
		method string
		resp   *http.Response
		err    error
	}{
		"404":       {"GET", answerWith(404), nil},
		"500":       {"GET", answerWith(500), nil},
		"HEAD":      {"HEAD", answerWith(503), nil},
		"POST":      {"POST", answerWith(503), nil},
		"not found": {"GET", nil, &net.DNSError{IsNotFound: true}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newStage(Options{Retries: 5}, func(*http.Request) (*http.Response, error) { return c.resp, c.err })
			ask(t.Context(), s, c.method, "http://a.example/")
			if s.count() != 1 {
				t.Errorf("%s: asked %d times", name, s.count())
			}
		})
	}
}

func TestRetriesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(Options{Retries: 2, Timeout: 20 * time.Second, Rand: func() float64 { return 1 }}, func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done() // hangs
			return nil, req.Context().Err()
		})
		begun := time.Now()
		_, err := s.get(t.Context(), "http://a.example/")
		if took := time.Since(begun); took != 61500*time.Millisecond {
			t.Errorf("took %v; want three timeouts and two backoffs", took)
		}
		var op *net.OpError
		if !errors.As(err, &op) || op.Op != "dial" || !op.Timeout() {
			t.Errorf("error %v; want a dial timeout, as nothing was ever connected", err)
		}
	})
}

// Nobody asks a host that said Retry-After before that time is over, whoever
// else is queueing for it; other hosts do not wait.
func TestRetryAfterPausesTheWholeHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var limited atomic.Bool
		limited.Store(true)
		s := newStage(Options{Retries: 2, PerHost: 1, Rand: func() float64 { return 0 }}, func(req *http.Request) (*http.Response, error) {
			if req.URL.Host == "a.example" && limited.Swap(false) {
				time.Sleep(time.Second) // the others queue meanwhile
				return answerWith(429, "Retry-After", "30"), nil
			}
			return answerWith(200), nil
		})
		begun := time.Now()
		var all sync.WaitGroup
		for i := range 5 {
			all.Go(func() {
				if status, err := s.get(t.Context(), fmt.Sprintf("http://a.example/%d", i)); status != 200 {
					t.Errorf("a.example/%d: %d, %v", i, status, err)
				}
			})
		}
		synctest.Wait()
		if status, _ := s.get(t.Context(), "http://b.example/"); status != 200 || time.Since(begun) != 0 {
			t.Errorf("b.example: %d after %v", status, time.Since(begun))
		}
		all.Wait()
		early := 0
		for _, at := range s.asked {
			if at.Sub(begun) < 31*time.Second {
				early++
			}
		}
		if early != 2 { // the one that was told, and b.example
			t.Errorf("%d requests before the rest was over, want 2", early)
		}
		if s.count() != 7 {
			t.Errorf("%d requests, want 7", s.count())
		}
	})
}

func TestLongRestsAreNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(Options{Retries: 2, MaxWait: time.Minute}, func(*http.Request) (*http.Response, error) {
			return answerWith(429, "Retry-After", "3600"), nil
		})
		begun := time.Now()
		if status, err := s.get(t.Context(), "http://a.example/1"); status != 429 || err != nil {
			t.Errorf("got %d, %v; want the 429 itself", status, err)
		}
		_, err := s.get(t.Context(), "https://a.example/2")
		var paused *crawler.HostPausedError
		if !errors.As(err, &paused) || paused.Host != "a.example" || paused.Status != 429 || !paused.Until.Equal(begun.Add(time.Hour)) {
			t.Errorf("got %v, want a HostPausedError", err)
		}
		if s.count() != 1 || time.Since(begun) != 0 {
			t.Errorf("%d requests in %v", s.count(), time.Since(begun))
		}
		time.Sleep(time.Hour + time.Second)
		if status, _ := s.get(t.Context(), "http://a.example/3"); status != 429 || s.count() != 2 {
			t.Errorf("after the rest: %d, %d requests", status, s.count())
		}
	})
}

// A host that answers every request with another short rest is waited for
// MaxWait in all, not by each of five hundred links.
func TestPatienceIsBounded(t *testing.T) {
	for _, header := range [][]string{{"Retry-After", "20"}, nil} {
		synctest.Test(t, func(t *testing.T) {
			s := newStage(Options{Retries: 2, MaxWait: time.Minute}, func(*http.Request) (*http.Response, error) {
				return answerWith(429, header...), nil
			})
			begun := time.Now()
			var all sync.WaitGroup
			for i := range 500 {
				all.Go(func() { s.get(t.Context(), fmt.Sprintf("http://a.example/%d", i)) })
			}
			all.Wait()
			if took := time.Since(begun); took > 2*time.Minute {
				t.Errorf("%v: 500 links on a host that never lets us in took %v and %d requests", header, took, s.count())
			}
		})
	}
}

func TestDeadHostIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const timeout = 20 * time.Second
		s := newStage(Options{Retries: 2, Timeout: timeout}, func(req *http.Request) (*http.Response, error) {
			select {
			case <-req.Context().Done():
			case <-time.After(timeout / 2): // how long connecting may take
			}
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
		})
		begun := time.Now()
		var all sync.WaitGroup
		var givenUp atomic.Int64
		for i := range 500 {
			all.Go(func() {
				_, err := s.get(t.Context(), fmt.Sprintf("http://dead.example/%d", i))
				var e *crawler.HostGivenUpError
				if errors.As(err, &e) {
					givenUp.Add(1)
				}
				var timeout net.Error
				if !errors.As(err, &timeout) || !timeout.Timeout() {
					t.Errorf("the cause is lost: %v", err)
				}
			})
		}
		all.Wait()
		if took := time.Since(begun); took > 3*timeout {
			t.Errorf("500 links on a dead host took %v", took)
		}
		if s.count() > 4*8 || givenUp.Load() < 450 {
			t.Errorf("%d requests, %d given up", s.count(), givenUp.Load())
		}
	})
}

// One page that hangs says nothing about its host, even if it is the only one
// that has been asked so far.
func TestSlowPageIsNoDeadHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(Options{Retries: 4}, func(req *http.Request) (*http.Response, error) {
			if req.URL.Path == "/slow" {
				return nil, &net.OpError{Op: "read", Net: "tcp", Err: os.ErrDeadlineExceeded}
			}
			return answerWith(200), nil
		})
		s.get(t.Context(), "http://a.example/slow")
		if status, err := s.get(t.Context(), "http://a.example/quick"); status != 200 {
			t.Errorf("got %d, %v", status, err)
		}
		s.get(t.Context(), "http://a.example/slow?1")
		s.get(t.Context(), "http://a.example/slow?2")
		s.get(t.Context(), "http://a.example/slow?3")
		if status, err := s.get(t.Context(), "http://a.example/quick"); status != 200 {
			t.Errorf("a host that has answered before: %d, %v", status, err)
		}
	})
}

// Eight refusals at the same moment are one failure: a server that restarts.
func TestRefusalsAtOnceAreOneFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int64
		s := newStage(Options{Retries: 2}, func(*http.Request) (*http.Response, error) {
			nth := n.Add(1)
			time.Sleep(10 * time.Millisecond)
			if nth <= 8 {
				return nil, refused()
			}
			return answerWith(200), nil
		})
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				if status, err := s.get(t.Context(), fmt.Sprintf("http://a.example/%d", i)); status != 200 {
					t.Errorf("%d: %d, %v", i, status, err)
				}
			})
		}
		all.Wait()
	})
}

// A hung host holds only its own slots: the host's slot is taken before the
// global one.
func TestHungHostStarvesNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(Options{Concurrency: 4, PerHost: 2, Timeout: time.Hour}, func(req *http.Request) (*http.Response, error) {
			if req.URL.Host == "hung.example" {
				<-req.Context().Done()
				return nil, req.Context().Err()
			}
			return answerWith(200), nil
		})
		ctx, cancel := context.WithCancel(t.Context())
		var hung sync.WaitGroup
		for range 100 {
			hung.Go(func() { s.get(ctx, "http://hung.example/") })
		}
		synctest.Wait()
		if s.count() != 2 {
			t.Errorf("%d requests to one host at once, want 2", s.count())
		}
		begun := time.Now()
		for i := range 10 {
			if status, err := s.get(t.Context(), fmt.Sprintf("http://h%d.example/", i)); status != 200 {
				t.Errorf("another host: %d, %v", status, err)
			}
		}
		if time.Since(begun) != 0 {
			t.Errorf("others waited %v", time.Since(begun))
		}
		cancel()
		hung.Wait()
	})
}

// A slot is held until the body is done with, and no longer.
func TestSlotIsHeldUntilTheBodyIsDone(t *testing.T) {
	for name, finish := range map[string]func(io.ReadCloser){
		"closed":       func(b io.ReadCloser) { b.Close() },
		"closed twice": func(b io.ReadCloser) { b.Close(); b.Close() },
		"read":         func(b io.ReadCloser) { io.Copy(io.Discard, b) },
		"both":         func(b io.ReadCloser) { io.Copy(io.Discard, b); b.Close() },
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newStage(Options{PerHost: 1}, func(*http.Request) (*http.Response, error) { return answerWith(200), nil })
			req, _ := http.NewRequestWithContext(t.Context(), "GET", "http://a.example/", nil)
			resp, err := s.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			var second sync.WaitGroup
			for range 2 {
				second.Go(func() { s.get(t.Context(), "http://a.example/") })
			}
			synctest.Wait()
			if s.count() != 1 {
				t.Errorf("%s: %d requests while the body is open", name, s.count())
			}
			finish(resp.Body)
			second.Wait()
			if s.count() != 3 {
				t.Errorf("%s: %d requests in the end", name, s.count())
			}
		})
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(Options{PerHost: 1, Retries: 3}, func(req *http.Request) (*http.Response, error) {
			if req.URL.Host == "hung.example" {
				<-req.Context().Done()
				return nil, req.Context().Err()
			}
			return answerWith(503, "Retry-After", "50"), nil
		})
		ctx, cancel := context.WithCancel(t.Context())
		begun := time.Now()
		var all sync.WaitGroup
		for _, url := range []string{"http://hung.example/1", "http://hung.example/2", "http://rest.example/1", "http://rest.example/2"} {
			all.Go(func() {
				if _, err := s.get(ctx, url); !errors.Is(err, context.Canceled) {
					t.Errorf("%s: %v", url, err)
				}
			})
		}
		time.Sleep(time.Second)
		cancel()
		all.Wait()
		if took := time.Since(begun); took != time.Second {
			t.Errorf("the last gave up after %v", took)
		}
	})
}

// The deadline covers the body, but not the polite waiting before.
func TestDeadlineCoversTheBody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(Options{PerHost: 1, Timeout: time.Second}, func(req *http.Request) (*http.Response, error) {
			resp := answerWith(200)
			resp.Body = dripping{req.Context()}
			return resp, nil
		})
		begun := time.Now()
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if _, err := s.get(t.Context(), "http://a.example/"); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("reading an endless body: %v", err)
				}
			})
		}
		all.Wait()
		if took := time.Since(begun); took != 3*time.Second {
			t.Errorf("three bodies one after another took %v, want a second each", took)
		}
	})
}

// dripping is a body that never ends, a byte every 300 ms.
type dripping struct{ ctx context.Context }

func (d dripping) Read(p []byte) (int, error) {
	select {
	case <-time.After(300 * time.Millisecond):
		return copy(p, "."), nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

func (d dripping) Close() error { return nil }

func TestUserAgent(t *testing.T) {
	var got []string
	s := newStage(Options{UserAgent: "linkmedic/1 (+mailto:me@example.com)"}, func(req *http.Request) (*http.Response, error) {
		got = append(got, req.Header.Get("User-Agent"))
		return answerWith(200), nil
	})
	req, _ := http.NewRequest("GET", "http://a.example/", nil)
	s.RoundTrip(req)
	if req.Header.Get("User-Agent") != "" {
		t.Error("the caller's request was changed")
	}
	req.Header.Set("User-Agent", "own")
	s.RoundTrip(req)
	if want := "linkmedic/1 (+mailto:me@example.com), own"; strings.Join(got, ", ") != want {
		t.Errorf("sent %q", got)
	}
}

// A body that nobody wants is not downloaded.
func TestDiscardReadsLittle(t *testing.T) {
	body := bytes.NewReader(make([]byte, 1<<20))
	discard(io.NopCloser(body))
	if read := 1<<20 - body.Len(); read > 64<<10 {
		t.Errorf("%d bytes read", read)
	}
}
