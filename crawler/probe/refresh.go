package probe

import (
	"net/url"
	"strconv"
	"strings"
)

// refresh is a page's wish to be replaced by another one.
type refresh struct {
	seconds int
	to      string // as written; empty without such a wish
}

// longestRefresh is the delay, in seconds, up to which a refresh is a redirect.
// Longer ones are news pages that want to be fresh.
const longestRefresh = 5

// leaves reports whether the page sends its reader to another web address soon.
func (r refresh) leaves(from *url.URL) bool {
	if r.to == "" || r.seconds > longestRefresh {
		return false
	}
	to, reason := follow(from, r.to)
	return reason == "" && to.String() != from.String()
}

// parseRefresh reads the content of <meta http-equiv="refresh">, by the
// algorithm of the HTML Standard ("shared declarative refresh steps").
func parseRefresh(content string) (refresh, bool) {
	s := strings.TrimLeft(content, " \t\n\f\r")
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits == 0 && !strings.HasPrefix(s, ".") {
		return refresh{}, false
	}
	seconds := 0
	if digits > 0 {
		var err error
		if seconds, err = strconv.Atoi(s[:digits]); err != nil {
			return refresh{}, false // beyond any number: never
		}
	}
	s = strings.TrimLeft(s[digits:], "0123456789.")
	rest := strings.TrimLeft(s, " \t\n\f\r;,")
	if rest == "" || rest == s { // nothing follows, or nothing separates it
		return refresh{seconds: seconds}, true
	}
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if after := strings.TrimLeft(rest[3:], " \t\n\f\r"); strings.HasPrefix(after, "=") {
			rest = strings.TrimLeft(after[1:], " \t\n\f\r")
		}
	}
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		quote := rest[:1]
		rest, _, _ = strings.Cut(rest[1:], quote)
	}
	return refresh{seconds: seconds, to: strings.TrimSpace(rest)}, true
}
