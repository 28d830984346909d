package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"linkmedic/crawler"
)

// seen is one check that comes to the gate.
type seen struct {
	url   string
	check crawler.Check
}

var (
	noNetwork = crawler.Check{Verdict: crawler.Unknown, Reason: crawler.ReasonDNSFailed}
	noName    = crawler.Check{Verdict: crawler.Dead, Reason: crawler.ReasonDNSNotFound}
	refused   = crawler.Check{Verdict: crawler.Unknown, Reason: crawler.ReasonRefused, Reached: true, Resolved: true}
	fine      = crawler.Check{Verdict: crawler.OK, Status: 200, Reached: true, Resolved: true}
	// fineByAddress is the answer of a host for which no name was resolved.
	fineByAddress = crawler.Check{Verdict: crawler.OK, Status: 200, Reached: true}
	private       = crawler.Check{Verdict: crawler.Skipped, Reason: crawler.ReasonPrivateAddress}
)

// showing is the check of an unencrypted page.
func showing(page uint64) crawler.Check {
	c := fine
	c.Page = page
	return c
}

// hosts is count checks of as many hosts.
func hosts(count int, check func(i int) crawler.Check) []seen {
	var all []seen
	for i := range count {
		all = append(all, seen{fmt.Sprintf("http://h%d.example/", i), check(i)})
	}
	return all
}

func samePage(int) crawler.Check        { return showing(7) }
func differentPage(i int) crawler.Check { return showing(uint64(i + 1)) }

func TestGate(t *testing.T) {
	oneHost := make([]seen, 60)
	for i := range oneHost {
		oneHost[i] = seen{fmt.Sprintf("http://a.example/%d", i), showing(7)}
	}
	tests := []struct {
		name    string
		enter   []seen
		early   int // checks passed before close
		late    int // checks passed in all
		offline bool
	}{
		{name: "nothing asked"},
		{name: "only refused by ourselves", enter: []seen{{"http://10.0.0.1/", private}}, late: 1},
		{name: "offline", enter: hosts(5, func(int) crawler.Check { return noNetwork }), offline: true},
		{name: "offline, a resolver that denies every name", enter: hosts(5, func(int) crawler.Check { return noName }), offline: true},
		{
			name:  "what came before the first answer passes with it",
			enter: []seen{{"http://a.example/", noNetwork}, {"http://10.0.0.1/", private}, {"https://b.example/", fine}},
			early: 3, late: 3,
		},
		{name: "a host that refuses is not offline", enter: []seen{{"http://a.example/", refused}}, late: 1},
		{name: "different pages", enter: hosts(2, differentPage), early: 2, late: 2},
		{name: "one page is no portal", enter: hosts(1, samePage), late: 1},
		{name: "two hosts are no portal", enter: hosts(2, samePage), late: 2},
		{name: "three hosts with the same page", enter: hosts(3, samePage), offline: true},
		{name: "many hosts with the same page", enter: hosts(49, samePage), offline: true},
		{
			name:    "a portal breaks what is encrypted",
			enter:   slices.Concat(hosts(2, samePage), []seen{{"https://s.example/", refused}}, hosts(5, samePage)),
			offline: true,
		},
		{
			name:  "another page at last",
			enter: append(hosts(10, samePage), seen{"http://z.example/", showing(8)}),
			early: 11, late: 11,
		},
		{
			name:  "an encrypted page at last",
			enter: append(hosts(10, samePage), seen{"https://z.example/", fine}),
			early: 11, late: 11,
		},
		{name: "one host with one page", enter: oneHost, early: 60, late: 60},
		{
			name: "hosts that are addresses",
			enter: []seen{
				{"http://127.0.0.1:1/", showing(7)}, {"http://127.0.0.2:2/", showing(7)}, {"http://[::1]:3/", showing(7)},
			},
			early: 3, late: 3,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			passed := 0
			g := gate{pass: func(context.Context, crawler.Target, crawler.Check) error { passed++; return nil }}
			for _, s := range tt.enter {
				if err := g.enter(t.Context(), crawler.Target{URL: s.url}, s.check); err != nil {
					t.Fatalf("enter %s: %v", s.url, err)
				}
			}
			if passed != tt.early {
				t.Errorf("%d checks passed before the end, want %d", passed, tt.early)
			}
			err := g.close(t.Context())
			if got := errors.Is(err, ErrOffline); got != tt.offline || (err != nil) != tt.offline {
				t.Errorf("close: %v, want offline: %v", err, tt.offline)
			}
			if passed != tt.late {
				t.Errorf("%d checks passed in all, want %d", passed, tt.late)
			}
		})
	}
}

