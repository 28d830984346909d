package report

import (
	"fmt"

	"linkmedic/crawler"
)

// pageLink is one link as the page shows it.
type pageLink struct {
	Line, Column int
	Verdict      crawler.Verdict
	Label        string
	Class        crawler.Class
	Reason       string
	URL, Href    string
	Text         string
	Embedded     bool
	New          bool
	// Before, Marked and After are the sentence around the link, with its
	// text in the middle; all empty if the text is not in it.
	Before, Marked, After string
	Sentence, Evidence    string
	Confirmed             string
	Redirects             []pageAddress
	// Final is where a moved link has gone.
	Final        pageAddress
	Snapshot     pageAddress
	SnapshotNote string
	Archive      string
}

// pageAddress is an address as text and, if it may be followed, as link.
type pageAddress struct{ Text, Href string }

func newPageAddress(address string) pageAddress {
	return pageAddress{Text: shownAddress(address), Href: href(address)}
}

func newPageLink(f crawler.Finding) pageLink {
	c := f.Check
	l := pageLink{
		Line:         f.Link.Line,
		Column:       f.Link.Column,
		Verdict:      c.Verdict,
		Label:        label(f),
		Class:        f.Link.Class,
		Reason:       visible(string(c.Reason)),
		URL:          shownAddress(f.Link.URL),
		Href:         href(f.Link.URL),
		Embedded:     f.Link.Embedded,
		New:          f.Failing && f.New,
		Sentence:     c.Reason.Sentence(),
		SnapshotNote: snapshotNote(f),
	}
	if f.Link.Text != f.Link.URL {
		l.Text = prose(maskProse(f.Link.Text))
	}
	if c.FinalURL != "" {
		l.Final = newPageAddress(c.FinalURL)
	}
	if f.State == crawler.SnapshotFound {
		l.Snapshot = newPageAddress(f.Snapshot.URL)
		l.Archive = visible(f.Snapshot.Archive)
	}
	return l
}

// inContext adds what only a link that is looked at one by one shows.
func (l pageLink) inContext(f crawler.Finding, start, end int, found bool) pageLink {
	if found && f.Link.Context != f.Link.URL {
		l.Before = prose(maskProse(f.Link.Context[:start]))
		l.Marked = prose(maskProse(f.Link.Context[start:end]))
		l.After = prose(maskProse(f.Link.Context[end:]))
	}
	l.Evidence = prose(maskProse(f.Check.Evidence))
	if f.Check.Confirmed {
		l.Confirmed = confirmedNote
	}
	for _, hop := range f.Check.Redirects {
		l.Redirects = append(l.Redirects, newPageAddress(hop))
	}
	return l
}

// Place says where the link is, for a person.
func (l pageLink) Place() string { return fmt.Sprintf("line %d, column %d", l.Line, l.Column) }
