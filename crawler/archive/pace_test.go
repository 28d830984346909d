package archive

import (
	"testing"
	"time"
)

func TestBucketBoundsEveryMinute(t *testing.T) {
	for _, tt := range []struct{ perMinute, burst int }{{480, replayBurst}, {24, cdxBurst}, {6, 4}, {1, 20}} {
		b := newBucket(tt.perMinute, tt.burst)
		limit := max(tt.perMinute, 2)
		clock := now
		var passed []time.Time
		for i := range 2000 {
			if i == 1000 {
				clock = clock.Add(time.Hour) // a pause allows another burst, no more
			}
			clock = clock.Add(b.reserve(clock))
			passed = append(passed, clock)
		}
		first, most := 0, 0
		for i, p := range passed {
			for p.Sub(passed[first]) >= time.Minute {
				first++
			}
			most = max(most, i-first+1)
		}
		if most > limit || most < limit/2 {
			t.Errorf("%d a minute, %d at once: %d passed in a minute", tt.perMinute, tt.burst, most)
		}
	}
}

func TestBucketLetsABurstPassAtOnce(t *testing.T) {
	b := newBucket(24, 4)
	for i := range 4 {
		if wait := b.reserve(now); wait != 0 {
			t.Errorf("request %d waits %s", i+1, wait)
		}
	}
	if wait := b.reserve(now); wait != 3*time.Second {
		t.Errorf("the fifth waits %s, want 3s", wait)
	}
}
