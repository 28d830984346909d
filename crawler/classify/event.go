package classify

import (
	"slices"
	"strings"
)

// eventWords are parts of the names of conferences, as their hosts have them.
var eventWords = []string{
	"conf", "summit", "fest", "congress", "kongress", "symposium", "hackathon",
	"barcamp", "wordcamp", "drupalcamp", "devcamp", "unconf", "workshop", "tagung",
	"pycon", "pydata", "pyohio", "europython", "scipy", "fosdem", "linuxtag", "froscon",
	"devoxx", "jfokus", "strangeloop", "devopsdays", "tedx", "meetup", "jornadas",
	"goto", "ndc", "sxsw",
}

// ofEvent reports whether host or path name a conference or a year, as the
// addresses of schedules do and those of blogs do not: the dated paths of posts
// (/2014/05/talks.html) do not count.
func (a address) ofEvent() bool {
	labels := strings.Split(a.bare, ".")
	for i, label := range labels {
		if namesYear(label) {
			return true
		}
		if i == len(labels)-1 {
			break // the top-level domain names no conference
		}
		if strings.HasSuffix(label, "con") || slices.ContainsFunc(eventWords, func(w string) bool { return strings.Contains(label, w) }) {
			return true
		}
	}
	for i, segment := range a.segments {
		dated := i+1 < len(a.segments) && len(a.segments[i+1]) <= 2 && countWhile(a.segments[i+1], isDigit) > 0
		if namesYear(segment) && !dated {
			return i+1 < len(a.segments)
		}
	}
	return false
}

// namesYear reports whether s is a year or has one as its last or first word:
// 2014, pycon2014, ep2015, pycon-2014, 2014-montreal. Post names, which have
// more words, do not count.
func namesYear(s string) bool {
	if len(s) < 4 || strings.Count(s, "-") > 2 {
		return false
	}
	if isYear(s[len(s)-4:]) && (len(s) == 4 || !isDigit(s[len(s)-5])) {
		return true
	}
	return isYear(s) && s[4] == '-'
}
