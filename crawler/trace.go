package crawler

import (
	"context"
	"sync/atomic"
	"time"
)

// Trace is what the transport notes while it serves one visit: what the visit
// cost and whether the network was seen to work. Its methods may be called
// concurrently; those that note do nothing on a nil Trace.
type Trace struct {
	requests atomic.Int64
	waited   atomic.Int64
	reached  atomic.Bool
	resolved atomic.Bool
}

type traceKey struct{}

// WithTrace returns a context whose requests are noted in the returned Trace.
func WithTrace(ctx context.Context) (context.Context, *Trace) {
	t := new(Trace)
	return context.WithValue(ctx, traceKey{}, t), t
}

// TraceFrom returns the Trace that the context carries, or nil.
func TraceFrom(ctx context.Context) *Trace {
	t, _ := ctx.Value(traceKey{}).(*Trace)
	return t
}

// Requests is the number of requests made, retries counted.
func (t *Trace) Requests() int { return int(t.requests.Load()) }

// Waited is how long the visit waited out of politeness: for its turn, for a
// host that asked for a rest, before retries.
func (t *Trace) Waited() time.Duration { return time.Duration(t.waited.Load()) }

// Reached reports whether an address answered (a refusal is an answer, too) or
// a name resolved.
func (t *Trace) Reached() bool { return t.reached.Load() }

// Resolved reports whether the name system resolved a name.
func (t *Trace) Resolved() bool { return t.resolved.Load() }

// NoteRequest notes that a request is about to be made.
func (t *Trace) NoteRequest() {
	if t != nil {
		t.requests.Add(1)
	}
}

// NoteWait notes that the visit waited out of politeness.
func (t *Trace) NoteWait(d time.Duration) {
	if t != nil {
		t.waited.Add(int64(d))
	}
}

// NoteReached notes that the network was seen to work.
func (t *Trace) NoteReached() {
	if t != nil {
		t.reached.Store(true)
	}
}

// NoteResolved notes that a name was resolved, which is a sign of a working
// network, too.
func (t *Trace) NoteResolved() {
	if t != nil {
		t.reached.Store(true)
		t.resolved.Store(true)
	}
}
