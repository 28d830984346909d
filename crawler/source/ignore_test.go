package source

import (
	"strings"
	"testing"
)

// What git itself says (git check-ignore) about these patterns.
func TestIgnoreRules(t *testing.T) {
	tests := []struct {
		rules string
		path  string // a slash at the end: a folder
		want  bool
	}{
		{"a.md", "a.md", true},
		{"a.md", "x/a.md", true},
		{"a.md", "x/ba.md", false},
		{"/a.md", "x/a.md", false},
		{"x/a.md", "x/a.md", true},
		{"x/a.md", "y/x/a.md", false},
		{"**/x/a.md", "y/x/a.md", true},
		{"**/x/a.md", "x/a.md", true},
		{"build/", "build/", true},
		{"build/", "x/build/", true},
		{"build/", "build", false},
		{"x/**", "x/", false},
		{"x/**", "x/y/z.md", true},
		{"x/**/z.md", "x/z.md", true},
		{"x/**/z.md", "x/a/b/z.md", true},
		{"x/*", "x/a/", true},
		{"x/*/z.md", "x/a/b/z.md", false},
		{"*.md\n!a.md", "a.md", false},
		{"*.md\n!a.md", "b.md", true},
		{"!a.md\n*.md", "a.md", true},
		{"*\n!*/\n!*.md", "x/", false},
		{"*\n!*/\n!*.md", "x/a.md", false},
		{"*\n!*/\n!*.md", "x/a.txt", true},
		{"/*\n!/content", "content/", false},
		{"/*\n!/content", "content/a.md", false},
		{"/*\n!/content", "other/", true},
		{"*.md\n!drafts", "drafts/a.md", true},
		{"# a.md", "a.md", false},
		{`\#a.md`, "#a.md", true},
		{`\!a.md`, "!a.md", true},
		{"a.md   ", "a.md", true},
		{`a.md\ `, "a.md ", true},
		{"a.md\r\nb.md\r\n", "b.md", true},
		{"\ufeffa.md", "a.md", true},
		{"a[0-9].md", "a1.md", true},
		{"a[!0-9].md", "a1.md", false},
		{"a[!0-9].md", "ax.md", true},
		{"a?.md", "ab.md", true},
		{"a{b,c}.md", "ab.md", false},
		{"a{b,c}.md", "a{b,c}.md", true},
		{`a\*.md`, "ab.md", false},
		{`a\*.md`, "a*.md", true},
		{"a**.md", "ab.md", true},
		{"[", "[", false},
		{"/", "a.md", false},
		{"", "a.md", false},
	}
	for _, tt := range tests {
		g := &ignores{dir: "/r", rules: parseIgnores(tt.rules)}
		path, isDir := strings.CutSuffix(tt.path, "/")
		if got := g.match("/r/"+path, isDir); got != tt.want {
			t.Errorf("%q, %s: %t", tt.rules, tt.path, got)
		}
	}
}

func FuzzIgnores(f *testing.F) {
	f.Add("*.md\n!a.md\n/x/**/{y}/", "x/a.md")
	f.Fuzz(func(t *testing.T, rules, path string) {
		g := &ignores{dir: "/r", rules: parseIgnores(rules)}
		g.match("/r/"+path, false)
	})
}
