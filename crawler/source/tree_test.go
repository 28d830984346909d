package source_test

import (
	"slices"
	"testing"
)

func TestFolderInOrderOfNames(t *testing.T) {
	dir := lay(t, map[string]string{
		"b.md": "", "a/z.md": "", "a/a/x.md": "", "c/y.md": "", "B.md": "", "pic.jpg": "", "c/empty/": "",
	})
	wantPaths(t, options(dir), []string{"."}, "B.md", "a/a/x.md", "a/z.md", "b.md", "c/y.md")
}

func TestFolderLeavesOut(t *testing.T) {
	dir := lay(t, map[string]string{
		"a.md": "", ".git/description.md": "", "node_modules/p/readme.md": "", "sub/node_modules/p/readme.md": "",
		".github/x.md": "", ".draft.md": "", "sub/b.md": "",
	})
	wantPaths(t, options(dir), []string{"."}, "a.md", "sub/b.md")
	// What is named is read.
	wantPaths(t, options(dir), []string{".github", "node_modules", ".draft.md"}, ".github/x.md", "node_modules/p/readme.md", ".draft.md")
}

func TestGitignore(t *testing.T) {
	dir := lay(t, map[string]string{
		".gitignore":              "/public/\n*.draft.md\n!keep.draft.md\nsite/build\n",
		".git/HEAD":               "ref: refs/heads/main\n",
		"public/a.md":             "",
		"content/public/a.md":     "",
		"content/x.draft.md":      "",
		"content/keep.draft.md":   "",
		"content/.gitignore":      "old/*\n!old/good.md\n# comment.md\n",
		"content/old/bad.md":      "",
		"content/old/good.md":     "",
		"content/comment.md":      "",
		"site/build/b.md":         "",
		"content/site/build/b.md": "",
	})
	all := []string{"content/comment.md", "content/keep.draft.md", "content/old/good.md", "content/public/a.md", "content/site/build/b.md"}
	wantPaths(t, options(dir), []string{"."}, all...)
	// The rules of the folders above hold, up to the root of the repository.
	wantPaths(t, options(dir), []string{"content"}, all...)
	wantPaths(t, options(dir), []string{"content/**/*.md"}, all...)
	// A folder that is named is read, ignored or not; a file, too.
	wantPaths(t, options(dir), []string{"public", "content/x.draft.md"}, "public/a.md", "content/x.draft.md")
}

// Outside of a repository, a .gitignore above the folder named is nobody's.
func TestGitignoreAboveWithoutRepository(t *testing.T) {
	dir := lay(t, map[string]string{".gitignore": "*.md\n", "posts/a.md": "", "posts/.gitignore": "b.md", "posts/b.md": ""})
	wantPaths(t, options(dir), []string{"posts"}, "posts/a.md")
}

func TestSymbolicLinks(t *testing.T) {
	dir := lay(t, map[string]string{
		"posts/m.md": "", "posts/sub/n.md": "", "elsewhere/o.md": "", "elsewhere/deep/p.md": "", "other.md": "", "posts/real.text": "",
	})
	symlink(t, "..", dir, "posts/sub/loop")          // an ancestor below the root
	symlink(t, "../..", dir, "posts/sub/up")         // an ancestor above it
	symlink(t, ".", dir, "posts/self")               // itself
	symlink(t, "b", dir, "posts/a")                  // links in a circle
	symlink(t, "a", dir, "posts/b")                  //
	symlink(t, "m.md", dir, "posts/alias.md")        // a second name, earlier in order
	symlink(t, "real.text", dir, "posts/named.md")   // the only name that is a post's
	symlink(t, "../elsewhere", dir, "posts/aa")      // a folder outside
	symlink(t, "../elsewhere", dir, "posts/ab")      // … twice
	symlink(t, "../posts", dir, "elsewhere/back")    // … and back
	symlink(t, "../other.md", dir, "posts/other.md") // a file outside
	symlink(t, "nowhere.md", dir, "posts/gone.md")   // nothing
	symlink(t, "nowhere", dir, "posts/gone.bin")     // nothing that anybody wants
	wantPaths(t, options(dir), []string{"posts"},
		"posts/m.md", "posts/sub/n.md",
		"posts/aa/deep/p.md", "posts/aa/o.md",
		"posts/gone.md: the symbolic link leads nowhere",
		"posts/named.md", "posts/other.md")
}

func TestSymbolicLinkThatIsNamed(t *testing.T) {
	dir := lay(t, map[string]string{"real/a.md": ""})
	symlink(t, "real", dir, "link")
	symlink(t, "link/a.md", dir, "a.md")
	wantPaths(t, options(dir), []string{"link"}, "link/a.md")
	wantPaths(t, options(dir), []string{"a.md", "real"}, "a.md")
}

func TestGlobs(t *testing.T) {
	dir := lay(t, map[string]string{
		"a.md": "", "b.md": "", "c.txt": "", "README": "", "posts/2013/x.md": "", "posts/2014/y.md": "", "posts/2014/y.jpg": "",
		"posts/2014/deep/z.md": "", "posts/x.draft": "", "posts/node_modules/p/r.md": "", "posts/.hidden/h.md": "", "w[1]/v.md": "",
	})
	tests := []struct {
		pattern string
		want    []string
	}{
		{"*.md", []string{"a.md", "b.md"}},
		{"./*.md", []string{"a.md", "b.md"}},
		{"[ab].md", []string{"a.md", "b.md"}},
		{"{a,c}.*", []string{"a.md"}},
		{"?.{md,txt}", []string{"a.md", "b.md", "c.txt"}},
		{"**/*.md", []string{"a.md", "b.md", "posts/2013/x.md", "posts/2014/deep/z.md", "posts/2014/y.md", "w[1]/v.md"}},
		{"posts/*/*.md", []string{"posts/2013/x.md", "posts/2014/y.md"}},
		// A folder that matches is read like one that is named.
		{"posts/*", []string{"posts/2013/x.md", "posts/2014/deep/z.md", "posts/2014/y.md"}},
		{"posts/2*", []string{"posts/2013/x.md", "posts/2014/deep/z.md", "posts/2014/y.md"}},
		{"posts/**", []string{"posts/2013/x.md", "posts/2014/deep/z.md", "posts/2014/y.md"}},
		// A pattern that ends in an extension names files.
		{"posts/*.draft", []string{"posts/x.draft"}},
		{"**/*.jpg", []string{"posts/2014/y.jpg"}},
		{"posts/201[34]/y.*", []string{"posts/2014/y.md"}},
		{`w\[1\]/*.md`, []string{"w[1]/v.md"}},
		{"w[1]/*.md", []string{"w[1]/*.md: no file matches this pattern"}},
		{"nosuch/*.md", []string{"nosuch/*.md: no file matches this pattern"}},
	}
	for _, tt := range tests {
		docs, err := collect(t, options(dir), tt.pattern, "README")
		must(t, err)
		got := paths(docs)
		if want := append(tt.want, "README"); !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.pattern, got, want)
		}
	}
}
