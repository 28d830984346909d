package report

import (
	"testing"

	"linkmedic/crawler"
)

// tallied makes a tally from links in the short form verdict or verdict/reason;
// a trailing + is a new failure; @ has a snapshot, 0 has none, ~ has not been looked up.
func tallied(links ...string) tally {
	t := newTally()
	for _, l := range links {
		f := crawler.Finding{Link: crawler.Link{Class: crawler.ClassPage}}
		for {
			switch l[len(l)-1] {
			case '+':
				f.New, f.Failing = true, true
			case '@':
				f.State = crawler.SnapshotFound
			case '0':
				f.State = crawler.SnapshotNone
			case '~':
				f.State = crawler.SnapshotPending
			default:
				f.Check.Verdict = crawler.Verdict(l)
				if l == "malformed" || l == "not-asked" {
					f.Check = crawler.Check{Verdict: crawler.Skipped, Reason: crawler.Reason(l)}
				}
				t.add(f)
				l = ""
			}
			if l == "" {
				break
			}
			l = l[:len(l)-1]
		}
	}
	return t
}

func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		links []string
		want  string
		more  string
	}{
		{nil, "No links in 3 posts", ""},
		{[]string{"ok"}, "The only link works", ""},
		{[]string{"ok", "moved"}, "All 2 links work", ""},
		{[]string{"blocked"}, "The only link is not dead", ""},
		{[]string{"ok", "unknown"}, "None of 2 links is dead", ""},
		{[]string{"ok", "suspect"}, "None of 2 links is dead", "1 looks suspect"},
		{[]string{"dead"}, "1 of 1 link is dead", ""},
		{[]string{"dead0"}, "1 of 1 link is dead", "no snapshot found"},
		{[]string{"dead@", "ok"}, "1 of 2 links is dead", "1 has a snapshot"},
		{[]string{"dead@+", "dead@", "ok"}, "2 of 3 links are dead", "all of them have a snapshot; 1 is new"},
		{[]string{"dead@+", "dead@+", "dead", "ok"}, "3 of 4 links are dead", "2 have a snapshot; 2 are new"},
		{[]string{"dead~", "dead~"}, "2 of 2 links are dead", "2 snapshots not looked up yet"},
		{[]string{"dead0", "malformed"}, "1 of 2 links is dead and 1 malformed", "no snapshot found"},
		{[]string{"ok", "malformed+"}, "1 of 2 links is malformed", "1 is new"},
		{[]string{"not-asked", "not-asked"}, "None of 2 links was asked", ""},
		{[]string{"suspect", "suspect", "dead0"}, "1 of 3 links is dead", "no snapshot found; 2 look suspect"},
	} {
		all := tallied(c.links...)
		if got := headline(all, 3); got != c.want {
			t.Errorf("%v: got %q, want %q", c.links, got, c.want)
		}
		if got := subline(all); got != c.more {
			t.Errorf("%v: got %q, want %q", c.links, got, c.more)
		}
	}
}

func TestStateNote(t *testing.T) {
	for _, c := range []struct {
		state crawler.RunState
		links []string
		want  string
	}{
		{crawler.RunComplete, []string{"ok"}, ""},
		{crawler.RunComplete, []string{"ok", "not-asked"}, "The run ended before 1 link was asked."},
		{crawler.RunInterrupted, []string{"not-asked", "not-asked"}, "The run was interrupted: 2 links were not asked."},
		{crawler.RunOffline, nil, "There was no network: nothing was checked."},
		{crawler.RunFailed, nil, "The run could not be finished: this is what it recorded until then."},
		{crawler.RunGoing, nil, "The run has not ended, or was killed: this is what it has recorded."},
	} {
		if got := stateNote(crawler.Run{State: c.state}, tallied(c.links...)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.state, got, c.want)
		}
	}
}
