package report

import (
	"context"
	"fmt"
	"io"

	"linkmedic/crawler"
)

// LinksText lists what the links command found: each post's links with their
// places and classes. Verbose adds the rule that decided the class, the syntax
// and the link's text; Quiet leaves the summary out.
func LinksText(ctx context.Context, w io.Writer, rec Record, o TextOptions) error {
	t := newTextReport(w, o)
	summary, err := summaryOf(ctx, rec)
	if err != nil {
		return err
	}
	if err := t.section(ctx, rec, t.listed, func(crawler.Finding) bool { return true }); err != nil {
		return err
	}
	if !o.Quiet {
		if err := t.unreadable(ctx, rec); err != nil {
			return err
		}
		t.gap()
		t.countPosts(summary.Posts)
		t.counted("links", countList(summary.Links, crawler.Classes, summary.Classes))
		t.counted("targets", fmt.Sprint(summary.Targets))
	}
	return t.flush()
}

// listed shows one link of the listing on a line of its own.
func (t *textReport) listed(f crawler.Finding) {
	l := f.Link
	class := fmt.Sprintf("%-8s", l.Class)
	if l.Class != crawler.ClassPage {
		class = t.p.cyan(class)
	}
	t.line(inMargin(l), class, "  ", shownAddress(l.URL))
	if t.o.Verbose {
		t.indented(fmt.Sprintf("%s by %s, %s", l.Class, l.ClassFrom, l.Syntax))
		if l.Text != "" && l.Text != l.URL {
			t.indented(quoted(shownText(l.Text)))
		}
	}
}
