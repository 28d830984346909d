package report

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"linkmedic/crawler"
)

// TextOptions say how text is shown to a person.
type TextOptions struct {
	// Color paints verdicts with ANSI codes.
	Color bool
	// Width is that of the terminal in cells; 0 means 80. Addresses are
	// never cut or broken, however narrow it is.
	Width int
	// Quiet shows nothing but the links that fail: no headings, no summary.
	Quiet bool
	// Verbose also lists moved and skipped links, and each step on the way
	// to a verdict.
	Verbose bool
}

// Text writes the run for a person at a terminal: what is broken first, post by
// post, then what may be, then what could not be judged; a summary at the end,
// where the eye is when the program returns.
func Text(ctx context.Context, w io.Writer, rec Record, o TextOptions) error {
	t := newTextReport(w, o)
	if o.Quiet {
		onlyNew := rec.Run().FailOn.OnlyNew()
		if err := t.section(ctx, rec, t.full, func(f crawler.Finding) bool {
			return f.Failing && (f.New || !onlyNew)
		}); err != nil {
			return err
		}
		return t.flush()
	}

	summary, err := summaryOf(ctx, rec)
	if err != nil {
		return err
	}
	all := newTally()
	if err := eachFinding(ctx, rec, func(f crawler.Finding) error {
		all.add(f)
		return nil
	}); err != nil {
		return err
	}
	for _, s := range t.sections(all) {
		if s.links == 0 {
			continue
		}
		t.heading(s.title, s.links, s.lead)
		if err := t.section(ctx, rec, s.show, s.keep); err != nil {
			return err
		}
	}
	if err := t.unreadable(ctx, rec); err != nil {
		return err
	}
	t.summary(rec.Run(), summary, all)
	return t.flush()
}

// textSection is one part of the text: which links, under what heading, how.
type textSection struct {
	title string
	lead  string
	links int
	keep  func(crawler.Finding) bool
	show  func(crawler.Finding)
}

func (t *textReport) sections(all tally) []textSection {
	rest := func(v crawler.Verdict) func(crawler.Finding) bool {
		return func(f crawler.Finding) bool { return f.Check.Verdict == v && !broken(f) }
	}
	sections := []textSection{
		{"Broken", "", all.broken, broken, t.full},
		{"Suspect", leads[crawler.Suspect], all.rest(crawler.Suspect), rest(crawler.Suspect), t.full},
		{"Blocked", leads[crawler.Blocked], all.rest(crawler.Blocked), rest(crawler.Blocked), t.short},
		{"Unknown", leads[crawler.Unknown], all.rest(crawler.Unknown), rest(crawler.Unknown), t.short},
	}
	if t.o.Verbose {
		sections = append(sections,
			textSection{"Moved", leads[crawler.Moved], all.rest(crawler.Moved), rest(crawler.Moved), t.moved},
			textSection{"Skipped", leads[crawler.Skipped], all.rest(crawler.Skipped), rest(crawler.Skipped), t.short},
		)
	}
	return sections
}

// textReport writes the parts of a text; the first error sticks until flush.
type textReport struct {
	w     *bufio.Writer
	o     TextOptions
	p     paint
	width int
	begun bool // something was written: the next block is set off from it
	lost  int  // posts that could not be read
}

// Running text wider than this is tiring to read, whatever the terminal.
const (
	defaultWidth = 80
	widestProse  = 100
	narrowest    = 40
)

func newTextReport(w io.Writer, o TextOptions) *textReport {
	width := o.Width
	if width <= 0 {
		width = defaultWidth
	}
	return &textReport{
		w:     bufio.NewWriterSize(w, 64<<10),
		o:     o,
		p:     paint{o.Color},
		width: min(max(width, narrowest), widestProse),
	}
}

func (t *textReport) flush() error { return t.w.Flush() }

func (t *textReport) line(parts ...string) {
	for _, s := range parts {
		t.w.WriteString(s)
	}
	t.w.WriteByte('\n')
	t.begun = true
}

// gap sets the next block off from what stands before it.
func (t *textReport) gap() {
	if t.begun {
		t.w.WriteByte('\n')
	}
}

func (t *textReport) heading(title string, links int, lead string) {
	t.gap()
	t.line(t.p.bold(title), ": ", count(links, "link"))
	for _, line := range wrap(lead, t.width) {
		t.line(t.p.faint(line))
	}
}

// section shows the links that are kept, each post's under the post's name.
func (t *textReport) section(ctx context.Context, rec Record, show func(crawler.Finding), keep func(crawler.Finding) bool) error {
	path, first := "", true
	return eachFinding(ctx, rec, func(f crawler.Finding) error {
		if !keep(f) {
			return nil
		}
		if first || f.Post.Path != path {
			t.post(f.Post)
		}
		path, first = f.Post.Path, false
		show(f)
		return nil
	})
}

// post names a post. Its path stands alone on a line, and the links below begin
// with line:column: the form in which editors' terminals make links of both.
func (t *textReport) post(p crawler.Post) {
	t.gap()
	t.line(t.p.bold(shownAddress(p.Path)))
	title := shownText(p.Title)
	if !p.Published.IsZero() {
		if title != "" {
			title += ", "
		}
		title += date(p.Published)
	}
	for _, line := range wrap(title, t.width) {
		t.line(t.p.faint(line))
	}
}

// unreadable names the posts that could not be read.
func (t *textReport) unreadable(ctx context.Context, rec Record) error {
	return eachPost(ctx, rec, func(p crawler.PostSummary) error {
		if p.Error == "" {
			return nil
		}
		if t.lost++; t.lost == 1 {
			t.gap()
			t.line(t.p.bold("Posts that could not be read"))
		}
		t.gap()
		t.line(t.p.bold(shownAddress(p.Path)))
		t.indented(shownText(p.Error))
		return nil
	})
}

// summary is the last block: the result in a sentence, then the counts.
func (t *textReport) summary(run crawler.Run, s crawler.Summary, all tally) {
	t.gap()
	sentence := headline(all, s.Posts)
	if more := subline(all); more != "" {
		sentence += "; " + more
	}
	colour := t.p.green
	if all.broken > 0 {
		colour = t.p.red
	}
	for _, line := range wrap(sentence+".", t.width) {
		t.line(colour(line))
	}
	if note := stateNote(run, all); note != "" {
		for _, line := range wrap(note, t.width) {
			t.line(t.p.yellow(line))
		}
	}
	t.countPosts(s.Posts)
	t.counted("links", countList(s.Links, crawler.Classes, s.Classes))
	t.counted("targets", countList(s.Targets, crawler.Verdicts, s.Verdicts))
}

func (t *textReport) countPosts(n int) {
	text := fmt.Sprint(n)
	if t.lost > 0 {
		text += fmt.Sprintf(", %d of them could not be read", t.lost)
	}
	t.counted("posts", text)
}

// counted writes a line of the summary, wrapped under its own beginning.
func (t *textReport) counted(label, text string) {
	const indent = len("  targets  ")
	for i, line := range wrap(text, t.width-indent) {
		if i > 0 {
			label = ""
		}
		t.line(t.p.faint(fmt.Sprintf("  %-7s  ", label)), line)
	}
}

// countList is a number and what it is made up of: "31: 20 ok, 3 dead".
func countList[K ~string](n int, keys []K, of map[K]int) string {
	var parts []string
	for _, k := range keys {
		if of[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", of[k], k))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d: %s", n, strings.Join(parts, ", "))
}
