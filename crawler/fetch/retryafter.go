package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestRest bounds what a Retry-After header can ask for; longer rests are
// nonsense and would overflow.
const longestRest = 366 * 24 * time.Hour

// parseRetryAfter reads a Retry-After header (RFC 9110, section 10.2.3), which
// is a number of seconds or an HTTP date. Now is the time of the answer on the
// clock of the server that wrote the date. It reports false for what is neither.
func parseRetryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0, false
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 64)
		if err != nil || seconds > int64(longestRest/time.Second) {
			return longestRest, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	date, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(date.Sub(now), 0), longestRest), true
}

// restAsked is how long the answer asks that its host be left alone.
func restAsked(resp *http.Response, now time.Time) (time.Duration, bool) {
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
		return 0, false
	}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		now = date // clocks differ
	}
	return parseRetryAfter(resp.Header.Get("Retry-After"), now)
}
