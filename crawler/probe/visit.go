package probe

import (
	"context"
	"net/url"

	"linkmedic/crawler"
)

// visit finds out about one target: from its platform where the page does not
// tell, from the address itself otherwise.
func (p *Prober) visit(ctx context.Context, t crawler.Target, asked *url.URL) crawler.Check {
	if v, ok := videoAt(asked); ok {
		said := p.askPlatform(ctx, v)
		if said.definite() {
			return said.check(v)
		}
		return said.confirm(v, p.look(ctx, t, asked))
	}
	c := p.look(ctx, t, asked)
	if c.FinalURL == "" || c.Verdict != crawler.OK && c.Verdict != crawler.Moved {
		return c
	}
	// A short link may lead to a video.
	final, err := url.Parse(c.FinalURL)
	if err != nil {
		return c
	}
	v, ok := videoAt(final)
	if !ok {
		return c
	}
	return p.askPlatform(ctx, v).refine(v, c)
}

// look visits the address itself. What HEAD has told on the way counts only if
// all is well; GET is asked before anything bad is said.
func (p *Prober) look(ctx context.Context, t crawler.Target, asked *url.URL) crawler.Check {
	way := p.walk(ctx, asked, acceptFor(t), false)
	c := judge(t, way)
	if way.byHead && c.Verdict != crawler.OK && c.Verdict != crawler.Moved && ctx.Err() == nil {
		c = judge(t, p.walk(ctx, asked, acceptFor(t), true))
	}
	return c
}
