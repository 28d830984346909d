package crawler

import (
	"testing"
	"time"
)

func TestRipen(t *testing.T) {
	now := time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)
	ago := func(days int, v Verdict, r Reason) Check {
		return Check{Verdict: v, Reason: r, Checked: now.AddDate(0, 0, -days)}
	}
	unknown := func(days int) Check { return ago(days, Unknown, ReasonTimeoutConnect) }
	for _, c := range []struct {
		name  string
		check Check
		past  []Check
		want  Verdict
	}{
		{"first failure", unknown(0), nil, Unknown},
		{"two runs", unknown(0), []Check{unknown(5)}, Unknown},
		{"three runs in two days", unknown(0), []Check{unknown(1), unknown(2)}, Unknown},
		{"three runs over three days", unknown(0), []Check{unknown(1), unknown(3)}, Dead},
		{"a success between resets", unknown(0), []Check{unknown(1), ago(2, OK, ""), unknown(3), unknown(4)}, Unknown},
		{"a moved page is a success", unknown(0), []Check{unknown(1), ago(2, Moved, ReasonMovedPermanently), unknown(9)}, Unknown},
		{"blocked neither counts nor resets", unknown(0), []Check{ago(1, Blocked, ReasonBlocked403), unknown(2), unknown(4)}, Dead},
		{"blocked does not count", unknown(0), []Check{ago(1, Blocked, ReasonBlocked403), unknown(4)}, Unknown},
		{"stays dead", unknown(0), []Check{{Verdict: Dead, Confirmed: true, Reason: ReasonTimeoutConnect, Checked: now.AddDate(0, 0, -1)}, unknown(2), unknown(4)}, Dead},
		{"certificates ripen to suspect only", ago(0, Unknown, ReasonTLSExpired), []Check{unknown(1), unknown(4)}, Suspect},
		{"blocked is never dead", ago(0, Blocked, ReasonBlocked403), []Check{unknown(1), unknown(4), unknown(9)}, Blocked},
		{"ok stays ok", ago(0, OK, ""), []Check{unknown(1), unknown(4), unknown(9)}, OK},
	} {
		got := Ripen(c.check, c.past)
		if got.Verdict != c.want || got.Reason != c.check.Reason {
			t.Errorf("%s: %s/%s, want %s/%s", c.name, got.Verdict, got.Reason, c.want, c.check.Reason)
		}
		if got.Confirmed != (c.check.Verdict == Unknown && c.want != Unknown) {
			t.Errorf("%s: confirmed = %v", c.name, got.Confirmed)
		}
	}
}

func TestParseFailOn(t *testing.T) {
	dead := Check{Verdict: Dead, Reason: HTTPReason(404)}
	for _, c := range []struct {
		list  string
		check Check
		want  bool
	}{
		{"dead,malformed", dead, true},
		{"dead,malformed", Check{Verdict: Skipped, Reason: ReasonMalformed}, true},
		{"dead,malformed", Check{Verdict: Skipped, Reason: ReasonExcluded}, false},
		{"dead,malformed", Check{Verdict: Unknown, Reason: ReasonRefused}, false},
		{"dead,malformed", Check{Verdict: OK}, false},
		{"new", dead, true},
		{"new", Check{Verdict: Suspect, Reason: ReasonSoft404}, false},
		{"new,suspect", Check{Verdict: Suspect, Reason: ReasonSoft404}, true},
		{"new,suspect", dead, false},
		{"none", dead, false},
		{" http-404 , timeout-connect", dead, true},
		{"http-410", dead, false},
	} {
		f, err := ParseFailOn(c.list)
		if err != nil {
			t.Errorf("ParseFailOn(%q): %v", c.list, err)
			continue
		}
		if got := f.Names(c.check); got != c.want {
			t.Errorf("%q names %s/%s: %v, want %v", c.list, c.check.Verdict, c.check.Reason, got, c.want)
		}
	}
	for _, bad := range []string{"", "ok", "deda", "none,dead", ","} {
		if f, err := ParseFailOn(bad); err == nil {
			t.Errorf("ParseFailOn(%q) = %v, want an error", bad, f)
		}
	}
}
