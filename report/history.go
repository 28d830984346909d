package report

import (
	"fmt"
	"io"

	"linkmedic/crawler"
)

// Visit is what one run found out about a target.
type Visit struct {
	RunID int64
	Check crawler.Check
}

// HistoryText lists the checks of one address in the given order.
func HistoryText(w io.Writer, address string, visits []Visit, o TextOptions) error {
	t := newTextReport(w, o)
	t.line(t.p.bold(shownAddress(address)))
	if len(visits) == 0 {
		t.line("No check of this address is recorded.")
	}
	for _, v := range visits {
		c := v.Check
		when := moment(c.Checked)
		if c.Checked.IsZero() {
			when = "not asked"
		}
		t.gap()
		t.line(fmt.Sprintf("  %-16s  run %-4d  ", when, v.RunID), t.p.verdict(c.Verdict, string(c.Verdict)))
		t.indented(c.Reason.Sentence())
		t.indented(shownText(c.Evidence))
		if c.Confirmed {
			t.indented(confirmedNote)
		}
		if c.FinalURL != "" && c.FinalURL != address {
			t.address("ends at ", c.FinalURL)
		}
	}
	return t.flush()
}

// HistoryJSON writes the checks of one address in the given order, with the
// keys that a link has in the result of a check.
func HistoryJSON(w io.Writer, address string, visits []Visit) error {
	out := newJSONStream(w)
	out.raw("{\n")
	out.key("version")
	out.value(jsonVersion, "")
	out.raw(",\n")
	out.key("url")
	out.value(maskAddress(address), "")
	out.raw(",\n")
	out.openList("checks")
	for _, v := range visits {
		if err := out.element(jsonVisit{v.RunID, newJSONCheck(crawler.Finding{Check: v.Check})}); err != nil {
			return err
		}
	}
	out.closeList()
	out.raw("\n}\n")
	return out.flush()
}

type jsonVisit struct {
	Run int64 `json:"run"`
	*jsonCheck
}
