package source

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// maxIgnoreFile bounds how much of a .gitignore is read, in bytes.
const maxIgnoreFile = 1 << 20

// ignores are the rules of one .gitignore and, through parent, of those in the
// folders above it, as gitignore(5) describes them.
type ignores struct {
	parent *ignores
	dir    string // the folder that holds the file
	rules  []ignoreRule
}

// ignoreRule is one line of a .gitignore.
type ignoreRule struct {
	pattern  string // in the notation of doublestar
	negated  bool   // "!": what matches is taken after all
	dirOnly  bool   // a slash at the end: folders only
	anchored bool   // a slash before the end: against the path, not the name
}

// readIgnores reads the .gitignore in dir, if there is one, on top of parent.
// One that cannot be read ignores nothing.
func readIgnores(parent *ignores, dir string) *ignores {
	f, err := os.Open(filepath.Join(dir, ".gitignore"))
	if err != nil {
		return parent
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return parent
	}
	text, err := io.ReadAll(io.LimitReader(f, maxIgnoreFile))
	if err != nil {
		return parent
	}
	return &ignores{parent: parent, dir: dir, rules: parseIgnores(string(text))}
}

// ignoresAbove reads the .gitignore files of the folders above dir, up to the
// root of the repository that dir is in. Outside of a repository there are none.
func ignoresAbove(dir string) *ignores {
	var above []string
	for d := dir; ; d = filepath.Dir(d) {
		if d != dir {
			above = append(above, d)
		}
		// In worktrees and submodules .git is a file.
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			break
		}
		if d == filepath.Dir(d) {
			return nil
		}
	}
	var all *ignores
	for i := len(above) - 1; i >= 0; i-- {
		all = readIgnores(all, above[i])
	}
	return all
}

// match reports whether the path is to be left out. The last rule that fits
// decides, those of nearer folders before those above. That nothing below an
// ignored folder can be taken after all is seen to by whoever walks.
func (g *ignores) match(path string, isDir bool) bool {
	for ; g != nil; g = g.parent {
		rel, err := filepath.Rel(g.dir, path)
		if err != nil {
			continue
		}
		rel = filepath.ToSlash(rel)
		for i := len(g.rules) - 1; i >= 0; i-- {
			if g.rules[i].match(rel, isDir) {
				return !g.rules[i].negated
			}
		}
	}
	return false
}

func (r ignoreRule) match(rel string, isDir bool) bool {
	if r.dirOnly && !isDir {
		return false
	}
	if !r.anchored {
		rel = rel[strings.LastIndexByte(rel, '/')+1:]
	}
	return doublestar.MatchUnvalidated(r.pattern, rel)
}

func parseIgnores(text string) []ignoreRule {
	var rules []ignoreRule
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if rule, ok := parseIgnore(strings.TrimRight(line, "\r\n")); ok {
			rules = append(rules, rule)
		}
	}
	return rules
}

func parseIgnore(line string) (ignoreRule, bool) {
	var r ignoreRule
	if strings.HasPrefix(line, "#") {
		return r, false
	}
	line = trimSpaces(line)
	line, r.negated = strings.CutPrefix(line, "!")
	line, r.dirOnly = strings.CutSuffix(line, "/")
	r.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	// Git's "a/**" is what is below a; doublestar's is a, too.
	if rest, ok := strings.CutSuffix(line, "/**"); ok {
		line = rest + "/**/*"
	}
	// Braces mean nothing to git.
	r.pattern = escapeBraces(line)
	return r, line != "" && doublestar.ValidatePattern(r.pattern)
}

// trimSpaces removes spaces at the end, unless a backslash quotes them.
func trimSpaces(line string) string {
	trimmed := strings.TrimRight(line, " ")
	if len(trimmed) < len(line) && strings.HasSuffix(trimmed, `\`) {
		return trimmed + line[len(trimmed):len(trimmed)+1]
	}
	return trimmed
}

func escapeBraces(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			b.WriteByte('\\')
			if i++; i < len(pattern) {
				b.WriteByte(pattern[i])
			}
			continue
		case '{', '}':
			b.WriteByte('\\')
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}
