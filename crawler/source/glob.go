package source

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// glob is what a tree is narrowed to by a pattern.
type glob struct {
	pattern string // absolute, with forward slashes
	depth   int    // how many folders below the root it can reach; -1: any
	// byName says that the last part of the pattern names files so clearly
	// (*.draft, README) that they are read whatever their extension.
	byName bool
}

// globTree is the tree that the pattern selects from. A pattern is matched in a
// walk like that of a folder, so that **/*.md does not read node_modules; a
// folder that matches is read as if it had been named.
func globTree(dir, pattern string) *tree {
	base, rest := doublestar.SplitPattern(filepath.ToSlash(pattern))
	root := filepath.FromSlash(unescape(base))
	if !filepath.IsAbs(root) {
		root = filepath.Join(dir, root)
	}
	g := &glob{
		pattern: path.Join(escapeMeta(filepath.ToSlash(root)), rest),
		depth:   strings.Count(rest, "/"),
	}
	if strings.Contains(rest, "**") || strings.Contains(rest, "{") {
		g.depth = -1
	}
	last := path.Base(rest)
	g.byName = !isGlob(last) || strings.ContainsFunc(path.Ext(last), isLetter)
	return &tree{root: root, glob: g}
}

func (g *glob) match(file string) bool {
	return doublestar.MatchUnvalidated(g.pattern, filepath.ToSlash(file))
}

func isLetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

// escapeMeta makes a pattern of a path that matches just the path.
func escapeMeta(s string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `{`, `\{`).Replace(s)
}

// unescape undoes the escapes in the part of a pattern before its first
// wildcard.
func unescape(s string) string {
	return strings.NewReplacer(`\*`, `*`, `\?`, `?`, `\[`, `[`, `\{`, `{`, `\\`, `\`).Replace(s)
}
