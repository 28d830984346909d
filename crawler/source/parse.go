package source

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"linkmedic/crawler"
)

// Set is what the user named, understood but not read yet.
type Set struct {
	opts  Options
	dir   string // Options.Dir, absolute
	items []item
}

// item is one source. Exactly one of its fields is set, apart from name.
type item struct {
	name  string // as the user wrote it
	file  string // a file to read, absolute
	err   error  // why there is no file of that name
	tree  *tree  // a folder or glob
	stdin bool
	blog  *blog
}

// Parse understands the arguments of a command line. A name that exists is a
// file or folder, even if it looks like a glob. The errors are mistakes in the
// command: nothing named, an address that is none or may not be asked, a
// pattern that is none, or names of which not a single one exists. One missing
// file among others is not such an error; Each reports it as a document.
func Parse(args []string, o Options) (*Set, error) {
	if len(args) == 0 {
		return nil, errors.New("no source named: name files, folders, globs, - for standard input, or the address of a blog")
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("working directory: %w", err)
	}
	s := &Set{opts: o.withDefaults(), dir: dir}
	blogs := map[string]*blog{}
	missing := []error{}
	for _, arg := range args {
		if isURL(arg) {
			if err := s.addBlog(arg, blogs); err != nil {
				return nil, err
			}
			continue
		}
		it, err := s.parseName(arg)
		if err != nil {
			return nil, err
		}
		if it.err != nil {
			missing = append(missing, fmt.Errorf("%s: %w", display(it.name), it.err))
		}
		s.items = append(s.items, it)
	}
	if len(missing) == len(args) {
		return nil, errors.Join(missing...)
	}
	return s, nil
}

// parseName understands everything but addresses.
func (s *Set) parseName(arg string) (item, error) {
	switch {
	case arg == "":
		return item{}, errors.New("a source has an empty name")
	case arg == "-" && s.opts.Stdin == nil:
		return item{}, errors.New("-: there is no standard input")
	case arg == "-":
		return item{name: arg, stdin: true}, nil
	}
	path := arg
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.dir, path)
	}
	path = filepath.Clean(path)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return item{name: arg, tree: &tree{root: path}}, nil
	case err == nil:
		return item{name: arg, file: path}, nil
	case strings.Contains(arg, "://"):
		return item{}, fmt.Errorf("%s: only http:// and https:// addresses can be read", crawler.Mask(arg))
	case errors.Is(err, fs.ErrNotExist) && isGlob(arg):
		if !doublestar.ValidatePattern(filepath.ToSlash(arg)) {
			return item{}, fmt.Errorf("%s: not a valid pattern", display(arg))
		}
		return item{name: arg, tree: globTree(s.dir, arg)}, nil
	}
	return item{name: arg, file: path, err: cause(err)}, nil
}

// addBlog adds the address to the walk of its site, so that no page is asked
// for twice when several pages of a site are named.
func (s *Set) addBlog(arg string, blogs map[string]*blog) error {
	address, reason := crawler.Ask(arg)
	u, err := url.Parse(address)
	if reason != "" || err != nil {
		return fmt.Errorf("%s: not a valid address", crawler.Mask(arg))
	}
	if odd := oddNumber(u.Hostname()); odd {
		return fmt.Errorf("%s: not a valid address", crawler.Mask(arg))
	}
	if !s.opts.AllowPrivate && isPrivate(u.Hostname()) {
		return fmt.Errorf("%s: this is a private address; it is read only with --allow-private", crawler.Mask(arg))
	}
	if s.opts.Transport == nil {
		return fmt.Errorf("%s: there is no way to reach live blogs here", crawler.Mask(arg))
	}
	b := blogs[siteOf(u)]
	if b == nil {
		b = &blog{}
		blogs[siteOf(u)] = b
		s.items = append(s.items, item{name: arg, blog: b})
	}
	b.starts = append(b.starts, u)
	return nil
}

func isURL(arg string) bool {
	scheme, _, ok := strings.Cut(arg, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

func isGlob(arg string) bool { return strings.ContainsAny(arg, "*?[{") }

// cause strips the operation and the path from an error of package os: whoever
// shows it names the file in its own way.
func cause(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
