package probe

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"linkmedic/crawler"
)

// Options are the settings of a Prober.
type Options struct {
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// MaxRedirects is how many redirects of one target are followed; 0
	// means 10.
	MaxRedirects int
}

// Prober visits targets. It is safe for concurrent use.
type Prober struct {
	transport    http.RoundTripper
	now          func() time.Time
	maxRedirects int
}

// New returns a Prober that asks through the transport, which has to bound
// every request in time. If the transport notes its requests in the
// crawler.Trace of their context, checks say what they cost.
func New(transport http.RoundTripper, o Options) *Prober {
	p := &Prober{transport: transport, now: o.Now, maxRedirects: o.MaxRedirects}
	if p.now == nil {
		p.now = time.Now
	}
	if p.maxRedirects <= 0 {
		p.maxRedirects = 10
	}
	return p
}

// Probe visits the target. The check is Skipped, with reason
// crawler.ReasonNotAsked, if the context ended first.
func (p *Prober) Probe(ctx context.Context, t crawler.Target) crawler.Check {
	if c, ok := Admit(t.URL); !ok {
		return c
	}
	ask, _ := crawler.Ask(t.URL) // admitted
	asked, err := url.Parse(ask)
	if err != nil {
		return skipped(crawler.ReasonMalformed, "")
	}
	ctx, trace := crawler.WithTrace(ctx)
	begun := p.now()
	c := p.visit(ctx, t, asked)
	if ctx.Err() != nil {
		c = skipped(crawler.ReasonNotAsked, "")
	}
	ended := p.now()
	if c.Verdict != crawler.Skipped {
		c.Checked = ended
	}
	c.Elapsed = max(ended.Sub(begun)-trace.Waited(), 0)
	c.Requests = trace.Requests()
	c.Reached, c.Resolved = trace.Reached(), trace.Resolved()
	return c
}
