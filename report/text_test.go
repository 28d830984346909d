package report_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"

	"linkmedic/crawler"
	"linkmedic/report"
)

// TestTextHidesNothing asks that no text carries a control, zero-width or
// direction character but its own line breaks and colours, nor a password.
func TestTextHidesNothing(t *testing.T) {
	for _, r := range records {
		for _, p := range printers[2:] {
			text := string(render(t, p.print, r.rec))
			if strings.HasPrefix(p.name, "color") {
				text = uncoloured(t, text)
			}
			if i := strings.IndexFunc(text, func(c rune) bool {
				return c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
			}); i >= 0 {
				t.Errorf("%s as %s: %+q", r.name, p.name, text[i:min(i+8, len(text))])
			}
			if strings.Contains(text, "secret") {
				t.Errorf("%s as %s shows a password", r.name, p.name)
			}
		}
	}
}

// uncoloured takes our own colour codes away.
func uncoloured(t *testing.T, text string) string {
	t.Helper()
	for _, code := range strings.Fields("0 1 2 1;31 32 33 34 35 36") {
		text = strings.ReplaceAll(text, "\x1b["+code+"m", "")
	}
	return text
}

// TestTextColoursOnly asks that colour changes nothing but the colour.
func TestTextColoursOnly(t *testing.T) {
	for _, r := range records {
		plain := render(t, text(report.TextOptions{}), r.rec)
		colour := render(t, text(report.TextOptions{Color: true}), r.rec)
		if got := uncoloured(t, string(colour)); got != string(plain) {
			t.Errorf("%s: %s", r.name, firstDifference([]byte(got), plain))
		}
	}
}

// TestTextFits asks that only lines which an address fills are wider than the
// terminal.
func TestTextFits(t *testing.T) {
	for _, width := range []int{40, 60, 80, 120} {
		for line := range strings.Lines(string(render(t, text(report.TextOptions{Width: width}), rich()))) {
			line = strings.TrimSuffix(line, "\n")
			if uniseg.StringWidth(line) > width && len(strings.Fields(line)) > 1 {
				t.Errorf("wider than %d: %q", width, line)
			}
		}
	}
}

func TestTextNamesEveryDeadAddress(t *testing.T) {
	rec := rich()
	for _, o := range []report.TextOptions{{}, {Width: 1}, {Quiet: true}, {Verbose: true}} {
		shown := render(t, text(o), rec)
		for _, f := range rec.findings {
			if f.Check.Verdict == crawler.Dead && !bytes.Contains(shown, []byte(f.Link.URL+"\n")) {
				t.Errorf("%+v does not name %s", o, f.Link.URL)
			}
		}
	}
}

func TestQuiet(t *testing.T) {
	for _, c := range []struct {
		failOn string
		want   int // links
	}{
		{"dead,malformed", 8},
		{"dead", 7},
		{"new", 4},
		{"new,suspect", 0},
		{"unknown", 1},
		{"none", 0},
	} {
		rec := rich()
		rec.run.FailOn, _ = crawler.ParseFailOn(c.failOn)
		for i := range rec.findings {
			f := &rec.findings[i]
			f.Failing = rec.run.FailOn.Names(f.Check)
		}
		shown := string(render(t, text(report.TextOptions{Quiet: true}), rec))
		got := 0
		for line := range strings.Lines(shown) {
			if strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "    ") {
				got++
			}
		}
		if got != c.want || c.want == 0 && shown != "" {
			t.Errorf("fail-on %s: %d links, want %d:\n%s", c.failOn, got, c.want, shown)
		}
	}
}

// What a run counts as failing is listed first, whatever its verdict, and not
// again further down.
func TestTextListsEachLinkOnce(t *testing.T) {
	rec := rich()
	rec.run.FailOn = crawler.FailOn{"unknown", "suspect"}
	for i := range rec.findings {
		f := &rec.findings[i]
		f.Failing = rec.run.FailOn.Names(f.Check)
	}
	shown := string(render(t, text(report.TextOptions{Verbose: true}), rec))
	if !strings.HasPrefix(shown, "Broken: 10 links\n") {
		t.Errorf("begins with %.40q", shown)
	}
	for _, f := range rec.findings {
		n := strings.Count(shown, " "+f.Link.URL+"\n")
		if want := choose(f.Check.Verdict == crawler.OK, 0, 1); n != want {
			t.Errorf("%s %s is listed %d times, want %d", f.Check.Verdict, f.Link.URL, n, want)
		}
	}
}

func choose(yes bool, one, other int) int {
	if yes {
		return one
	}
	return other
}
