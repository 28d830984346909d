package report

import (
	"fmt"

	"linkmedic/crawler"
)

// pageLink is one link as the page shows it.
type pageLink struct {
	Line, Column       int
	Verdict            crawler.Verdict
	Label              string
	Tone               crawler.Verdict // the verdict whose colour and sign it wears
	Class              crawler.Class
	Reason             string
	URL, Href          string
	Text               string
	Embedded           bool
	New                bool
	Context            sentence
	Sentence, Evidence string
	Confirmed          string
	Redirects          []pageAddress
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
		Tone:         tone(f),
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

// tone is the verdict that the link looks like: what is malformed is as broken
// as what is dead.
func tone(f crawler.Finding) crawler.Verdict {
	if f.Check.Reason == crawler.ReasonMalformed {
		return crawler.Dead
	}
	return f.Check.Verdict
}

// inContext adds what only a link that is looked at one by one shows. Nth is its
// number among its twins.
func (l pageLink) inContext(f crawler.Finding, nth int) pageLink {
	l.Context = newSentence(f.Link, nth)
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
