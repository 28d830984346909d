package crawler_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// homes says in which folder a third-party part lives: there and nowhere else.
var homes = map[string]string{
	"github.com/gocolly/colly":        "crawler/source",
	"github.com/schollz/progressbar":  "cmd/linkmedic",
	"github.com/mattn/go-sqlite3":     "store",
	"github.com/spf13/cobra":          "cmd/linkmedic",
	"github.com/pelletier/go-toml":    "cmd/linkmedic crawler/extract",
	"github.com/go-git/go-git":        "crawler/source",
	"github.com/bmatcuk/doublestar":   "crawler/source",
	"github.com/yuin/goldmark":        "crawler/extract",
	"go.yaml.in/yaml":                 "crawler/extract",
	"github.com/agnivade/levenshtein": "cmd/linkmedic",
	"golang.org/x/net/http/httpproxy": "cmd/linkmedic",
	"github.com/PuerkitoBio/goquery":  "crawler/source crawler/extract crawler/probe report",
	"github.com/spf13/cast":           "crawler/extract",
	"github.com/andybalholm/brotli":   "crawler/fetch",
}

// mayImport says whether the package in folder from may import our package in
// folder to. The vocabulary imports none of ours, packages do not know each
// other, only cmd wires.
func mayImport(from, to string, test bool) bool {
	switch {
	case from == to, strings.HasPrefix(from, "cmd/"):
		return true
	case to == "crawler":
		return true
	case test && to == "crawler/testweb":
		return from != "crawler"
	}
	return false
}

// TestArrows parses the imports of every file and fails when an arrow of the
// design points the wrong way or a third-party part has left its home.
func TestArrows(t *testing.T) {
	root := moduleRoot(t)
	files := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != root && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		files++
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		checkImports(t, name, path.Dir(filepath.ToSlash(rel)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d Go files below %s: the walk has missed the project", files, root)
	}
}

func checkImports(t *testing.T, name, folder string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	test := strings.HasSuffix(name, "_test.go")
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		for part, where := range homes {
			if (imported == part || strings.HasPrefix(imported, part+"/")) && !slices.Contains(strings.Fields(where), folder) {
				t.Errorf("%s/%s imports %s, whose home is %q", folder, filepath.Base(name), imported, where)
			}
		}
		ours, isOurs := strings.CutPrefix(imported, "linkmedic/")
		switch {
		case isOurs && !mayImport(folder, ours, test):
			t.Errorf("%s/%s imports %s: the arrow points the wrong way", folder, filepath.Base(name), imported)
		case !isOurs && folder == "crawler" && strings.Contains(imported, "."):
			t.Errorf("crawler/%s imports %s: the vocabulary needs nothing but the standard library", filepath.Base(name), imported)
		}
	}
}

// TestTopLevel fails when the fixed top level of the project has grown.
func TestTopLevel(t *testing.T) {
	allowed := []string{"cmd", "crawler", "store", "report", "go.mod", "go.sum", "Makefile", "README.md", "LICENSE"}
	built := []string{"linkmedic", "bin", "report.html", "linkmedic.db", "linkmedic.db-wal", "linkmedic.db-shm", "coverage.out"} // ignored by git
	entries, err := os.ReadDir(moduleRoot(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := e.Name(); !strings.HasPrefix(n, ".") && !slices.Contains(allowed, n) && !slices.Contains(built, n) {
			t.Errorf("%s does not belong to the top level", n)
		}
	}
}

// TestMayImport is the test of the rule itself: a rule that allows everything
// would pass TestArrows.
func TestMayImport(t *testing.T) {
	for _, c := range []struct {
		from, to string
		test     bool
		want     bool
	}{
		{"crawler/probe", "crawler", false, true},
		{"crawler/probe", "crawler/fetch", false, false},
		{"crawler/audit", "store", false, false},
		{"crawler", "crawler/probe", false, false},
		{"report", "store", false, false},
		{"report", "store", true, false},
		{"crawler/probe", "crawler/testweb", true, true},
		{"crawler/probe", "crawler/testweb", false, false},
		{"cmd/linkmedic", "store", false, true},
	} {
		if got := mayImport(c.from, c.to, c.test); got != c.want {
			t.Errorf("mayImport(%s, %s, test=%v) = %v", c.from, c.to, c.test, got)
		}
	}
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		t.Fatal("no go.mod above the test")
	}
}
