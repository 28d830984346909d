package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A post like those that people republish, with all that can be known of its
// links.
func TestGolden(t *testing.T) {
	for _, path := range []string{"testdata/recap.md"} {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		post, links := find(t, path, string(body))
		var b strings.Builder
		fmt.Fprintf(&b, "%s | %s from %s | %s\n", post.Title, post.Published.Format("2006-01-02"), post.PublishedFrom, post.Format)
		for i, line := range strings.SplitAfter(lines(links), "\n")[:len(links)] {
			fmt.Fprintf(&b, "%s\t%d-%d | %s\n", line, links[i].Span.Start, links[i].Span.End, links[i].Context)
		}
		golden := strings.TrimSuffix(path, filepath.Ext(path)) + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s differs from %s; got:\n%s", path, golden, b.String())
		}
	}
}
