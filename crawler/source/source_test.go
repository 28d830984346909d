package source_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkmedic/crawler"
	"linkmedic/crawler/source"
)

// lay writes files, by slash-separated names below a new folder, and returns
// the folder. A name that ends in a slash is an empty folder.
func lay(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			must(t, os.MkdirAll(path, 0o755))
			continue
		}
		must(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func symlink(t testing.TB, target, dir, name string) {
	t.Helper()
	must(t, os.Symlink(filepath.FromSlash(target), filepath.Join(dir, filepath.FromSlash(name))))
}

// markdown supports .md files only.
func markdown(name string) bool { return strings.HasSuffix(name, ".md") }

func options(dir string) source.Options {
	return source.Options{Dir: dir, Supported: markdown, Extensions: []string{".md"}}
}

// collect returns everything that the sources deliver.
func collect(t testing.TB, o source.Options, args ...string) ([]crawler.Document, error) {
	t.Helper()
	set, err := source.Parse(args, o)
	if err != nil {
		t.Fatalf("Parse(%q): %v", args, err)
	}
	var docs []crawler.Document
	err = set.Each(t.Context(), func(d crawler.Document) error {
		docs = append(docs, d)
		return nil
	})
	return docs, err
}

// paths returns the paths of the documents; those that failed have their error
// after a colon.
func paths(docs []crawler.Document) []string {
	var all []string
	for _, d := range docs {
		if d.Post.Error != "" {
			all = append(all, d.Post.Path+": "+d.Post.Error)
			continue
		}
		all = append(all, d.Post.Path)
	}
	return all
}

func wantPaths(t *testing.T, o source.Options, args []string, want ...string) {
	t.Helper()
	docs, err := collect(t, o, args...)
	if err != nil {
		t.Errorf("%q: %v", args, err)
	}
	if got := paths(docs); !slices.Equal(got, want) {
		t.Errorf("%q:\n got %q\nwant %q", args, got, want)
	}
}

func TestFilesByName(t *testing.T) {
	dir := lay(t, map[string]string{"a.md": "A", "b.draft": "B", "c[1].md": "C", "sub/d.md": "D", ".hidden.md": "H"})
	o := options(dir)
	o.BaseURL = "https://blog.example.org/"
	docs, err := collect(t, o, "b.draft", "./a.md", "c[1].md", filepath.Join(dir, "sub", "d.md"), ".hidden.md")
	must(t, err)
	if got, want := paths(docs), []string{"b.draft", "a.md", "c[1].md", "sub/d.md", ".hidden.md"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if d := docs[0]; string(d.Body) != "B" || d.Base != o.BaseURL || d.Post.Format != "" || d.ContentType != "" {
		t.Errorf("%+v", d)
	}
}

func TestPathsAreRelativeWherePossible(t *testing.T) {
	dir := lay(t, map[string]string{"work/a.md": "", "posts/b.md": ""})
	o := options(filepath.Join(dir, "work"))
	wantPaths(t, o, []string{"."}, "a.md")
	wantPaths(t, o, []string{filepath.Join(dir, "work")}, "a.md")
	wantPaths(t, o, []string{"../posts"}, "../posts/b.md")
	wantPaths(t, o, []string{filepath.Join(dir, "posts")}, filepath.ToSlash(filepath.Join(dir, "posts", "b.md")))

	// The working directory was entered through a link; the file was named
	// by its real name.
	symlink(t, "work", dir, "link")
	o = options(filepath.Join(dir, "link"))
	real, err := filepath.EvalSymlinks(dir)
	must(t, err)
	wantPaths(t, o, []string{filepath.Join(real, "work", "a.md")}, "a.md")
}

func TestTheSameFileIsReadOnce(t *testing.T) {
	dir := lay(t, map[string]string{"posts/a.md": "", "posts/b.md": ""})
	symlink(t, "posts/b.md", dir, "b.md")
	wantPaths(t, options(dir), []string{"posts/a.md", "./posts/../posts/a.md", "b.md", "posts", "posts/*.md", filepath.Join(dir, "posts")},
		"posts/a.md", "b.md")
}

// One missing file costs a line, not the run.
func TestMissingAmongOthers(t *testing.T) {
	dir := lay(t, map[string]string{"a.md": ""})
	wantPaths(t, options(dir), []string{"nosuch.md", "a.md", "drafts/*.md", "no/such/"},
		"nosuch.md: no such file or directory", "a.md", "drafts/*.md: no file matches this pattern", "no/such: no such file or directory")
}

func TestTooLarge(t *testing.T) {
	dir := lay(t, map[string]string{"a.md": "12345", "b.md": "123456", "c.md": strings.Repeat("x", 3<<20)})
	o := options(dir)
	o.MaxFileSize = 5
	wantPaths(t, o, []string{"."}, "a.md",
		"b.md: 6 bytes is larger than the limit of 5 bytes (--max-file-size)",
		"c.md: 3 MiB is larger than the limit of 5 bytes (--max-file-size)")
}

func TestStdin(t *testing.T) {
	o := options(t.TempDir())
	o.Stdin, o.StdinFormat, o.BaseURL = strings.NewReader("# hello"), crawler.FormatMarkdown, "https://example.org/"
	docs, err := collect(t, o, "-", "-")
	must(t, err)
	if len(docs) != 1 {
		t.Fatalf("%d documents", len(docs))
	}
	want := crawler.Document{Post: crawler.Post{Path: "-", Format: crawler.FormatMarkdown}, Body: []byte("# hello"), Base: "https://example.org/"}
	if d := docs[0]; d.Post != want.Post || string(d.Body) != string(want.Body) || d.Base != want.Base {
		t.Errorf("%+v", d)
	}

	o.Stdin, o.MaxFileSize = strings.NewReader("# hello"), 3
	wantPaths(t, o, []string{"-"}, "-: larger than the limit of 3 bytes (--max-file-size)")
	o.Stdin = brokenReader{}
	wantPaths(t, o, []string{"-"}, "-: cable cut")
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("cable cut") }

// A terminal at which nobody types must not keep the program from ending.
func TestStdinThatSaysNothing(t *testing.T) {
	r, w, err := os.Pipe()
	must(t, err)
	defer r.Close()
	defer w.Close()
	o := options(t.TempDir())
	o.Stdin = r
	set, err := source.Parse([]string{"-"}, o)
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := set.Each(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestNamesThatAreNoUTF8(t *testing.T) {
	dir := lay(t, map[string]string{"caf\xe9.md": "", "caf\xe8.md": "", "café.md": ""})
	wantPaths(t, options(dir), []string{"."}, `café.md`, `caf\xe8.md`, `caf\xe9.md`)
}

func TestParseErrors(t *testing.T) {
	dir := lay(t, map[string]string{"a.md": ""})
	tests := []struct {
		args []string
		want string
	}{
		{nil, "no source named"},
		{[]string{""}, "empty name"},
		{[]string{"-"}, "no standard input"},
		{[]string{"nosuch.md"}, "nosuch.md: no such file or directory"},
		{[]string{"nosuch.md", "nor-this"}, "nosuch.md: no such file or directory\nnor-this: no such file or directory"},
		{[]string{"a.md/b.md"}, "a.md/b.md: not a directory"},
		{[]string{"a.md", "[a-"}, "[a-: not a valid pattern"},
		{[]string{"a.md", "ftp://example.org/"}, "only http:// and https://"},
		{[]string{"a.md", "http://"}, "http://: not a valid address"},
		{[]string{"http://exa mple.org/"}, "not a valid address"},
		{[]string{"HTTP://user:secret@localhost:80/"}, "HTTP://user:xxxxx@localhost:80/: this is a private address"},
		{[]string{"http://127.0.0.1:8080/x"}, "only with --allow-private"},
		{[]string{"http://127.1/"}, "not a valid address"},
		{[]string{"https://example.org/"}, "no way to reach"},
	}
	for _, tt := range tests {
		_, err := source.Parse(tt.args, options(dir))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.args, err, tt.want)
		}
	}
}

func TestNoPosts(t *testing.T) {
	dir := lay(t, map[string]string{
		"posts/.gitignore": "drafts/\n", "posts/drafts/a.md": "", "posts/.b.md": "", "posts/c.jpg": "", "posts/d.txt": "",
		"posts/node_modules/x/readme.md": "", "empty/": "",
	})
	docs, err := collect(t, options(dir), "posts", "empty")
	if len(docs) != 0 || !errors.Is(err, source.ErrNoPosts) {
		t.Fatalf("%v, %v", docs, err)
	}
	want := "no posts found in posts, empty; looked for .md; left out 2 of another kind; 2 named by .gitignore or node_modules; 2 hidden" +
		"; name a file itself to have it read whatever its kind"
	if got := err.Error(); strings.ReplaceAll(got, "left out ", "") != strings.ReplaceAll(want, "left out ", "") {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := collect(t, options(dir), "nosuch.md", "empty"); !errors.Is(err, source.ErrNoPosts) {
		t.Errorf("a missing file is no post: %v", err)
	}
}

func TestYieldEndsIt(t *testing.T) {
	dir := lay(t, map[string]string{"a.md": "", "b.md": "", "sub/c.md": ""})
	set, err := source.Parse([]string{"."}, options(dir))
	must(t, err)
	enough := errors.New("enough")
	n := 0
	err = set.Each(t.Context(), func(crawler.Document) error {
		if n++; n == 2 {
			return enough
		}
		return nil
	})
	if err != enough || n != 2 {
		t.Errorf("%v after %d", err, n)
	}

	ctx, cancel := context.WithCancel(t.Context())
	n = 0
	err = set.Each(ctx, func(crawler.Document) error {
		n++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
}
