package testweb

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Wayback is a stand-in for the Wayback Machine: replay, CDX server and
// availability API, with the quirks that were recorded of them. Its fields are
// set before it is first asked.
type Wayback struct {
	Captures []Capture
	// Excluded are hosts that asked to be taken down, without "www.".
	Excluded []string
	// Rows are further rows of every CDX answer, with seven columns or
	// whatever else an index that grew for thirty years may hold.
	Rows [][]string
	// AvailabilityEmpty makes the availability API know nothing, as it often
	// does about what is archived.
	AvailabilityEmpty bool
	// Before is asked first about each request; a page that it returns is
	// the answer. See WaybackLimits, Sorry and RateLimited.
	Before func(*http.Request) Page

	once  sync.Once
	byKey map[string][]Capture // in order of time
}

// Capture is one archived answer.
type Capture struct {
	URL  string
	Time time.Time
	// Status is what was archived; 0 means 200.
	Status int
	// ContentType is what was archived; empty means HTML.
	ContentType string
	Body        string
	// Location is where an archived redirect led.
	Location string
	// Revisit says that the body was that of an earlier capture: the CDX
	// server then hides status and type.
	Revisit bool
	// Broken says that the index knows the capture, and its replay fails.
	Broken bool
}

// Sites are the hosts that the archive answers on.
func (a *Wayback) Sites() []Site {
	return []Site{
		{Host: "web.archive.org", Default: a.ServeHTTP},
		{Host: "archive.org", Default: a.ServeHTTP},
	}
}

// ServeHTTP answers as the archive.
func (a *Wayback) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	a.once.Do(a.index)
	if a.Before != nil {
		if page := a.Before(r); page != nil {
			page(rw, r)
			return
		}
	}
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/web/"):
		a.replay(rw, r)
	case path == "/cdx/search/cdx":
		a.cdx(rw, r)
	case path == "/wayback/available":
		a.available(rw, r)
	case path == "/sry":
		HTML("Internet Archive: Sorry", "<p>Sorry, we are overloaded.</p>")(rw, r)
	default:
		HTML("Wayback Machine", "<h1>Wayback Machine</h1>")(rw, r)
	}
}

// Sorry is what the archive answers to replay when it is overloaded.
func Sorry() Page { return RedirectTo(http.StatusFound, "https://web.archive.org/sry") }

// index fills in the defaults and sorts the captures by address and time.
func (a *Wayback) index() {
	a.byKey = make(map[string][]Capture)
	for _, c := range a.Captures {
		if c.Status == 0 {
			c.Status = http.StatusOK
		}
		if c.ContentType == "" {
			c.ContentType = htmlType
		}
		c.Time = c.Time.UTC().Truncate(time.Second)
		key := surt(c.URL)
		a.byKey[key] = append(a.byKey[key], c)
	}
	for _, captures := range a.byKey {
		slices.SortStableFunc(captures, func(a, b Capture) int { return a.Time.Compare(b.Time) })
	}
}

// excluded reports whether the address's host was taken down.
func (a *Wayback) excluded(address string) bool {
	host, _, _ := strings.Cut(surt(address), "/")
	return slices.Contains(a.Excluded, host)
}

// nearest returns the capture closest in time, whatever its status.
func nearest(captures []Capture, t time.Time) Capture {
	return slices.MinFunc(captures, func(a, b Capture) int {
		return int(a.Time.Sub(t).Abs()/time.Second - b.Time.Sub(t).Abs()/time.Second)
	})
}

var (
	leadingScheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:/+`) // proxies fold the double slash
	leadingWWW    = regexp.MustCompile(`^www\d*\.`)
)

// surt is the key under which the archive files an address: scheme, "www.",
// standard port, case, fragment and a trailing slash make no difference. (The
// real key also turns the host round, which nobody sees.)
func surt(address string) string {
	if decoded, err := url.PathUnescape(address); err == nil {
		address = decoded
	}
	address = leadingScheme.ReplaceAllString(strings.ToLower(address), "")
	address, _, _ = strings.Cut(address, "#")
	host, path, _ := strings.Cut(address, "/")
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	return leadingWWW.ReplaceAllString(host, "") + "/" + strings.TrimSuffix(path, "/")
}

// stamp is the archive's notation of a time; see parseStamp.
const stamp = "20060102150405"

// parseStamp reads 1 to 14 digits; what is missing is the earliest possible.
func parseStamp(digits string) (time.Time, error) {
	if len(digits) < 14 {
		digits += "10000101000000"[len(digits):]
	}
	return time.Parse(stamp, digits)
}
