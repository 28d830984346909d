package archive

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// row is a line of the archive's index.
type row struct {
	timestamp, original, status, mime string
}

// parseRows reads the index's JSON: an array of rows of strings whose first
// names the columns. An empty answer has no such row. Rows that are not rows
// are left out: the index has collected thirty years of oddities.
func parseRows(body []byte) ([]row, error) {
	if len(body) == 0 {
		return nil, nil
	}
	var table []any
	if err := json.Unmarshal(body, &table); err != nil {
		return nil, fmt.Errorf("read rows of the index: %w", err)
	}
	if len(table) == 0 {
		return nil, nil
	}
	columns := make(map[string]int)
	header, _ := table[0].([]any)
	for i, name := range header {
		if name, ok := name.(string); ok {
			columns[name] = i
		}
	}
	for _, name := range []string{"timestamp", "original", "statuscode"} {
		if _, ok := columns[name]; !ok {
			return nil, errors.New("read rows of the index: the first does not name the columns")
		}
	}
	var rows []row
	for _, line := range table[1:] {
		fields, _ := line.([]any)
		field := func(name string) string {
			i, ok := columns[name]
			if !ok || i >= len(fields) {
				return ""
			}
			s, _ := fields[i].(string)
			return s
		}
		r := row{field("timestamp"), field("original"), field("statuscode"), field("mimetype")}
		if r.timestamp != "" && r.original != "" {
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// wants is what a candidate is measured by.
type wants struct {
	page      string
	near, now time.Time
	kind      kind
}

// choose returns the captures among the rows that may do, the best first: status
// 200, of the same page, of a fitting type, at a possible time, nearest to the
// wanted one, and the earlier of two that are equally near.
func choose(rows []row, w wants) []capture {
	var found []capture
	for _, r := range rows {
		c, ok := newCapture(r.timestamp, r.original)
		if !ok || c.time.After(w.now) || r.status != "200" || !w.kind.fits(r.mime) || !samePage(c.page, w.page) {
			continue
		}
		found = append(found, c)
	}
	slices.SortStableFunc(found, func(a, b capture) int {
		return cmp.Or(
			cmp.Compare(a.time.Sub(w.near).Abs(), b.time.Sub(w.near).Abs()),
			a.time.Compare(b.time),
		)
	})
	return slices.Compact(found)
}
