package archive

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const (
	// defaultRest is how long we wait after a 429 that does not say how
	// long. Ignoring 429 for more than a minute brings a block of an hour
	// (edgi/wayback#137).
	defaultRest = time.Minute
	// leastRest is how long we wait whatever the archive says.
	leastRest = time.Second
	// longestRest is the longest that we wait; whoever wants more is left
	// alone for the run.
	longestRest = 2 * time.Minute
	// failuresInARow is after how many of them the archive is left alone.
	failuresInARow = 3
)

// manners is what the archive asked of us in this run, and whether it is still
// to be asked.
type manners struct {
	mu sync.Mutex
	// restFrom and restUntil are the rest that the archive's 429 asked for.
	restFrom, restUntil time.Time
	failures            int
	lastFailed          *search
	// over is set, and ended closed, when the archive is left alone.
	over  *trouble
	ended chan struct{}
}

func newManners() *manners { return &manners{ended: make(chan struct{})} }

// end leaves the archive alone from now on; the caller holds the lock.
func (m *manners) end(evidence string) *trouble {
	if m.over == nil {
		m.over = &trouble{evidence: evidence + " It is left alone for the rest of this run.", final: true}
		close(m.ended)
	}
	return m.over
}

// limited notes a 429 to a request that was begun at that time. The first asks
// for a rest, after which the request may be repeated; the second, or a rest
// that is too long, ends everything. Refusals of requests that were under way
// before the rest began are the same refusal.
func (m *manners) limited(begun, now time.Time, asked time.Duration, host string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if asked < 0 {
		asked = defaultRest
	}
	asked = max(asked, leastRest)
	switch {
	case m.over != nil:
		return m.over
	case asked > longestRest:
		return m.end(fmt.Sprintf("%s wants to be left alone for %s.", host, asked))
	case m.restFrom.IsZero():
		m.restFrom = now
	case begun.After(m.restFrom):
		return m.end(host + " said for the second time that it is asked too often.")
	}
	if until := now.Add(asked); until.After(m.restUntil) {
		m.restUntil = until
	}
	return nil
}

// failed notes a failure. Three in a row end everything, but those that one
// search meets count once: a capture that cannot be shown says little about the
// archive.
func (m *manners) failed(s *search, evidence string, final bool) *trouble {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.over != nil {
		return m.over
	}
	if m.failures == 0 || m.lastFailed != s {
		m.failures++
		m.lastFailed = s
	}
	if final || m.failures >= failuresInARow {
		return m.end(evidence)
	}
	return &trouble{evidence: evidence}
}

// succeeded notes an answer that means something.
func (m *manners) succeeded() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failures, m.lastFailed = 0, nil
}

// rest is how long the archive still wants to be left alone.
func (m *manners) rest(now time.Time) time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return max(0, m.restUntil.Sub(now))
}

// sleep waits for d and returns nil, or an error as soon as ctx is done or the
// archive is to be left alone.
func (m *manners) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-m.ended:
		return m.over
	case <-timer.C:
	}
	select { // both may have been ready
	case <-m.ended:
		return m.over
	default:
		return ctx.Err()
	}
}
