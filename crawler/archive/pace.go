package archive

import (
	"sync"
	"time"
)

// How many requests may be made at once before they are spread out. They count
// towards the limit of a minute.
const (
	replayBurst = 20
	cdxBurst    = 4
)

// bucket is a token bucket (in the form of the generic cell rate algorithm of
// ITU-T I.371): it bounds the requests that are made in any 60 seconds.
type bucket struct {
	every time.Duration // between requests that come steadily
	slack time.Duration // how far ahead of that a burst may be

	mu   sync.Mutex
	next time.Time // when the next request would be due if all came steadily
}

// newBucket lets at most perMinute requests pass in any 60 seconds, up to burst
// of them at once.
func newBucket(perMinute, burst int) *bucket {
	perMinute = max(perMinute, 2)
	burst = min(burst, perMinute/2)
	every := time.Minute / time.Duration(perMinute-burst)
	return &bucket{every: every, slack: time.Duration(burst-1) * every}
}

// reserve takes a place in the queue and returns how long the request has to
// wait for it.
func (b *bucket) reserve(now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next.Before(now) {
		b.next = now
	}
	wait := b.next.Add(-b.slack).Sub(now)
	b.next = b.next.Add(b.every)
	return max(0, wait)
}
