package report

import (
	"cmp"
	"context"
	"errors"
	"html/template"
	"iter"
	"strings"
	"time"

	"linkmedic/crawler"
)

// page is what the template of the HTML report sees. Its strings have passed
// outside.go; the template engine escapes them for their place.
type page struct {
	Title  string
	Policy string
	Style  template.CSS

	Headline, Subline, Note string
	Good                    bool // nothing is broken
	Run                     crawler.Run
	Started                 pageTime
	Took                    string
	Posts, Links, Targets   int

	Verdicts []pageVerdict
	Classes  []pageClass

	// Broken and Suspect are to be looked at one by one, Folded are short
	// lists, of which only the first is open.
	Broken, Suspect          pageSection
	Folded                   []pageSection
	Unreadable, WithoutLinks []pagePost

	// Everything yields each post that has links with all of them. What
	// stops it early is left in err, because a template cannot see it.
	Everything iter.Seq[pagePost]
	err        error
}

// pageTime is a time for people and for programs.
type pageTime struct{ ISO, Text string }

// pageVerdict is how many links got a verdict, and where they are listed.
type pageVerdict struct {
	Verdict crawler.Verdict
	Meaning string
	Links   int
	Anchor  string
}

// pageSection is a list of links of one kind, by post.
type pageSection struct {
	ID, Title, Lead string
	Verdict         crawler.Verdict
	Open            bool
	Links           int
	Posts           []pagePost
}

// pagePost is a post and those of its links that are listed under it.
type pagePost struct {
	Path, Href, Title, Published, Error string
	Links                               []pageLink
	// Counts says what the links came to, for posts that are folded.
	Counts []pageVerdict
}

// meanings explain the verdicts on the first screen, in few words.
var meanings = map[crawler.Verdict]string{
	crawler.OK:      "show what was promised",
	crawler.Moved:   "work at a new address",
	crawler.Dead:    "are gone",
	crawler.Suspect: "answer, but look gone",
	crawler.Blocked: "turn programs away",
	crawler.Unknown: "gave no answer today",
	crawler.Skipped: "were not asked",
}

// openUpTo is the number of links up to which the list of moved links is shown
// unfolded.
const openUpTo = 20

func newPage(ctx context.Context, rec Record, o HTMLOptions) (*page, error) {
	summary, err := summaryOf(ctx, rec)
	if err != nil {
		return nil, err
	}
	run := rec.Run()
	p := &page{
		Policy:  contentPolicy,
		Style:   template.CSS(pageStyle),
		Run:     run,
		Started: newPageTime(run.Started),
		Posts:   summary.Posts,
		Links:   summary.Links,
		Targets: summary.Targets,
		Broken:  pageSection{ID: "broken", Title: "What to do", Verdict: crawler.Dead},
		Suspect: pageSection{ID: "suspect", Title: "Suspect", Verdict: crawler.Suspect, Lead: leads[crawler.Suspect]},
	}
	if !run.Finished.IsZero() {
		p.Took = took(run.Finished.Sub(run.Started))
	}
	all, err := p.collect(ctx, rec)
	if err != nil {
		return nil, err
	}
	if err := eachPost(ctx, rec, func(s crawler.PostSummary) error {
		switch {
		case s.Error != "":
			p.Unreadable = append(p.Unreadable, newPagePost(s.Post))
		case s.Links == 0:
			p.WithoutLinks = append(p.WithoutLinks, newPagePost(s.Post))
		}
		return nil
	}); err != nil {
		return nil, err
	}

	p.Headline, p.Subline, p.Note = headline(all, summary.Posts), subline(all), stateNote(run, all)
	p.Title = cmp.Or(prose(o.Title), "Link report: "+p.Headline)
	p.Good = all.broken == 0
	p.Verdicts = p.verdicts(all)
	p.Classes = newPageClasses(all)
	p.Everything = p.everything(ctx, rec)
	return p, nil
}

