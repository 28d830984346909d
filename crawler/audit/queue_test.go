package audit

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"linkmedic/crawler"
)

func targets(urls ...string) []crawler.Target {
	var all []crawler.Target
	for i, u := range urls {
		all = append(all, crawler.Target{ID: int64(i + 1), URL: u})
	}
	return all
}

func TestQueueTakesHostsInTurn(t *testing.T) {
	q := newQueue(targets(
		"http://a/1", "http://a/2", "http://a/3", "http://a/4",
		"http://b/1", "http://b/2", "http://c/1",
	), 2)
	var got []string
	all := make(map[string]crawler.Target)
	for len(q.ready) > 0 {
		next := q.take()
		all[next.URL] = next
		got = append(got, next.URL)
	}
	want := []string{"http://a/1", "http://b/1", "http://c/1", "http://a/2", "http://b/2"}
	if !slices.Equal(got, want) {
		t.Errorf("took %v, want %v", got, want)
	}
	q.done(all["http://b/1"]) // has nothing more
	if len(q.ready) != 0 {
		t.Error("a host without work is ready")
	}
	q.done(all["http://a/1"])
	if len(q.ready) != 1 || q.take().URL != "http://a/3" {
		t.Error("a/3 does not come after a/1 is done")
	}
	if len(q.ready) != 0 || q.left != 1 {
		t.Errorf("%d hosts ready, %d targets left; want 0 and 1", len(q.ready), q.left)
	}
}

// serve runs the queue with workers that spend visit on each target, and
// returns when each target was finished and the most of a host at once.
func serve(ctx context.Context, all []crawler.Target, perHost, workers int, visit func(crawler.Target) time.Duration) (at map[string]time.Duration, most map[string]int) {
	at, most = make(map[string]time.Duration), make(map[string]int)
	busy := make(map[string]int)
	start := time.Now()
	var mu sync.Mutex
	var group sync.WaitGroup
	work, finished, over := make(chan crawler.Target), make(chan crawler.Target), make(chan struct{})
	group.Go(func() {
		defer close(over)
		newQueue(all, perHost).serve(ctx, work, finished)
	})
	for range workers {
		group.Go(func() {
			for t := range work {
				mu.Lock()
				busy[t.Host()]++
				most[t.Host()] = max(most[t.Host()], busy[t.Host()])
				mu.Unlock()
				time.Sleep(visit(t))
				mu.Lock()
				busy[t.Host()]--
				at[t.URL] = time.Since(start)
				mu.Unlock()
				select {
				case finished <- t:
				case <-over:
				}
			}
		})
	}
	group.Wait()
	return at, most
}

func TestQueueHandsAllOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var urls []string
		for i := range 200 {
			urls = append(urls, fmt.Sprintf("http://h%d/%d", i%7, i))
		}
		at, most := serve(t.Context(), targets(urls...), 2, 10, func(c crawler.Target) time.Duration {
			return time.Duration(c.ID%5+1) * time.Second
		})
		if len(at) != len(urls) {
			t.Errorf("%d targets handed out, want %d", len(at), len(urls))
		}
		for host, n := range most {
			if n > 2 {
				t.Errorf("%d targets of %s at once, want at most 2", n, host)
			}
		}
	})
}

func TestQueueHungHostHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var urls []string
		for i := range 20 {
			urls = append(urls, fmt.Sprintf("http://hung/%d", i))
		}
		for i := range 20 {
			urls = append(urls, fmt.Sprintf("http://fine%d/", i))
		}
		at, _ := serve(t.Context(), targets(urls...), 2, 4, func(c crawler.Target) time.Duration {
			if c.Host() == "hung" {
				return time.Hour
			}
			return time.Second
		})
		for _, u := range urls[20:] {
			if at[u] > time.Minute {
				t.Errorf("%s finished after %v", u, at[u])
			}
		}
		if got := at["http://hung/19"]; got.Truncate(time.Minute) != 10*time.Hour {
			t.Errorf("the hung host was through after %v, want 10h: two at a time", got)
		}
	})
}

func TestQueueEndsWithContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
		defer cancel()
		at, _ := serve(ctx, targets("http://a/1", "http://a/2", "http://a/3"), 1, 3, func(crawler.Target) time.Duration {
			return time.Minute
		})
		if len(at) != 2 {
			t.Errorf("%d targets finished, want the 2 that were begun", len(at))
		}
	})
}

func TestQueueWithoutTargetsOrWorkers(t *testing.T) {
	work := make(chan crawler.Target)
	newQueue(nil, 0).serve(t.Context(), work, nil)
	if _, open := <-work; open {
		t.Error("something was handed out")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	newQueue(targets("http://a/"), 1).serve(ctx, make(chan crawler.Target), nil) // must return
}
