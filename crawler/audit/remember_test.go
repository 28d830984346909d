package audit

import (
	"testing"
	"time"

	"linkmedic/crawler"
)

func TestTakeOver(t *testing.T) {
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	had := func(v crawler.Verdict, age time.Duration) crawler.Check {
		return crawler.Check{Verdict: v, Checked: now.Add(-age)}
	}
	skipped := crawler.Check{Verdict: crawler.Skipped}
	tests := []struct {
		name string
		past []crawler.Check
		want crawler.Verdict // empty: ask
	}{
		{"nothing known", nil, ""},
		{"young", []crawler.Check{had(crawler.OK, time.Minute)}, crawler.OK},
		{"a moment too young to be old", []crawler.Check{had(crawler.Dead, time.Hour-1)}, crawler.Dead},
		{"just too old", []crawler.Check{had(crawler.OK, time.Hour)}, ""},
		{"unknown is asked again", []crawler.Check{had(crawler.Unknown, time.Minute)}, ""},
		{"unknown hides what was before", []crawler.Check{had(crawler.Unknown, time.Minute), had(crawler.OK, 2*time.Minute)}, ""},
		{"skipped hides nothing", []crawler.Check{skipped, had(crawler.Moved, time.Minute)}, crawler.Moved},
		{"only skipped", []crawler.Check{skipped, skipped}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, ok := takeOver(tt.past, now, time.Hour)
			if ok != (tt.want != "") || ok && c.Verdict != tt.want {
				t.Errorf("got %q, %v; want %q", c.Verdict, ok, tt.want)
			}
		})
	}
}

func TestRemembered(t *testing.T) {
	tests := []struct {
		state crawler.SnapshotState
		age   time.Duration
		want  bool
	}{
		{crawler.SnapshotFound, 0, true},
		{crawler.SnapshotFound, 10 * 365 * 24 * time.Hour, true},
		{crawler.SnapshotNone, noneAgain - 1, true},
		{crawler.SnapshotNone, noneAgain, false},
		{crawler.SnapshotExcluded, noneAgain - 1, true},
		{crawler.SnapshotExcluded, noneAgain, false},
		{crawler.SnapshotPending, 0, false},
		{"", 0, false},
	}
	for _, tt := range tests {
		if got := remembered(crawler.Lookup{State: tt.state}, tt.age); got != tt.want {
			t.Errorf("remembered(%q, %v) = %v, want %v", tt.state, tt.age, got, tt.want)
		}
	}
}
