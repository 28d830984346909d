package report_test

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"linkmedic/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// printer is one way to show a record.
type printer struct {
	name  string
	print func(context.Context, io.Writer, report.Record) error
}

func text(o report.TextOptions) func(context.Context, io.Writer, report.Record) error {
	return func(ctx context.Context, w io.Writer, rec report.Record) error { return report.Text(ctx, w, rec, o) }
}

func linksText(o report.TextOptions) func(context.Context, io.Writer, report.Record) error {
	return func(ctx context.Context, w io.Writer, rec report.Record) error {
		return report.LinksText(ctx, w, rec, o)
	}
}

var printers = []printer{
	{"json", report.JSON},
	{"links.json", report.LinksJSON},
	{"txt", text(report.TextOptions{})},
	{"color.txt", text(report.TextOptions{Color: true, Width: 200})},
	{"verbose.txt", text(report.TextOptions{Verbose: true})},
	{"narrow.txt", text(report.TextOptions{Width: 1})},
	{"quiet.txt", text(report.TextOptions{Quiet: true})},
	{"links.txt", linksText(report.TextOptions{})},
	{"links-verbose.txt", linksText(report.TextOptions{Verbose: true})},
}

// others are printers whose results are tested otherwise than by golden files.
var others = []printer{{"html", html}}

var records = []struct {
	name string
	rec  *record
}{
	{"rich", rich()},
	{"hostile", hostile()},
	{"fine", fine()},
	{"empty", empty()},
	{"unchecked", unchecked()},
}

func render(t testing.TB, print func(context.Context, io.Writer, report.Record) error, rec report.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := print(t.Context(), &b, rec); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for _, r := range records {
		for _, p := range printers {
			if (r.name == "unchecked") != (p.name == "links.json" || p.name == "links.txt" || p.name == "links-verbose.txt") {
				continue
			}
			if r.name == "fine" && p.name != "txt" && p.name != "quiet.txt" || r.name == "hostile" && p.name != "txt" && p.name != "json" {
				continue
			}
			t.Run(r.name+"."+p.name, func(t *testing.T) {
				golden(t, r.name+"."+p.name, render(t, p.print, r.rec))
			})
		}
	}
}

// golden compares got with a file in testdata, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (run the test with -update and look at the change):\n%s", path, firstDifference(got, want))
	}
}

func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return "got:  " + string(g[i]) + "\nwant: " + string(w[i])
		}
	}
	return "one has more lines than the other"
}

// TestSameBytes asks that the same record gives the same bytes.
func TestSameBytes(t *testing.T) {
	for _, r := range records {
		for _, p := range append(others, printers...) {
			first := render(t, p.print, r.rec)
			for range 3 {
				if !bytes.Equal(first, render(t, p.print, r.rec)) {
					t.Errorf("%s as %s differs from time to time", r.name, p.name)
				}
			}
		}
	}
}
