package report

import (
	"fmt"
	"strings"

	"linkmedic/crawler"
)

// headline is the run's result in half a sentence, without a full stop:
// "12 of 340 links are dead".
func headline(t tally, posts int) string {
	links := count(t.links, "link")
	dead := t.verdicts[crawler.Dead]
	switch {
	case t.links == 0:
		return "No links in " + count(posts, "post")
	case t.notAsked == t.links:
		return "None of " + links + " was asked"
	case dead > 0 && t.malformed > 0:
		return fmt.Sprintf("%d of %s %s dead and %d malformed", dead, links, choose(dead, "is", "are"), t.malformed)
	case dead > 0:
		return fmt.Sprintf("%d of %s %s dead", dead, links, choose(dead, "is", "are"))
	case t.malformed > 0:
		return fmt.Sprintf("%d of %s %s malformed", t.malformed, links, choose(t.malformed, "is", "are"))
	case t.verdicts[crawler.OK]+t.verdicts[crawler.Moved] == t.links:
		if t.links == 1 {
			return "The only link works"
		}
		return fmt.Sprintf("All %d links work", t.links)
	case t.links == 1:
		return "The only link is not dead"
	}
	return fmt.Sprintf("None of %d links is dead", t.links)
}

// subline goes on where headline ends: what is known about the broken links
// and what else wants a look; empty if there is nothing to say.
func subline(t tally) string {
	var parts []string
	if dead := t.verdicts[crawler.Dead]; dead > 0 {
		switch {
		case t.archived == dead && dead > 1:
			parts = append(parts, "all of them have a snapshot")
		case t.archived > 0:
			parts = append(parts, fmt.Sprintf("%d %s a snapshot", t.archived, choose(t.archived, "has", "have")))
		case t.unsaved > 0 && t.pending == 0:
			parts = append(parts, "no snapshot found")
		}
		if t.pending > 0 {
			parts = append(parts, fmt.Sprintf("%s not looked up yet", count(t.pending, "snapshot")))
		}
	}
	if t.fresh > 0 {
		parts = append(parts, fmt.Sprintf("%d %s new", t.fresh, choose(t.fresh, "is", "are")))
	}
	if n := t.verdicts[crawler.Suspect]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d %s suspect", n, choose(n, "looks", "look")))
	}
	return strings.Join(parts, "; ")
}

// leads say, under the heading of a section, what its verdict asks of the
// reader.
var leads = map[crawler.Verdict]string{
	crawler.Moved:   "It works, through a permanent redirect: the new address is the better one.",
	crawler.Suspect: "It answers, but looks gone: look at it yourself.",
	crawler.Blocked: "The site turns programs away: a reader may well see the page.",
	crawler.Unknown: "No answer could be had today: the next run asks again.",
	crawler.Skipped: "It was not asked.",
}

// stateNote says what a reader must know about a run that did not end as it
// should; empty for one that did.
func stateNote(run crawler.Run, t tally) string {
	switch run.State {
	case crawler.RunInterrupted:
		return "The run was interrupted: " + count(t.notAsked, "link") + choose(t.notAsked, " was", " were") + " not asked."
	case crawler.RunOffline:
		return "There was no network: nothing was checked."
	case crawler.RunFailed:
		return "The run could not be finished: this is what it recorded until then."
	case crawler.RunGoing:
		return "The run has not ended, or was killed: this is what it has recorded."
	}
	if t.notAsked > 0 {
		return "The run ended before " + count(t.notAsked, "link") + choose(t.notAsked, " was", " were") + " asked."
	}
	return ""
}
