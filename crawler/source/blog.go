package source

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"linkmedic/crawler"
)

// maxHops bounds the redirects from one link.
const maxHops = 10

// linksPerPage bounds the queue of a walk: so many addresses are remembered for
// each page that may be asked for.
const linksPerPage = 20

// blog is a live site, by the pages of it that the user named.
type blog struct {
	starts []*url.URL
}

// step is an address in the queue of a walk.
type step struct {
	url   *url.URL
	depth int // links away from the pages named
}

// site is one walk through a live blog: breadth first, one request at a time,
// never to another host.
type site struct {
	*reading
	ask   func(context.Context, *url.URL) (*answer, error)
	queue []step
	seen  map[string]bool // pages queued, asked for or redirected to
	asked int             // pages asked for, redirects not counted
	// left counts pages that robots.txt keeps us from.
	left int
}

// walkBlog delivers the pages of a live blog. A page named that cannot be had is
// delivered with its error; others are only links, which checking judges.
func (r *reading) walkBlog(ctx context.Context, b *blog) error {
	collector := newCollector(ctx, r.opts)
	s := &site{
		reading: r,
		ask:     func(ctx context.Context, u *url.URL) (*answer, error) { return ask(ctx, collector, u) },
		seen:    map[string]bool{},
	}
	for _, start := range b.starts {
		s.add(start, 0)
	}
	for len(s.queue) > 0 {
		if s.asked == r.opts.MaxPages {
			r.opts.Warn(fmt.Sprintf("%s: read %d pages and left at least %d more (--max-pages)", siteOf(b.starts[0]), s.asked, len(s.queue)))
			break
		}
		next := s.queue[0]
		s.queue = s.queue[1:]
		if err := s.visit(ctx, next); err != nil {
			return err
		}
	}
	if s.left > 0 {
		r.opts.Warn(fmt.Sprintf("%s: robots.txt keeps %d pages from being read", siteOf(b.starts[0]), s.left))
	}
	return nil
}

func (s *site) add(u *url.URL, depth int) {
	if page := pageOf(u); !s.seen[page] && len(s.seen) < linksPerPage*s.opts.MaxPages {
		s.seen[page] = true
		s.queue = append(s.queue, step{u, depth})
	}
}

// visit asks for one page, delivers it and queues what it links to.
func (s *site) visit(ctx context.Context, at step) error {
	u, a, err := s.resolve(ctx, at.url)
	if err != nil {
		return err
	}
	if u == nil { // led to a page that is in the queue or delivered
		return nil
	}
	if !errors.Is(a.err, errRobots) {
		s.asked++
	} else if at.depth > 0 {
		s.left++
	}
	if a.err == nil && !a.html {
		a.err = fmt.Errorf("this is no web page but %s", a.contentType)
	}
	if a.err != nil {
		if at.depth > 0 {
			return nil
		}
		s.found++
		return s.yield(failure(public(at.url), a.err))
	}
	s.found++
	if at.depth < s.opts.Depth {
		for _, link := range anchors(u, a.body) {
			s.add(link, at.depth+1)
		}
	}
	return s.yield(crawler.Document{
		Post:        crawler.Post{Path: public(u), Format: crawler.FormatHTML},
		Body:        a.body,
		ContentType: a.contentType,
		Base:        public(u),
	})
}

// resolve asks for a page and goes where redirects lead within the site. The
// address is nil when that is a page seen already.
func (s *site) resolve(ctx context.Context, u *url.URL) (*url.URL, *answer, error) {
	for range maxHops {
		a, err := s.ask(ctx, u)
		if err != nil || !a.redirected() {
			return u, a, err
		}
		next := follow(u, a.location)
		if next == nil {
			target, err := u.Parse(a.location)
			if err != nil {
				return u, &answer{err: errors.New("it redirects to something that is no address")}, nil
			}
			return u, &answer{err: fmt.Errorf("it redirects to %s; if that is the blog, name that address", public(target))}, nil
		}
		// A page that sets a cookie, or moves to https, redirects to itself.
		if pageOf(next) != pageOf(u) {
			if s.seen[pageOf(next)] {
				return nil, nil, nil
			}
			s.seen[pageOf(next)] = true
		}
		u = next
	}
	return u, &answer{err: fmt.Errorf("more than %d redirects", maxHops)}, nil
}
