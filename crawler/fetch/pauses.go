package fetch

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"linkmedic/crawler"
)

// pauses is the memory of hosts that asked to be left alone for a while.
type pauses struct {
	longest time.Duration
	mu      sync.Mutex
	hosts   map[string]pause
}

// pause is the rest that a host asked for: until when, and since when it has
// given no proper answer. The second keeps a host that asks for one rest after
// another from being waited for without end.
type pause struct {
	since, until time.Time
	status       int
}

func newPauses(longest time.Duration) *pauses {
	return &pauses{longest: longest, hosts: make(map[string]pause)}
}

// extend notes that the host asked, by the status, for a rest from now on.
func (p *pauses) extend(host string, rest time.Duration, status int, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h, ok := p.hosts[host]
	if !ok {
		h.since = now
	}
	if until := now.Add(rest); until.After(h.until) {
		h.until, h.status = until, status
	}
	p.hosts[host] = h
}

// clear notes that the host gave a proper answer. A rest that it asked for
// meanwhile still holds.
func (p *pauses) clear(host string, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h, ok := p.hosts[host]; ok && !now.Before(h.until) {
		delete(p.hosts, host)
	}
}

// rest is how long the host still wants to be left alone; the error says that
// this is longer than anybody waits.
func (p *pauses) rest(host string, now time.Time) (time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[host]
	left := h.until.Sub(now)
	if left <= 0 {
		return 0, nil
	}
	if h.until.Sub(h.since) > p.longest {
		return left, &crawler.HostPausedError{Host: host, Until: h.until, Status: h.status}
	}
	return left, nil
}

// errPausedMeanwhile says that the host asked for a rest while the request was
// waiting for its turn. It never leaves the package.
var errPausedMeanwhile = errors.New("host paused while the request waited for its turn")

// wait waits until the host's rest is over, or refuses at once with a
// *crawler.HostPausedError if that would take too long. No slot is held.
type wait struct {
	next   http.RoundTripper
	memory *pauses
}

func (w wait) RoundTrip(req *http.Request) (*http.Response, error) {
	host := hostOf(req.URL)
	for {
		rest, err := w.memory.rest(host, time.Now())
		if err != nil {
			return nil, err
		}
		if err := sleep(req.Context(), rest); err != nil {
			return nil, err
		}
		resp, err := w.next.RoundTrip(req)
		if errors.Is(err, errPausedMeanwhile) {
			continue
		}
		return resp, err
	}
}

// recheck sends a request back to wait if its host asked for a rest while it
// queued, and notes the rests that answers ask for before the next in the queue
// gets its turn.
type recheck struct {
	next   http.RoundTripper
	memory *pauses
}

func (r recheck) RoundTrip(req *http.Request) (*http.Response, error) {
	host := hostOf(req.URL)
	if rest, _ := r.memory.rest(host, time.Now()); rest > 0 {
		return nil, errPausedMeanwhile
	}
	resp, err := r.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	if rest, asked := restAsked(resp, now); asked {
		r.memory.extend(host, rest, resp.StatusCode, now)
	} else if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
		r.memory.clear(host, now)
	}
	return resp, nil
}
