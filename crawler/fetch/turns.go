package fetch

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"linkmedic/crawler"
)

// takeTurns bounds the requests in flight. The host's slot is taken before the
// global one, so that requests queueing for one slow host hold nothing that
// others need; both are given back when the body is done.
type takeTurns struct {
	next    http.RoundTripper
	perHost int
	global  *slots

	mu    sync.Mutex
	hosts map[string]*slots
}

func newTakeTurns(next http.RoundTripper, perHost, global int) *takeTurns {
	return &takeTurns{next: next, perHost: perHost, global: &slots{free: global}, hosts: make(map[string]*slots)}
}

func (t *takeTurns) RoundTrip(req *http.Request) (*http.Response, error) {
	release, err := t.take(req)
	if err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		release()
		return nil, err
	}
	whenDone(resp, release)
	return resp, nil
}

// take waits for both slots.
func (t *takeTurns) take(req *http.Request) (release func(), err error) {
	ctx := req.Context()
	begun := time.Now()
	defer func() { crawler.TraceFrom(ctx).NoteWait(time.Since(begun)) }()
	host := t.host(hostOf(req.URL))
	if err := host.take(ctx); err != nil {
		return nil, err
	}
	if err := t.global.take(ctx); err != nil {
		host.give()
		return nil, err
	}
	return func() {
		t.global.give()
		host.give()
	}, nil
}

func (t *takeTurns) host(name string) *slots {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.hosts[name]
	if s == nil {
		s = &slots{free: t.perHost}
		t.hosts[name] = s
	}
	return s
}

// slots is a semaphore whose waiters are served in the order of their arrival.
type slots struct {
	mu    sync.Mutex
	free  int
	queue []chan struct{}
}

// take waits for a slot until the context is done.
func (s *slots) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	if s.free > 0 {
		s.free--
		s.mu.Unlock()
		return nil
	}
	turn := make(chan struct{})
	s.queue = append(s.queue, turn)
	s.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	i := slices.Index(s.queue, turn)
	if i >= 0 {
		s.queue = slices.Delete(s.queue, i, i+1)
	}
	s.mu.Unlock()
	if i < 0 { // the turn came at the same moment
		s.give()
	}
	return ctx.Err()
}

// give hands the slot to the next in the queue.
func (s *slots) give() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		s.free++
		return
	}
	close(s.queue[0])
	s.queue = s.queue[1:]
}
