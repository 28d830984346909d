package audit

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"linkmedic/crawler"
)

// Reader turns the documents of a source into posts with classified links.
type Reader struct {
	Source Source
	// Extract finds a document's links; its error is one of the document.
	Extract func(crawler.Document) (crawler.Post, []crawler.Link, error)
	// Classify says what a link promises, and which rule decided.
	Classify func(crawler.Link) (crawler.Class, crawler.ClassFrom)
	// Keep says whether a classified link is wanted at all (--class).
	Keep func(crawler.Link) bool
	// Parsers bounds the documents being parsed at once.
	Parsers int
}

// Read calls yield, from several goroutines at once and in no order, with every
// post of the source and its links. A post that cannot be read is yielded with
// its Error and without links. Read returns the first error of the source, of
// yield or of ctx.
func (r *Reader) Read(ctx context.Context, yield func(context.Context, crawler.Post, []crawler.Link) error) error {
	group, ctx := errgroup.WithContext(ctx)
	// Unbuffered: with the parsers busy the source waits, so that no more
	// than Parsers+1 bodies are in memory.
	documents := make(chan crawler.Document)
	group.Go(func() error {
		defer close(documents)
		return r.Source.Each(ctx, func(d crawler.Document) error {
			select {
			case documents <- d:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	})
	for range max(r.Parsers, 1) {
		group.Go(func() error {
			for d := range documents {
				post, links := r.parse(d)
				if err := yield(ctx, post, links); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func (r *Reader) parse(d crawler.Document) (crawler.Post, []crawler.Link) {
	if d.Post.Error != "" {
		return d.Post, nil
	}
	post, links, err := r.Extract(d)
	if err != nil {
		post.Path, post.Error = d.Post.Path, err.Error()
		return post, nil
	}
	kept := links[:0]
	for _, l := range links {
		l.Class, l.ClassFrom = r.Classify(l)
		if r.Keep(l) {
			kept = append(kept, l)
		}
	}
	return post, kept
}

// record reads all posts into the recorder and counts the unreadable ones.
func (a *Audit) record(ctx context.Context) (unreadable int, err error) {
	var bad atomic.Int64
	err = a.Read(ctx, func(ctx context.Context, p crawler.Post, links []crawler.Link) error {
		if p.Error != "" {
			bad.Add(1)
		}
		a.Observer.PostRead(p, len(links))
		return a.Recorder.AddPost(ctx, p, links)
	})
	return int(bad.Load()), err
}
