package archive

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"linkmedic/crawler"
)

// maxCandidates is how many captures of the index are replayed before a look-up
// gives up.
const maxCandidates = 3

// search is one look-up.
type search struct {
	archive  *Wayback
	target   crawler.Target
	page     string // the address asked, fit for a request line
	fragment string // with its #, for the reader's browser
	near     time.Time

	// tried are the captures that were replayed.
	tried map[capture]bool
	// unfit says what was wrong with the last capture that was replayed.
	unfit string
	// doubt is the trouble that kept a capture from being replayed.
	doubt error
}

// capture is an archived answer: of which address, at what second.
type capture struct {
	page string
	time time.Time
}

func newSearch(w *Wayback, wanted crawler.Wanted) *search {
	page, fragment := requestable(wanted.Target.URL)
	return &search{
		archive:  w,
		target:   wanted.Target,
		page:     page,
		fragment: fragment,
		near:     clamp(wanted.Near, w.now()),
		tried:    make(map[capture]bool),
	}
}

// run asks for the closest capture, whatever it is, and then for those that the
// index knows to be successes.
func (s *search) run(ctx context.Context) (crawler.Lookup, error) {
	l, err := s.closest(ctx)
	if err != nil || l.State != "" {
		return l, err
	}
	return s.listed(ctx)
}

// closest settles the search by the capture closest in time if that is one that
// fits, or if there is none at all. The empty Lookup leaves it open.
func (s *search) closest(ctx context.Context) (crawler.Lookup, error) {
	a, meaning, err := s.archive.ask(ctx, s, replay, s.archive.replayURL(capture{s.page, s.near}))
	if err != nil {
		return crawler.Lookup{}, err
	}
	switch meaning {
	case absent:
		return none("The Wayback Machine has no copy of this address."), nil
	case excluded:
		return excludedLookup(), nil
	case captured:
		return s.judge(capture{s.page, a.memento}, a), nil
	}
	c, ok := captureIn(a.location)
	if !ok || !samePage(s.page, c.page) {
		s.unfit = "the closest capture is that of another address"
		return crawler.Lookup{}, nil
	}
	return s.replay(ctx, c)
}

// listed settles the search by the captures with status 200 that the index
// knows.
func (s *search) listed(ctx context.Context) (crawler.Lookup, error) {
	a, meaning, err := s.archive.ask(ctx, s, cdx, s.archive.cdxURL(s.page, s.near))
	if err != nil {
		return crawler.Lookup{}, err
	}
	if meaning == excluded {
		return excludedLookup(), nil
	}
	replayed := 0
	for _, c := range choose(a.rows, s.wants()) {
		if s.tried[c] {
			continue
		}
		if replayed++; replayed > maxCandidates {
			break
		}
		l, err := s.replay(ctx, c)
		if err != nil || l.State != "" {
			return l, err
		}
	}
	if s.doubt != nil {
		return crawler.Lookup{}, s.doubt
	}
	return none(fmt.Sprintf("No copy that can be used: %s, and the archive's index names no better one.", s.unfit)), nil
}

// wants is what choose needs to know.
func (s *search) wants() wants {
	return wants{page: s.page, near: s.near, now: s.archive.now(), kind: promised(s.target)}
}

// replay asks for a capture to see whether it is one that fits; the empty Lookup
// says that it is not. Trouble with one capture leaves the others to be tried,
// unless the archive is not to be asked any more.
func (s *search) replay(ctx context.Context, c capture) (crawler.Lookup, error) {
	s.tried[c] = true
	a, meaning, err := s.archive.ask(ctx, s, replay, s.archive.replayURL(c))
	var t *trouble
	switch {
	case errors.As(err, &t) && !t.final:
		s.doubt = err
		return crawler.Lookup{}, nil
	case err != nil:
		return crawler.Lookup{}, err
	case meaning == excluded:
		return excludedLookup(), nil
	case meaning == captured:
		return s.judge(c, a), nil
	}
	s.unfit = "the capture of " + day(c.time) + " cannot be replayed"
	return crawler.Lookup{}, nil
}

// judge says whether a replayed capture is what the search is for.
func (s *search) judge(c capture, a answer) crawler.Lookup {
	s.tried[c] = true
	switch {
	case a.status != http.StatusOK:
		s.unfit = fmt.Sprintf("what was archived on %s is an answer with status %d", day(a.memento), a.status)
		return crawler.Lookup{}
	case !promised(s.target).fits(a.contentType):
		s.unfit = fmt.Sprintf("what was archived on %s is of type %s", day(a.memento), typeName(a.contentType))
		return crawler.Lookup{}
	}
	return crawler.Lookup{State: crawler.SnapshotFound, Snapshot: crawler.Snapshot{
		URL:      s.archive.shown + "/web/" + a.memento.Format(stamp) + "/" + c.page + s.fragment,
		Captured: a.memento,
		Archive:  s.archive.host,
		Status:   a.status,
		Verified: true,
	}}
}

func none(evidence string) crawler.Lookup {
	return crawler.Lookup{State: crawler.SnapshotNone, Evidence: evidence}
}

func excludedLookup() crawler.Lookup {
	return crawler.Lookup{
		State:    crawler.SnapshotExcluded,
		Evidence: "The Wayback Machine does not show copies of this site.",
	}
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// typeName is the media type in a form that may stand in a sentence.
func typeName(value string) string {
	value, _, _ = strings.Cut(value, ";")
	if value = strings.TrimSpace(value); value == "" || len(value) > 60 {
		return "unknown"
	}
	return fmt.Sprintf("%q", value)
}
