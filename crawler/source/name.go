package source

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// postPath is how a file is reported: relative to the working directory if it
// lies below it or was named by a relative name, and with forward slashes.
func (s *Set) postPath(path, named string) string {
	if rel, err := filepath.Rel(s.dir, path); err == nil {
		if !filepath.IsAbs(named) || filepath.IsLocal(rel) {
			return display(rel)
		}
	}
	// The working directory itself may have been reached through a link.
	if real, err := filepath.EvalSymlinks(s.dir); err == nil {
		if rel, err := filepath.Rel(real, path); err == nil && filepath.IsLocal(rel) {
			return display(rel)
		}
	}
	return display(path)
}

// display makes a file name fit for JSON and databases: forward slashes, and
// bytes that are no UTF-8 written as \xNN, so that two such names never become
// one.
func display(path string) string {
	path = filepath.ToSlash(path)
	if utf8.ValidString(path) {
		return path
	}
	var b strings.Builder
	for len(path) > 0 {
		r, n := utf8.DecodeRuneInString(path)
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02x`, path[0])
		} else {
			b.WriteString(path[:n])
		}
		path = path[n:]
	}
	return b.String()
}
