package probe

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"linkmedic/crawler"
)

// walk follows the address to the end of its redirects. Every hop goes through
// the transport and so pays its own host. With getOnly set HEAD is never used.
func (p *Prober) walk(ctx context.Context, asked *url.URL, accept string, getOnly bool) trail {
	t := trail{asked: asked}
	v := &visitor{transport: p.transport, accept: accept}
	seen := make(map[string]bool)
	for at := asked; ; {
		seen[visited(at, v)] = true
		a, err := p.askBest(ctx, v, at, getOnly)
		if err != nil {
			t.err = err
			return t
		}
		t.last = a
		t.byHead = t.byHead || a.method == http.MethodHead
		next, ok := redirectOf(a)
		if !ok {
			return t
		}
		to, reason := follow(at, next.location)
		switch {
		case reason != "":
			t.stop = reason
			t.stopped = fmt.Sprintf("%s answered %s and points to %s", shown(at.String()), statusText(a.status), quoteLocation(next.location))
			return t
		case len(t.hops) == p.maxRedirects:
			t.stop = crawler.ReasonTooManyRedirects
			t.stopped = fmt.Sprintf("still redirecting after %d redirects", p.maxRedirects)
			return t
		}
		if seen[visited(to, v)] {
			if a.success() { // a page that refreshes back and forth shows itself
				return t
			}
			t.hops = append(t.hops, hop{anonymous(to).String(), a.status, next.permanent})
			t.stop = crawler.ReasonRedirectLoop
			t.stopped = "redirects in a circle: " + circle(t)
			return t
		}
		t.hops = append(t.hops, hop{anonymous(to).String(), a.status, next.permanent})
		at = to
	}
}

// visited names a visit to an address for the recognition of loops. Cookies
// belong to it: many sites redirect to the same address once they have set one.
func visited(u *url.URL, v *visitor) string { return u.String() + "\n" + v.cookies(u) }

// askBest asks by HEAD what is a file, and by GET what is not or where HEAD
// does not suffice.
func (p *Prober) askBest(ctx context.Context, v *visitor, u *url.URL, getOnly bool) (answer, error) {
	if !getOnly && headFirst(u) {
		a, err := v.ask(ctx, http.MethodHead, u)
		if err == nil && headSuffices(a) || ctx.Err() != nil {
			return a, err
		}
	}
	return v.ask(ctx, http.MethodGet, u)
}

// circle names the addresses of a redirect loop.
func circle(t trail) string {
	names := []string{shown(anonymous(t.asked).String())}
	for _, h := range t.hops {
		names = append(names, shown(h.to))
	}
	if len(names) > 4 {
		names = append(names[:2:2], append([]string{"…"}, names[len(names)-2:]...)...)
	}
	return strings.Join(names, " → ")
}

func quoteLocation(location string) string {
	switch {
	case strings.TrimSpace(location) == "":
		return "nowhere (no Location)"
	case len(location) > locationLimit:
		return fmt.Sprintf("an address of %d bytes", len(location))
	}
	return fmt.Sprintf("%q, which is not a web address", shown(location))
}