func TestGateEndsTheRunAtAPortal(t *testing.T) {
	g := gate{pass: func(_ context.Context, target crawler.Target, _ crawler.Check) error {
		t.Errorf("%s passed", target.URL)
		return nil
	}}
	all := hosts(portalAnswers, samePage)
	last := all[len(all)-1]
	for _, s := range all[:len(all)-1] {
		if err := g.enter(t.Context(), crawler.Target{URL: s.url}, s.check); err != nil {
			t.Fatal(err)
		}
	}
	is(t, g.enter(t.Context(), crawler.Target{URL: last.url}, last.check), ErrOffline)
	// A worker that was still busy must not open the gate afterwards.
	is(t, g.enter(t.Context(), crawler.Target{URL: "https://late.example/"}, fine), ErrOffline)
	// Nor must the end of the run.
	is(t, g.close(t.Context()), ErrOffline)
}

func TestGateHoldsMissingNames(t *testing.T) {
	tests := []struct {
		name  string
		enter []seen
		early []crawler.Verdict // of the missing name, before close
		late  []crawler.Verdict
	}{
		{
			name:  "until another name resolves",
			enter: []seen{{"https://gone.example/", noName}, {"https://a.example/", fine}},
			early: []crawler.Verdict{crawler.Dead}, late: []crawler.Verdict{crawler.Dead},
		},
		{
			name:  "not at all once one has",
			enter: []seen{{"https://a.example/", fine}, {"https://gone.example/", noName}},
			early: []crawler.Verdict{crawler.Dead}, late: []crawler.Verdict{crawler.Dead},
		},
		{
			name:  "to the end, as unknown, if none does",
			enter: []seen{{"http://127.0.0.1/", fineByAddress}, {"https://gone.example/", noName}, {"http://127.0.0.2/", fineByAddress}},
			late:  []crawler.Verdict{crawler.Unknown},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []crawler.Verdict
			g := gate{pass: func(_ context.Context, target crawler.Target, c crawler.Check) error {
				if target.URL == "https://gone.example/" {
					got = append(got, c.Verdict)
					if c.Verdict == crawler.Unknown && (c.Reason != crawler.ReasonDNSFailed || c.Evidence == "") {
						t.Errorf("unknown for %q (%q), want %q with evidence", c.Reason, c.Evidence, crawler.ReasonDNSFailed)
					}
				}
				return nil
			}}
			for _, s := range tt.enter {
				is(t, g.enter(t.Context(), crawler.Target{URL: s.url}, s.check), nil)
			}
			if !slices.Equal(got, tt.early) {
				t.Errorf("before the end %v, want %v", got, tt.early)
			}
			is(t, g.close(t.Context()), nil)
			if !slices.Equal(got, tt.late) {
				t.Errorf("at the end %v, want %v", got, tt.late)
			}
		})
	}
}

func TestGateKeepsSettledChecksBack(t *testing.T) {
	passed := 0
	g := gate{pass: func(context.Context, crawler.Target, crawler.Check) error { passed++; return nil }}
	g.settled(crawler.Target{URL: "mailto:a@example.org"}, crawler.Check{Verdict: crawler.Skipped})
	is(t, g.enter(t.Context(), crawler.Target{URL: "http://a.example/"}, noNetwork), nil)
	is(t, g.close(t.Context()), ErrOffline)
	if passed != 0 {
		t.Errorf("%d checks passed without network", passed)
	}
}

func TestGateReturnsTheErrorOfPass(t *testing.T) {
	full := errors.New("disk full")
	g := gate{pass: func(context.Context, crawler.Target, crawler.Check) error { return full }}
	is(t, g.enter(t.Context(), crawler.Target{URL: "https://a.example/"}, fine), full)
	g = gate{pass: g.pass}
	g.settled(crawler.Target{URL: "mailto:a@example.org"}, crawler.Check{Verdict: crawler.Skipped})
	is(t, g.close(t.Context()), full)
}
