package testweb

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// replayPath is /web/, up to 14 digits, perhaps a flavour such as id_, and the
// address. Without digits the newest capture is meant.
var replayPath = regexp.MustCompile(`^/web/(?:(\d{1,14})([a-z]{2}_)?/)?(.+)$`)

// replay answers /web/…: the capture at exactly that time, a redirect to the
// closest one, or one of the ways to have none.
func (a *Wayback) replay(rw http.ResponseWriter, r *http.Request) {
	m := replayPath.FindStringSubmatch(r.URL.RequestURI())
	if m == nil {
		Status(http.StatusNotFound)(rw, r)
		return
	}
	digits, flavour, address := m[1], m[2], m[3]
	if a.excluded(address) {
		// Recorded in 2020: a notice with the status of a page that is there.
		HTML("Internet Archive Wayback Machine",
			"<p>Sorry.</p><p>This URL has been excluded from the Wayback Machine.</p>")(rw, r)
		return
	}
	captures := a.byKey[surt(address)]
	if len(captures) == 0 {
		StatusHTML(http.StatusNotFound, "Internet Archive Wayback Machine",
			"<p>The Wayback Machine has not archived that URL.</p>")(rw, r)
		return
	}
	c := captures[len(captures)-1]
	if digits != "" {
		t, err := parseStamp(digits)
		if err != nil {
			Status(http.StatusBadRequest)(rw, r)
			return
		}
		c = nearest(captures, t)
	}
	if found := c.Time.Format(stamp); found != digits {
		rw.Header().Set("X-Archive-Redirect-Reason", "found capture at "+found)
		RedirectTo(http.StatusFound, archiveURL(c.Time, flavour, c.URL))(rw, r)
		return
	}
	switch {
	case c.Broken:
		StatusHTML(http.StatusServiceUnavailable, "Internet Archive Wayback Machine",
			"<p>This capture cannot be shown.</p>")(rw, r)
	case flavour != "id_" && 300 <= c.Status && c.Status < 400:
		rw.Header().Set("X-Archive-Src", archiveSource)
		HTML("Wayback Machine", fmt.Sprintf("<p>Got an HTTP %d response at crawl time</p>", c.Status))(rw, r)
	default:
		memento(rw, r, c, captures, flavour)
	}
}

const archiveSource = "testweb-20140413-00001.warc.gz"

// archiveURL is where a capture is replayed.
func archiveURL(t time.Time, flavour, address string) string {
	return "https://web.archive.org/web/" + t.Format(stamp) + flavour + "/" + address
}

// memento replays a capture with the headers of RFC 7089.
func memento(rw http.ResponseWriter, r *http.Request, c Capture, all []Capture, flavour string) {
	h := rw.Header()
	h.Set("Memento-Datetime", c.Time.Format(http.TimeFormat))
	h.Set("Link", strings.Join([]string{
		fmt.Sprintf(`<%s>; rel="original"`, c.URL),
		fmt.Sprintf(`<https://web.archive.org/web/timemap/link/%s>; rel="timemap"; type="application/link-format"`, c.URL),
		fmt.Sprintf(`<https://web.archive.org/web/%s>; rel="timegate"`, c.URL),
		mementoLink("first memento", all[0], flavour),
		mementoLink("memento", c, flavour),
		mementoLink("last memento", all[len(all)-1], flavour),
	}, ", "))
	h.Set("X-Archive-Src", archiveSource)
	h.Set("X-Archive-Orig-Content-Type", c.ContentType)
	h.Set("X-Archive-Orig-Date", c.Time.Format(http.TimeFormat))
	if c.Location != "" {
		h.Set("X-Archive-Orig-Location", c.Location)
		h.Set("Location", archiveURL(c.Time, flavour, c.Location))
	}
	body := c.Body
	if body == "" {
		body = string(document("Archived", "<p>As it was: "+html.EscapeString(c.URL)+"</p>"))
	}
	write(rw, r, c.Status, c.ContentType, []byte(body))
}

func mementoLink(rel string, c Capture, flavour string) string {
	return fmt.Sprintf(`<%s>; rel=%q; datetime=%q`, archiveURL(c.Time, flavour, c.URL), rel, c.Time.Format(http.TimeFormat))
}
