package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cast"

	"linkmedic/crawler"
)

// dates are the calendar dates found for a post; the zero time stands for none.
type dates struct {
	frontMatter time.Time
	page        time.Time
	pageRank    int // how much page is worth; the lower the better
}

// offer takes over a date of the page unless a better one is known.
func (d *dates) offer(rank int, value string) {
	if !d.page.IsZero() && d.pageRank <= rank {
		return
	}
	if day, ok := calendarDate(value); ok {
		d.page, d.pageRank = day, rank
	}
}

// The ranks of the dates in an HTML page.
const (
	rankPublishedTime = iota // article:published_time, itemprop=datePublished
	rankJSONLD               // datePublished
	rankPubdate              // <time pubdate>, <time class="dt-published">
	rankMeta                 // <meta name="date"> and its relatives
	rankTime                 // the first <time datetime>
)

// publish completes the post with the best date: front matter, page, what the
// source found elsewhere (a feed), file name, URL.
func (d dates) publish(post *crawler.Post, base string) {
	set := func(day time.Time, from crawler.PublishedFrom) {
		post.Published, post.PublishedFrom = day, from
	}
	switch given := !post.Published.IsZero(); {
	case !d.frontMatter.IsZero():
		set(d.frontMatter, crawler.FromFrontMatter)
	case given && post.PublishedFrom == crawler.FromFrontMatter:
	case !d.page.IsZero():
		set(d.page, crawler.FromPage)
	case given && post.PublishedFrom != crawler.FromFileName && post.PublishedFrom != crawler.FromURLPath:
	default:
		day, from := dateOfPath(post.Path), crawler.FromFileName
		if strings.Contains(post.Path, "://") {
			from = crawler.FromURLPath
		}
		if day.IsZero() && !given {
			day, from = dateOfPath(base), crawler.FromURLPath
		}
		if !day.IsZero() {
			set(day, from)
		}
	}
}

var (
	leadingDate = regexp.MustCompile(`^(\d{4})([-/.])(\d{1,2})[-/.](\d{1,2})(?:\D|$)`)
	pathDate    = regexp.MustCompile(`(?:^|/)(\d{4})([-/])(\d{1,2})[-/](\d{1,2})(?:[-_./]|$)`)
)

// dateOfPath reads the date of Jekyll's "2014-05-25-title.md" and of folders
// and URLs such as "2014/05/25/title"; the last one in the path counts.
func dateOfPath(path string) time.Time {
	if i := strings.IndexAny(path, "?#"); i >= 0 && strings.Contains(path, "://") {
		path = path[:i]
	}
	var day time.Time
	for _, m := range pathDate.FindAllStringSubmatch(path, -1) {
		if d, ok := dateOf(m[1], m[3], m[4]); ok {
			day = d
		}
	}
	return day
}

// calendarDate reads a date in one of the notations of front matter, and keeps
// the day that stands there, whatever its time zone.
func calendarDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 100 {
		return time.Time{}, false
	}
	if m := leadingDate.FindStringSubmatch(s); m != nil {
		return dateOf(m[1], m[3], m[4])
	}
	t, err := cast.StringToDate(s)
	for _, layout := range []string{
		"January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "20060102", "20060102T150405Z0700",
		"January 2, 2006 15:04", "January 2, 2006 3:04 PM", "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST",
	} {
		if err == nil {
			break
		}
		t, err = time.Parse(layout, s)
	}
	if err != nil {
		return time.Time{}, false
	}
	year, month, day := t.Date()
	return checkedDate(year, int(month), day)
}

func dateOf(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	return checkedDate(y, m, d)
}

// checkedDate refuses days that no calendar has and years without a web.
func checkedDate(year, month, day int) (time.Time, bool) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	ok := t.Year() == year && int(t.Month()) == month && t.Day() == day && year >= 1990 && year < 2100
	if !ok {
		return time.Time{}, false
	}
	return t, true
}
