package archive

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// stamp is the archive's notation of a time, in UTC.
const stamp = "20060102150405"

// firstCapture is before any: archives know nothing older.
var firstCapture = time.Date(1996, 1, 1, 0, 0, 0, 0, time.UTC)

// clamp brings the wanted time into the range that the archive can have; the
// zero time wants the newest.
func clamp(t, now time.Time) time.Time {
	switch {
	case t.IsZero(), t.After(now):
		t = now
	case t.Before(firstCapture):
		t = firstCapture
	}
	return t.UTC().Truncate(time.Second)
}

// requestable splits an address into what is asked for and its fragment, and
// percent-encodes in the first only what cannot stand in a request line: the
// archive takes everything after the timestamp, ? and & included, as the
// address.
func requestable(address string) (page, fragment string) {
	if i := strings.IndexByte(address, '#'); i >= 0 {
		address, fragment = address[:i], address[i:]
	}
	if fragment == "#" {
		fragment = ""
	}
	return encode(address), encode(fragment)
}

func encode(address string) string {
	var b strings.Builder
	for i := 0; i < len(address); i++ {
		c := address[i]
		stray := c == '%' && !(i+2 < len(address) && isHex(address[i+1]) && isHex(address[i+2]))
		if c <= ' ' || c >= 0x7f || stray || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// replayURL is where the capture is replayed as it was archived, without the
// archive's banner.
func (w *Wayback) replayURL(c capture) string {
	return w.base + "/web/" + c.time.Format(stamp) + "id_/" + c.page
}

// cdxURL asks the index for the captures nearest to the time that were
// successes. Without sort=closest, closest means nothing; with a small limit the
// server reads one block of its index, which need not be the right one
// (waybackpy#176); so ten are asked for and the choice is ours.
func (w *Wayback) cdxURL(page string, near time.Time) string {
	return w.base + "/cdx/search/cdx?url=" + url.QueryEscape(page) +
		"&output=json&fl=timestamp,original,statuscode,mimetype&filter=statuscode:200" +
		"&resolveRevisits=true&sort=closest&closest=" + near.Format(stamp) + "&limit=10"
}

var replayPath = regexp.MustCompile(`^(?:https?://[^/]*)?/web/(\d{14})(?:[a-z]{2}_)?/(.+)$`)

// captureIn reads the capture that a Location of the archive leads to.
func captureIn(location string) (capture, bool) {
	m := replayPath.FindStringSubmatch(location)
	if m == nil {
		return capture{}, false
	}
	return newCapture(m[1], m[2])
}

// newCapture reads a capture as the archive writes it; false if no capture can
// have been made at that time.
func newCapture(timestamp, original string) (capture, bool) {
	t, err := time.Parse(stamp, timestamp)
	if err != nil || t.Before(firstCapture) || len(timestamp) != len(stamp) {
		return capture{}, false
	}
	page, _ := requestable(withoutPort(original))
	return capture{page, t}, true
}

// withoutPort drops the default port that the archive's older captures spell
// out.
func withoutPort(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	port := map[string]string{"http": ":80", "https": ":443"}[strings.ToLower(scheme)]
	return scheme + "://" + strings.TrimSuffix(rest[:end], port) + rest[end:]
}

var (
	leadingScheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:/+`)
	leadingWWW    = regexp.MustCompile(`^www\d*\.`)
)

// samePage reports whether two addresses mean the same page in the way that the
// archive's index folds them (SURT): scheme, "www.", default port, case,
// trailing slash, the order of the query and how characters are encoded make no
// difference. What differs otherwise is another page, whoever says it is not.
func samePage(a, b string) bool { return fold(a) == fold(b) }

func fold(address string) string {
	address = leadingScheme.ReplaceAllString(strings.ToLower(withoutPort(address)), "")
	address, _, _ = strings.Cut(address, "#")
	place, query, _ := strings.Cut(address, "?")
	place = leadingWWW.ReplaceAllString(strings.TrimRight(place, "/"), "")
	parameters := strings.Split(query, "&")
	slices.Sort(parameters)
	address = place + "?" + strings.Join(parameters, "&")
	if decoded, err := url.PathUnescape(address); err == nil {
		address = strings.ToLower(decoded)
	}
	return address
}
