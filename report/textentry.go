package report

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"linkmedic/crawler"
)

// The entries of the text: one link each, its place in the margin.

// margin is the width of the column that holds "line:column".
const margin = 10

// full shows a link with all that a person needs to believe and to mend it.
func (t *textReport) full(f crawler.Finding) {
	t.gap()
	t.title(f, label(f))
	t.address("", f.Link.URL)
	if raw := f.Link.Raw; t.o.Verbose && raw != "" && raw != f.Link.URL {
		t.address("written ", raw)
	}
	c := f.Check
	t.indented(c.Reason.Sentence())
	t.indented(shownText(c.Evidence))
	if c.Confirmed {
		t.indented(confirmedNote)
	}
	if t.o.Verbose {
		for _, hop := range c.Redirects {
			t.address("redirects to ", hop)
		}
		if c.Title != "" {
			t.indented("Its title: " + quoted(shownText(c.Title)))
		}
	}
	t.snapshot(f)
}

// short shows what is not the reader's to mend today.
func (t *textReport) short(f crawler.Finding) {
	t.title(f, string(f.Check.Reason))
	t.address("", f.Link.URL)
	if t.o.Verbose {
		t.indented(shownText(f.Check.Evidence))
	}
}

// moved shows the old address and the new one.
func (t *textReport) moved(f crawler.Finding) {
	t.title(f, label(f))
	t.address("", f.Link.URL)
	if f.Check.FinalURL != "" {
		t.address("now ", f.Check.FinalURL)
	}
}

// title is the first line of an entry: place, verdict (or reason), class, the link's text,
// the latter cut to the line.
func (t *textReport) title(f crawler.Finding, verdict string) {
	place := inMargin(f.Link)
	rest := " · " + string(f.Link.Class)
	if f.Failing && f.New {
		rest += " · new"
	}
	const around = " · “”"
	left := t.width - uniseg.StringWidth(place+verdict+rest+around)
	if text := shownText(f.Link.Text); text != "" && f.Link.Text != f.Link.URL && left >= worthShowing {
		rest += " · " + quoted(fit(text, left))
	}
	t.line(place, t.paintFor(f)(verdict), rest)
}

// worthShowing is the least number of cells in which a link's text says
// something.
const worthShowing = 8

// inMargin is the place of a link, filled up to the margin.
func inMargin(l crawler.Link) string {
	place := fmt.Sprintf("  %d:%d", l.Line, l.Column)
	return place + strings.Repeat(" ", max(2, margin-len(place)))
}

// paintFor colours what is broken alike, whatever its verdict.
func (t *textReport) paintFor(f crawler.Finding) func(string) string {
	if broken(f) {
		return t.p.red
	}
	return func(s string) string { return t.p.verdict(f.Check.Verdict, s) }
}

func quoted(s string) string { return "“" + s + "”" }

// confirmedNote explains Check.Confirmed.
var confirmedNote = fmt.Sprintf("It has failed in at least %s over at least %s, with no answer between.",
	count(crawler.RipeningRuns, "run"), count(int(crawler.RipeningSpan.Hours()/24), "day"))

// snapshot shows the archived copy or why there is none.
func (t *textReport) snapshot(f crawler.Finding) {
	if f.State == crawler.SnapshotFound {
		t.indented(snapshotNote(f) + ":")
		t.line(strings.Repeat(" ", margin), t.p.cyan(shownAddress(f.Snapshot.URL)))
		return
	}
	t.indented(snapshotNote(f))
}

// address shows an address, whole, with a word before it.
func (t *textReport) address(before, address string) {
	t.line(strings.Repeat(" ", margin), t.p.faint(before), shownAddress(address))
}

// indented shows running text below an entry's title.
func (t *textReport) indented(text string) {
	for _, line := range wrap(text, t.width-margin) {
		t.line(strings.Repeat(" ", margin), line)
	}
}
