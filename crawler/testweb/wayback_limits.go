package testweb

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// The limits of the Wayback Machine for one address, in requests a minute, as
// the wayback package of EDGI has them (v0.5.1, June 2026).
const (
	WaybackReplayLimit = 600
	WaybackCDXLimit    = 30
)

// WaybackLimits is a Wayback.Before that enforces requests a minute: on replay,
// and on the CDX server together with timemaps. Who exceeds a limit gets 429;
// who goes on asking for more than a minute is blocked for an hour, which looks
// like a broken connection.
func WaybackLimits(replay, cdx int, now func() time.Time) func(*http.Request) Page {
	w := &waybackLimits{replay: window{limit: replay}, cdx: window{limit: cdx}, now: now}
	return w.before
}

type waybackLimits struct {
	now func() time.Time

	mu          sync.Mutex
	replay, cdx window
	// refused is the first of the refusals that were not heeded, latest the
	// last of them.
	refused, latest time.Time
	blockedUntil    time.Time
}

// window is the requests of the last minute.
type window struct {
	limit  int
	passed []time.Time
}

func (w *window) admit(t time.Time) bool {
	for len(w.passed) > 0 && t.Sub(w.passed[0]) >= time.Minute {
		w.passed = w.passed[1:]
	}
	if len(w.passed) >= w.limit {
		return false
	}
	w.passed = append(w.passed, t)
	return true
}

func (w *waybackLimits) before(r *http.Request) Page {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.now()
	if t.Before(w.blockedUntil) {
		return Reset()
	}
	var bucket *window
	switch path := r.URL.Path; {
	case path == "/cdx/search/cdx", strings.HasPrefix(path, "/web/timemap/"):
		bucket = &w.cdx
	case strings.HasPrefix(path, "/web/"):
		bucket = &w.replay
	default:
		return nil
	}
	if bucket.admit(t) {
		return nil
	}
	if t.Sub(w.latest) >= time.Minute {
		w.refused = t
	}
	w.latest = t
	if t.Sub(w.refused) > time.Minute {
		w.blockedUntil = t.Add(time.Hour)
		return Reset()
	}
	return Status(http.StatusTooManyRequests)
}
