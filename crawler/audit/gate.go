package audit

import (
	"context"
	"fmt"
	"net/netip"
	"sync"

	"linkmedic/crawler"
)

const (
	// portalHosts is from how many hosts showing the same page a portal is
	// suspected to answer for them all.
	portalHosts = 3
	// portalAnswers is how many answers are held back at most while a portal
	// is suspected.
	portalAnswers = 50
)

var errPortal = fmt.Errorf("%w: every host answers with the same page, as the portal of a network does before one has logged in", ErrOffline)

// held is a check that waits at the gate.
type held struct {
	target crawler.Target
	check  crawler.Check
}

// gate holds checks back until the network is seen to work, so that a laptop
// without network, or one behind the portal of a hotel, does not declare the
// web dead: until then nothing that was found says anything about a target.
// "No such domain" waits until another name has resolved, too: a broken resolver
// says it of every name. The zero gate with pass set is closed.
type gate struct {
	pass recordFunc

	mu        sync.Mutex
	open      bool
	asked     bool // something was asked that was not refused by ourselves
	reached   bool
	resolved  bool
	waiting   []held // for the gate to open
	nameless  []held // for a name that resolves
	portal    portal
	portalled bool // for good: what is still in flight must not open the gate
}

// settled adds a check for which nobody was asked.
func (g *gate) settled(t crawler.Target, c crawler.Check) {
	g.waiting = append(g.waiting, held{t, c})
}

// enter passes a check on, now or once the network is seen to work. It returns
// ErrOffline as soon as a portal is found out.
func (g *gate) enter(ctx context.Context, t crawler.Target, c crawler.Check) error {
	out, err := g.admit(t, c)
	if err != nil {
		return err
	}
	return g.passAll(ctx, out)
}

// admit returns the checks that may pass now.
func (g *gate) admit(t crawler.Target, c crawler.Check) ([]held, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.portalled {
		return nil, errPortal
	}
	g.asked = g.asked || c.Verdict != crawler.Skipped
	g.reached = g.reached || c.Reached
	g.resolved = g.resolved || c.Resolved
	if c.Reason == crawler.ReasonDNSNotFound && !g.resolved {
		g.nameless = append(g.nameless, held{t, c})
		return nil, nil
	}
	g.waiting = append(g.waiting, held{t, c})
	if c.Reached && !g.open {
		suspected := g.portal.sees(t, c)
		if suspected && g.portal.answers >= portalAnswers && g.portal.proven() {
			g.portalled = true
			return nil, errPortal
		}
		g.open = !suspected || g.portal.answers >= portalAnswers
	}
	return g.release(), nil
}

// release returns what has to wait no longer.
func (g *gate) release() []held {
	if !g.open {
		return nil
	}
	out := g.waiting
	g.waiting = nil
	if g.resolved {
		out = append(out, g.nameless...)
		g.nameless = nil
	}
	return out
}

// close decides about what still waits when everything has been asked.
func (g *gate) close(ctx context.Context) error {
	g.mu.Lock()
	switch {
	case g.asked && !g.reached:
		g.mu.Unlock()
		return ErrOffline
	case !g.open && g.portal.proven():
		g.mu.Unlock()
		return errPortal
	}
	g.open = true
	out := g.release()
	for _, h := range g.nameless {
		h.check.Verdict, h.check.Reason = crawler.Unknown, crawler.ReasonDNSFailed
		h.check.Evidence = "the name could not be found, but neither could any other: that may be our own trouble"
		out = append(out, h)
	}
	g.nameless = nil
	g.mu.Unlock()
	return g.passAll(ctx, out)
}

func (g *gate) passAll(ctx context.Context, out []held) error {
	for _, h := range out {
		if err := g.pass(ctx, h.target, h.check); err != nil {
			return err
		}
	}
	return nil
}

// portal remembers whether every answer so far was the same page.
type portal struct {
	page    uint64
	hosts   map[string]bool
	answers int
	other   bool // an answer was not that page
}

// sees takes an answer in and reports whether all of them may come from one
// portal. Hosts that are addresses are left out: no name server was asked that
// could have been lied to about them. A visit without an answer says nothing for
// or against: a portal breaks what is encrypted.
func (p *portal) sees(t crawler.Target, c crawler.Check) bool {
	if c.Status == 0 {
		return !p.other
	}
	host := t.Hostname()
	if _, err := netip.ParseAddr(host); err == nil || c.Page == 0 {
		p.other = true
		return false
	}
	if p.hosts == nil {
		p.page, p.hosts = c.Page, make(map[string]bool)
	}
	p.answers++
	p.hosts[host] = true
	p.other = p.other || c.Page != p.page
	return !p.other
}

// proven reports whether enough hosts have shown the same page, and none has
// shown another.
func (p *portal) proven() bool { return !p.other && len(p.hosts) >= portalHosts }
