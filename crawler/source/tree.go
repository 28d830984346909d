package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// tree is a folder with everything below it, or what a glob selects of it.
type tree struct {
	root string
	glob *glob // nil: all
}

// leftOut counts what a walk passed by, for the message that says why there are
// no posts.
type leftOut struct {
	unsupported, hidden, ignored int
}

// walk is one walk through a tree.
//
// It goes through each folder in the order of names and leaves out hidden files
// and folders, node_modules, and what .gitignore files name. Symbolic links are
// followed after everything else, so that a post is known by its real name where
// it has one below the same root; each file is found once however many links
// lead to it.
type walk struct {
	tree
	supported func(name string) bool
	// found is called with the path of each file; failed with what cannot
	// be read. Their errors end the walk.
	found  func(path, real string) error
	failed func(path string, err error) error
	left   *leftOut

	folders map[string]bool // real paths of the folders walked
	links   []link
}

// link is a symbolic link to follow when the rest is done.
type link struct {
	path string
	// above are the rules of the folder that holds the link.
	above *ignores
	depth int
	whole bool
}

// run walks the tree. It returns the error of ctx, found or failed.
func (w *walk) run(ctx context.Context) error {
	real, err := filepath.EvalSymlinks(w.root)
	if err != nil {
		if w.glob != nil && errors.Is(err, fs.ErrNotExist) {
			return nil // the pattern matches nothing
		}
		return w.failed(w.root, cause(err))
	}
	w.folders = map[string]bool{}
	if err := w.folder(ctx, w.root, real, ignoresAbove(w.root), 0, w.glob == nil); err != nil {
		return err
	}
	for len(w.links) > 0 {
		l := w.links[0]
		w.links = w.links[1:]
		if err := w.follow(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// folder walks one folder, depth folders below the root. Whole says that
// everything in it is taken: it was named, or a glob matched it.
func (w *walk) folder(ctx context.Context, path, real string, above *ignores, depth int, whole bool) error {
	if w.folders[real] {
		return nil
	}
	w.folders[real] = true
	entries, err := os.ReadDir(path) // ordered by name
	if err != nil {
		if err := w.failed(path, cause(err)); err != nil {
			return err
		}
	}
	rules := readIgnores(above, path)
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := entry.Name()
		child := filepath.Join(path, name)
		switch mode := entry.Type(); {
		case strings.HasPrefix(name, "."):
			w.left.hidden++
		case mode&fs.ModeSymlink != 0:
			w.links = append(w.links, link{child, rules, depth, whole})
		case mode.IsDir():
			if err := w.subfolder(ctx, child, filepath.Join(real, name), rules, depth, whole); err != nil {
				return err
			}
		case mode.IsRegular():
			if err := w.file(child, filepath.Join(real, name), rules, whole); err != nil {
				return err
			}
		}
	}
	return nil
}

// subfolder walks a folder if nothing is against it.
func (w *walk) subfolder(ctx context.Context, path, real string, rules *ignores, depth int, whole bool) error {
	if filepath.Base(path) == "node_modules" || rules.match(path, true) {
		w.left.ignored++
		return nil
	}
	if !whole {
		whole = w.glob.match(path)
	}
	if !whole && w.glob.depth >= 0 && depth >= w.glob.depth {
		return nil
	}
	return w.folder(ctx, path, real, rules, depth+1, whole)
}

func (w *walk) file(path, real string, rules *ignores, whole bool) error {
	if !w.wants(path, whole) {
		return nil
	}
	if rules.match(path, false) {
		w.left.ignored++
		return nil
	}
	return w.found(path, real)
}

// wants reports whether the file is a post by its name.
func (w *walk) wants(path string, whole bool) bool {
	supported := w.supported(filepath.Base(path))
	if !whole {
		if !w.glob.match(path) {
			return false
		}
		supported = supported || w.glob.byName
	}
	if !supported {
		w.left.unsupported++
	}
	return supported
}

// follow goes where a symbolic link leads, unless that is a folder that the link
// itself is in.
func (w *walk) follow(ctx context.Context, l link) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	real, err := filepath.EvalSymlinks(l.path)
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(real)
	}
	if err != nil {
		if !w.wants(l.path, l.whole) || l.above.match(l.path, false) {
			return nil
		}
		return w.failed(l.path, errors.New("the symbolic link leads nowhere"))
	}
	switch {
	case info.IsDir():
		holder, err := filepath.EvalSymlinks(filepath.Dir(l.path))
		if err != nil || isWithin(holder, real) {
			return nil
		}
		return w.subfolder(ctx, l.path, real, l.above, l.depth, l.whole)
	case info.Mode().IsRegular():
		return w.file(l.path, real, l.above, l.whole)
	}
	return nil
}

// isWithin reports whether path is dir or lies below it.
func isWithin(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && (rel == "." || filepath.IsLocal(rel))
}
