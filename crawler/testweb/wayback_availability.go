package testweb

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// available answers the availability API: the closest capture that replays as
// a page, or an empty object, which means nothing.
func (a *Wayback) available(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	answer := map[string]any{"url": q.Get("url"), "archived_snapshots": map[string]any{}}
	if digits := q.Get("timestamp"); digits != "" {
		answer["timestamp"] = digits
	}
	captures := slices.DeleteFunc(slices.Clone(a.byKey[surt(q.Get("url"))]), func(c Capture) bool {
		return c.Status != http.StatusOK
	})
	if len(captures) > 0 && !a.AvailabilityEmpty && !a.excluded(q.Get("url")) {
		c := captures[len(captures)-1]
		if t, err := parseStamp(q.Get("timestamp")); q.Get("timestamp") != "" && err == nil {
			c = nearest(captures, t)
		}
		answer["archived_snapshots"] = map[string]any{"closest": map[string]any{
			"status": strconv.Itoa(c.Status), "available": true, "timestamp": c.Time.Format(stamp),
			"url": "http://web.archive.org/web/" + c.Time.Format(stamp) + "/" + c.URL, // the scheme is the real one's
		}}
	}
	body, err := json.Marshal(answer)
	if err != nil {
		panic(fmt.Sprintf("marshal strings: %v", err))
	}
	File("application/json", body)(rw, r)
}
