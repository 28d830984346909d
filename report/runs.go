package report

import (
	"bufio"
	"fmt"
	"io"

	"linkmedic/crawler"
)

// RunLine is one recorded run in the list of the runs command.
type RunLine struct {
	Run     crawler.Run
	Summary crawler.Summary
}

// RunsText lists runs in the given order, a line each.
func RunsText(w io.Writer, runs []RunLine) error {
	out := bufio.NewWriter(w)
	if len(runs) == 0 {
		fmt.Fprintln(out, "No runs are recorded yet.")
		return out.Flush()
	}
	fmt.Fprintf(out, "%5s  %-16s  %-13s  %-11s  %5s  %6s  %5s  %4s\n",
		"run", "started (UTC)", "took", "state", "posts", "links", "dead", "new")
	for _, l := range runs {
		lasted := "-"
		if !l.Run.Finished.IsZero() {
			lasted = took(l.Run.Finished.Sub(l.Run.Started))
		}
		fmt.Fprintf(out, "%5d  %-16s  %-13s  %-11s  %5d  %6d  %5d  %4d\n",
			l.Run.ID, moment(l.Run.Started), lasted, l.Run.State,
			l.Summary.Posts, l.Summary.Links, l.Summary.Verdicts[crawler.Dead], l.Summary.New)
	}
	return out.Flush()
}

// RunsJSON writes the runs in the given order, with the keys that "run" and
// "summary" have in the result of a check.
func RunsJSON(w io.Writer, runs []RunLine) error {
	out := newJSONStream(w)
	out.raw("{\n")
	out.key("version")
	out.value(jsonVersion, "")
	out.raw(",\n")
	out.openList("runs")
	for _, l := range runs {
		if err := out.element(jsonRunLine{
			jsonRun: newJSONRun(l.Run, true),
			Summary: newJSONSummary(l.Summary),
			Failing: l.Summary.Failing,
			New:     l.Summary.New,
		}); err != nil {
			return err
		}
	}
	out.closeList()
	out.raw("\n}\n")
	return out.flush()
}

type jsonRunLine struct {
	jsonRun
	Summary jsonSummary `json:"summary"`
	Failing int         `json:"failing"`
	New     int         `json:"new"`
}
