package report

import (
	"testing"
	"time"
)

func utc(y int, m time.Month, d, hour int) time.Time {
	return time.Date(y, m, d, hour, 59, 59, 0, time.UTC)
}

func TestDistance(t *testing.T) {
	post := utc(2014, 4, 13, 0)
	for _, c := range []struct {
		captured time.Time
		want     string
	}{
		{utc(2014, 4, 13, 23), "on the day of the post"},
		{utc(2014, 4, 14, 0), "1 day after the post"},
		{utc(2014, 4, 12, 23), "1 day before the post"},
		{utc(2014, 5, 1, 0), "18 days after the post"},
		{utc(2014, 3, 20, 0), "24 days before the post"},
		{utc(2014, 6, 12, 0), "60 days after the post"},
		{utc(2014, 6, 13, 0), "2 months after the post"},
		{utc(2014, 2, 13, 0), "2 months before the post"},
		{utc(2015, 4, 13, 0), "12 months after the post"},
		{utc(2016, 4, 12, 0), "23 months after the post"},
		{utc(2016, 4, 13, 0), "2 years after the post"},
		{utc(2004, 4, 14, 0), "9 years before the post"},
		{utc(2004, 4, 13, 0), "10 years before the post"},
		// The zone of the capture is not that of the day.
		{time.Date(2014, 4, 14, 1, 0, 0, 0, time.FixedZone("", 2*60*60)), "on the day of the post"},
	} {
		if got := distance(c.captured, post); got != c.want {
			t.Errorf("%s from %s: got %q, want %q", c.captured, post, got, c.want)
		}
	}
}

func TestTook(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                                     "less than 1 s",
		999 * time.Millisecond:                "less than 1 s",
		time.Second:                           "1 s",
		59*time.Second + 999*time.Millisecond: "59 s",
		time.Minute:                           "1 min 0 s",
		200 * time.Second:                     "3 min 20 s",
		time.Hour:                             "1 h 0 min",
		27*time.Hour + 5*time.Minute + 1:      "27 h 5 min",
	} {
		if got := took(d); got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n    int
		noun string
		want string
	}{
		{0, "link", "0 links"}, {1, "link", "1 link"}, {2, "link", "2 links"},
		{1, "address", "1 address"}, {340, "address", "340 addresses"},
	} {
		if got := count(c.n, c.noun); got != c.want {
			t.Errorf("%d %s: got %q", c.n, c.noun, got)
		}
	}
}
