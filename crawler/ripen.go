package crawler

import (
	"strings"
	"time"
)

// Ripening: how many runs, and over how long, an unknown target must have
// failed before it counts as dead. DESIGN, "Verdicts"; Internet Archive's IABot
// uses three failures, too.
const (
	RipeningRuns = 3
	RipeningSpan = 3 * 24 * time.Hour
)

// Ripen applies history to a check: an Unknown that has failed in at least
// RipeningRuns runs spread over at least RipeningSpan, with no success between,
// becomes Dead with its reason kept and Confirmed set. Certificate trouble
// becomes Suspect only: browsers fetch missing intermediates, linkmedic does
// not. Past are the target's earlier checks, one a run, newest first. Checks
// that are neither a failure nor a success (Blocked, Skipped, Suspect) neither
// count nor reset.
func Ripen(c Check, past []Check) Check {
	if c.Verdict != Unknown {
		return c
	}
	runs, first := 1, c.Checked
	for _, p := range past {
		if p.Verdict == OK || p.Verdict == Moved {
			break
		}
		if p.Verdict == Unknown || p.Verdict == Dead && p.Confirmed || p.Verdict == Suspect && p.Confirmed {
			runs++
			first = p.Checked
		}
	}
	if runs < RipeningRuns || c.Checked.Sub(first) < RipeningSpan {
		return c
	}
	c.Confirmed = true
	c.Verdict = Dead
	if strings.HasPrefix(string(c.Reason), "tls-") {
		c.Verdict = Suspect
	}
	return c
}