// collect counts all links and files those that need a look.
func (p *page) collect(ctx context.Context, rec Record) (tally, error) {
	all := newTally()
	folded := []crawler.Verdict{crawler.Moved, crawler.Blocked, crawler.Unknown, crawler.Skipped}
	for _, v := range folded {
		p.Folded = append(p.Folded, pageSection{ID: string(v), Title: titleCase(string(v)), Verdict: v, Lead: leads[v]})
	}
	var like twins
	err := eachFinding(ctx, rec, func(f crawler.Finding) error {
		all.add(f)
		nth := like.next(f)
		switch v := f.Check.Verdict; {
		case broken(f):
			p.Broken.add(f, newPageLink(f).inContext(f, nth))
		case v == crawler.Suspect:
			p.Suspect.add(f, newPageLink(f).inContext(f, nth))
		default:
			for i := range folded {
				if folded[i] == v {
					p.Folded[i].add(f, newPageLink(f))
				}
			}
		}
		return nil
	})
	p.Folded[0].Open = p.Folded[0].Links <= openUpTo
	return all, err
}

// add appends a link, under a new post if it is not of the last one.
func (s *pageSection) add(f crawler.Finding, l pageLink) {
	s.Links++
	path := prose(maskAddress(f.Post.Path))
	if n := len(s.Posts); n == 0 || s.Posts[n-1].Path != path {
		s.Posts = append(s.Posts, newPagePost(f.Post))
	}
	last := &s.Posts[len(s.Posts)-1]
	last.Links = append(last.Links, l)
}

func newPagePost(p crawler.Post) pagePost {
	post := pagePost{
		Path:  prose(maskAddress(p.Path)),
		Href:  href(p.Path),
		Title: prose(maskProse(p.Title)),
		Error: prose(maskProse(p.Error)),
	}
	if !p.Published.IsZero() {
		post.Published = date(p.Published)
	}
	return post
}

// Name is the post's title or, without one, its path.
func (p pagePost) Name() string { return cmp.Or(p.Title, p.Path) }

func newPageTime(t time.Time) pageTime {
	if t.IsZero() {
		return pageTime{}
	}
	return pageTime{jsonTime(t), moment(t) + " UTC"}
}

// verdicts are the counts of the first screen. Each leads to the list of its
// links; those that work are listed with everything else.
func (p *page) verdicts(all tally) []pageVerdict {
	var counts []pageVerdict
	for _, v := range worstFirst {
		c := pageVerdict{Verdict: v, Meaning: meanings[v], Links: all.verdicts[v], Anchor: "everything"}
		switch {
		case c.Links == 0:
			c.Anchor = ""
		case v == crawler.Dead || all.rest(v) == 0:
			c.Anchor = p.Broken.ID
		case v != crawler.OK:
			c.Anchor = string(v)
		}
		counts = append(counts, c)
	}
	return counts
}

// everything yields one post at a time, so that the page of a large blog does
// not have to be in memory.
func (p *page) everything(ctx context.Context, rec Record) iter.Seq[pagePost] {
	return func(yield func(pagePost) bool) {
		var post pagePost
		counts := make(map[crawler.Verdict]int)
		done := func() bool {
			if len(post.Links) == 0 {
				return true
			}
			for _, v := range worstFirst {
				if counts[v] > 0 {
					post.Counts = append(post.Counts, pageVerdict{Verdict: v, Links: counts[v]})
				}
			}
			clear(counts)
			return yield(post)
		}
		path := ""
		err := eachFinding(ctx, rec, func(f crawler.Finding) error {
			if f.Post.Path != path || len(post.Links) == 0 {
				if !done() {
					return errEnough
				}
				post, path = newPagePost(f.Post), f.Post.Path
			}
			post.Links = append(post.Links, newPageLink(f))
			counts[f.Check.Verdict]++
			return nil
		})
		if err == nil {
			done()
		} else if !errors.Is(err, errEnough) {
			p.err = err
		}
	}
}

// errEnough says that whoever ranged over Everything has stopped.
var errEnough = errors.New("enough")

func titleCase(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
