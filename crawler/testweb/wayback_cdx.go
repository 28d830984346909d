package testweb

import (
	"crypto/sha1"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// cdxColumns are the columns of the index, in the order of its text form.
var cdxColumns = []string{"urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"}

// cdx answers the CDX server's API for one exact address: output, fl, filter,
// from, to, sort, closest, limit and resolveRevisits. Like the real one it
// ignores what it does not know.
func (a *Wayback) cdx(rw http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	address := q.Get("url")
	if address == "" {
		plain(http.StatusBadRequest, "The url param is required")(rw, r)
		return
	}
	if a.excluded(address) {
		const exception = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
		rw.Header().Set("X-Archive-Wayback-Runtime-Error", exception)
		plain(http.StatusForbidden, exception+"\n")(rw, r)
		return
	}
	rows := slices.Clone(a.Rows)
	for _, c := range a.byKey[surt(address)] {
		rows = append(rows, cdxRow(c, q.Get("resolveRevisits") == "true"))
	}
	rows, err := cdxSelect(rows, q)
	if err != nil {
		plain(http.StatusBadRequest, err.Error())(rw, r)
		return
	}
	columns := cdxColumns
	if fl := q.Get("fl"); fl != "" {
		columns = strings.Split(fl, ",")
	}
	for i, row := range rows {
		rows[i] = project(row, columns)
	}
	if q.Get("output") != "json" {
		var text strings.Builder
		for _, row := range rows {
			text.WriteString(strings.Join(row, " ") + "\n")
		}
		plain(http.StatusOK, text.String())(rw, r)
		return
	}
	if len(rows) > 0 { // an empty answer has no header row either
		rows = slices.Insert(rows, 0, columns)
	} else {
		rows = [][]string{}
	}
	body, err := json.Marshal(rows)
	if err != nil {
		panic(fmt.Sprintf("marshal strings: %v", err))
	}
	File("application/json", body)(rw, r)
}

// cdxRow is the index's row for a capture.
func cdxRow(c Capture, resolved bool) []string {
	sum := sha1.Sum([]byte(c.Body))
	mime, _, _ := strings.Cut(c.ContentType, ";")
	status := strconv.Itoa(c.Status)
	if c.Revisit && !resolved {
		mime, status = "warc/revisit", "-"
	}
	return []string{
		surt(c.URL), c.Time.Format(stamp), c.URL, mime, status,
		base32.StdEncoding.EncodeToString(sum[:]), strconv.Itoa(len(c.Body)),
	}
}

// column returns the row's field of that name.
func column(row []string, name string) string {
	if i := slices.Index(cdxColumns, name); i >= 0 && i < len(row) {
		return row[i]
	}
	return ""
}

func project(row, columns []string) []string {
	fields := make([]string, len(columns))
	for i, name := range columns {
		fields[i] = column(row, name)
	}
	return fields
}

// cdxSelect filters, orders and limits the rows as the query says.
func cdxSelect(rows [][]string, q url.Values) ([][]string, error) {
	for _, filter := range q["filter"] {
		name, pattern, _ := strings.Cut(strings.TrimPrefix(filter, "!"), ":")
		whole, err := regexp.Compile(`^(?:` + pattern + `)$`)
		if err != nil {
			return nil, err
		}
		unwanted := strings.HasPrefix(filter, "!")
		rows = slices.DeleteFunc(rows, func(row []string) bool {
			return whole.MatchString(column(row, name)) == unwanted
		})
	}
	from, to := q.Get("from"), q.Get("to")
	rows = slices.DeleteFunc(rows, func(row []string) bool {
		t := column(row, "timestamp")
		return t < from || to != "" && t[:min(len(t), len(to))] > to
	})
	limit, _ := strconv.Atoi(q.Get("limit"))
	switch q.Get("sort") {
	case "reverse":
		slices.Reverse(rows)
	case "closest":
		t, err := parseStamp(q.Get("closest"))
		if err != nil {
			return nil, err
		}
		if 0 < limit && limit < 5 {
			// A small limit makes the server read one block of its index,
			// which need not be the one with the closest capture
			// (waybackpy#176). Here it is the later half.
			rows = rows[len(rows)/2:]
		}
		slices.SortStableFunc(rows, func(a, b []string) int {
			return int(distance(a, t)/time.Second - distance(b, t)/time.Second)
		})
	}
	switch {
	case limit > 0:
		rows = rows[:min(limit, len(rows))]
	case limit < 0:
		rows = rows[max(0, len(rows)+limit):]
	}
	return rows, nil
}

// distance is that of a row's time from t; rows without a sound one come last.
func distance(row []string, t time.Time) time.Duration {
	captured, err := time.Parse(stamp, column(row, "timestamp"))
	if err != nil {
		return 1<<63 - 1
	}
	return captured.Sub(t).Abs()
}
