package audit

import (
	"context"

	"linkmedic/crawler"
)

// lane holds the targets of one host that still have to be asked.
type lane struct {
	waiting []crawler.Target
	busy    int // targets of this host being asked
	listed  bool
}

// queue hands out targets so that no host has more than perHost of them being
// asked: otherwise one hung host would come to hold every worker while they
// wait for their turn.
type queue struct {
	perHost int
	lanes   map[string]*lane
	ready   []*lane // lanes with something waiting and room for it, round robin
	left    int
}

func newQueue(targets []crawler.Target, perHost int) *queue {
	q := &queue{perHost: max(perHost, 1), lanes: make(map[string]*lane), left: len(targets)}
	for _, t := range targets {
		host := t.Host()
		l := q.lanes[host]
		if l == nil {
			l = new(lane)
			q.lanes[host] = l
		}
		l.waiting = append(l.waiting, t)
		q.list(l)
	}
	return q
}

// list puts a lane at the end of the ready ones, if it is.
func (q *queue) list(l *lane) {
	if !l.listed && len(l.waiting) > 0 && l.busy < q.perHost {
		l.listed = true
		q.ready = append(q.ready, l)
	}
}

// take removes the target whose turn it is.
func (q *queue) take() crawler.Target {
	l := q.ready[0]
	q.ready = q.ready[1:]
	l.listed = false
	t := l.waiting[0]
	l.waiting = l.waiting[1:]
	l.busy++
	q.left--
	q.list(l)
	return t
}

// done says that a target which take gave out has been asked.
func (q *queue) done(t crawler.Target) {
	l := q.lanes[t.Host()]
	l.busy--
	q.list(l)
}

// serve hands the targets out on work, in turn, until all are or ctx ends, and
// closes it. Whoever took one sends it back on finished.
func (q *queue) serve(ctx context.Context, work chan<- crawler.Target, finished <-chan crawler.Target) {
	defer close(work)
	var next *crawler.Target
	for q.left > 0 || next != nil {
		if next == nil && len(q.ready) > 0 {
			t := q.take()
			next = &t
		}
		var out chan<- crawler.Target
		var t crawler.Target
		if next != nil {
			out, t = work, *next
		}
		select {
		case out <- t:
			next = nil
		case t := <-finished:
			q.done(t)
		case <-ctx.Done():
			return
		}
	}
}
