package source

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"linkmedic/crawler"
)

// ErrNoPosts is the error of Each when the sources hold no posts at all. What
// wraps it says what was looked for.
var ErrNoPosts = errors.New("no posts found")

// reading is one pass over a Set.
type reading struct {
	*Set
	yield func(crawler.Document) error
	files map[string]bool // real paths of the files delivered
	found int             // documents, missing files not counted
	left  leftOut
	stdin bool // standard input has been read
}

// Each delivers the documents of all sources: sources in the order in which they
// were named, folders in the order of names, files once each however often they
// are named. What cannot be read is delivered with Post.Error and no Body.
//
// It ends with the first error of yield or ctx, which it returns as it is, and
// returns an error that wraps ErrNoPosts when there was nothing to deliver. Yield
// is never called concurrently.
func (s *Set) Each(ctx context.Context, yield func(crawler.Document) error) error {
	r := &reading{Set: s, yield: yield, files: map[string]bool{}}
	for _, it := range s.items {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.item(ctx, it); err != nil {
			return err
		}
	}
	if r.found == 0 {
		return r.noPosts()
	}
	return nil
}

func (r *reading) item(ctx context.Context, it item) error {
	switch {
	case it.err != nil:
		return r.yield(failure(r.postPath(it.file, it.name), it.err))
	case it.stdin:
		return r.readStdin(ctx)
	case it.blog != nil:
		return r.walkBlog(ctx, it.blog)
	case it.tree != nil:
		return r.walkTree(ctx, it)
	}
	real, err := filepath.EvalSymlinks(it.file)
	if err != nil { // a file of /proc or /dev/fd has no path behind it
		real = it.file
	}
	return r.file(ctx, it.file, real, it.name)
}

func (r *reading) walkTree(ctx context.Context, it item) error {
	before := r.found
	w := walk{
		tree:      *it.tree,
		supported: r.opts.Supported,
		found:     func(path, real string) error { return r.file(ctx, path, real, it.name) },
		failed: func(path string, err error) error {
			r.found++
			return r.yield(failure(r.postPath(path, it.name), err))
		},
		left: &r.left,
	}
	if err := w.run(ctx); err != nil {
		return err
	}
	if it.tree.glob != nil && r.found == before {
		return r.yield(failure(display(it.name), errors.New("no file matches this pattern")))
	}
	return nil
}

// file delivers a file, if it was not delivered under another name.
func (r *reading) file(ctx context.Context, path, real, named string) error {
	r.found++
	if r.files[real] {
		return nil
	}
	r.files[real] = true
	body, err := readFile(ctx, path, r.opts.MaxFileSize)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return r.yield(failure(r.postPath(path, named), err))
	}
	return r.yield(crawler.Document{
		Post: crawler.Post{Path: r.postPath(path, named)},
		Body: body,
		Base: r.opts.BaseURL,
	})
}

func (r *reading) readStdin(ctx context.Context) error {
	if r.stdin {
		return nil
	}
	r.stdin = true
	r.found++
	body, err := readStdin(ctx, r.opts.Stdin, r.opts.MaxFileSize)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return r.yield(failure("-", err))
	}
	return r.yield(crawler.Document{
		Post: crawler.Post{Path: "-", Format: r.opts.StdinFormat},
		Body: body,
		Base: r.opts.BaseURL,
	})
}

func failure(path string, err error) crawler.Document {
	return crawler.Document{Post: crawler.Post{Path: path, Error: err.Error()}}
}

// noPosts says what was looked for, where, and what was passed by.
func (r *reading) noPosts() error {
	var names []string
	for _, it := range r.items {
		names = append(names, display(crawler.Mask(it.name)))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "in %s", strings.Join(names, ", "))
	if len(r.opts.Extensions) > 0 {
		fmt.Fprintf(&b, "; looked for %s", strings.Join(r.opts.Extensions, ", "))
	}
	for _, left := range []struct {
		n    int
		what string
	}{
		{r.left.unsupported, "of another kind"},
		{r.left.ignored, "named by .gitignore or node_modules"},
		{r.left.hidden, "hidden"},
	} {
		if left.n > 0 {
			fmt.Fprintf(&b, "; left out %d %s", left.n, left.what)
		}
	}
	if r.left.unsupported > 0 {
		b.WriteString("; name a file itself to have it read whatever its kind")
	}
	return fmt.Errorf("%w %s", ErrNoPosts, b.String())
}
