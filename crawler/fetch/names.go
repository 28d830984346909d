package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"
)

// names looks host names up, each once in a Client's life: who asks for a name
// that is being looked up waits for that answer, and answers are kept. Failures
// of the look-up itself are not kept.
type names struct {
	network Network
	timeout time.Duration

	mu    sync.Mutex
	known map[string]*lookup
}

// lookup is one look-up; its results may be read once done is closed.
type lookup struct {
	done  chan struct{}
	addrs []netip.Addr
	err   error
	// abandoned says that whoever looked up gave up before the answer came.
	abandoned bool
}

func newNames(network Network, timeout time.Duration) *names {
	return &names{network: network, timeout: timeout, known: make(map[string]*lookup)}
}

// addresses returns the addresses of the host, at least one. The error is a
// *net.DNSError, whose IsNotFound says that the name does not exist, or that of
// the context.
func (n *names) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	for {
		l, mine := n.claim(host)
		if mine {
			n.resolve(ctx, host, l)
		} else {
			select {
			case <-l.done:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		if l.abandoned && ctx.Err() == nil {
			continue // the next one looks it up
		}
		return l.addrs, l.err
	}
}

// claim returns the host's look-up; mine says that the caller has to do it.
func (n *names) claim(host string) (l *lookup, mine bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	l, ok := n.known[host]
	if !ok {
		l = &lookup{done: make(chan struct{})}
		n.known[host] = l
	}
	return l, !ok
}

// resolve does the look-up and lets those who wait for it go on.
func (n *names) resolve(ctx context.Context, host string, l *lookup) {
	defer close(l.done)
	bounded, cancel := context.WithTimeout(ctx, n.timeout)
	defer cancel()
	l.addrs, l.err = n.ask(bounded, host)
	if l.err == nil {
		return
	}
	l.abandoned = ctx.Err() != nil
	var dns *net.DNSError
	if !errors.As(l.err, &dns) {
		l.err = &net.DNSError{Err: l.err.Error(), Name: host, IsTimeout: bounded.Err() != nil, IsTemporary: true}
	}
	if dns == nil || !dns.IsNotFound || l.abandoned {
		n.mu.Lock()
		delete(n.known, host)
		n.mu.Unlock()
	}
}

// confirmAfter is the pause before a name that does not exist is looked up
// again, short timeouts apart: a server that is just restarting may have said so.
const confirmAfter = 500 * time.Millisecond

// ask looks the name up and believes that it does not exist only when told
// twice.
func (n *names) ask(ctx context.Context, host string) ([]netip.Addr, error) {
	addrs, err := n.once(ctx, host)
	if !notFound(err) {
		return addrs, err
	}
	t := time.NewTimer(min(confirmAfter, n.timeout/4))
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return n.once(ctx, host)
}

func (n *names) once(ctx context.Context, host string) ([]netip.Addr, error) {
	addrs, err := n.network.LookupNetIP(ctx, "ip", host)
	if err == nil && len(addrs) == 0 {
		err = &net.DNSError{Err: "the name has no address", Name: host}
	}
	return addrs, err
}

func notFound(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}
