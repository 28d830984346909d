package report

import (
	"fmt"
	"time"
)

// count is the number with the noun in the right form.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	switch noun {
	case "address":
		noun = "addresses"
	default:
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// choose returns the word for one or the word for any other number.
func choose(n int, one, other string) string {
	if n == 1 {
		return one
	}
	return other
}

// distance says how far the day of a capture is from the day of a post, both
// in UTC: exact in days up to two months, then in whole months and years, as
// people say it.
func distance(captured, published time.Time) string {
	captured, published = day(captured), day(published)
	switch {
	case captured.Equal(published):
		return "on the day of the post"
	case captured.Before(published):
		return apart(captured, published) + " before the post"
	}
	return apart(published, captured) + " after the post"
}

// apart names the span between two days, from not after to.
func apart(from, to time.Time) string {
	months := (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	if to.Day() < from.Day() {
		months--
	}
	switch {
	case months < 2:
		return count(int(to.Sub(from)/(24*time.Hour)), "day")
	case months < 24:
		return count(months, "month")
	}
	return count(months/12, "year")
}

// day is midnight UTC of the moment's day in UTC.
func day(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// took says how long something took, in two units at most: "3 min 20 s".
func took(d time.Duration) string {
	switch {
	case d < time.Second:
		return "less than 1 s"
	case d < time.Minute:
		return fmt.Sprintf("%d s", d/time.Second)
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", d/time.Minute, d%time.Minute/time.Second)
	}
	return fmt.Sprintf("%d h %d min", d/time.Hour, d%time.Hour/time.Minute)
}

// date is the calendar date in UTC, in ISO form.
func date(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// moment is the time in UTC to the minute, for people.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
