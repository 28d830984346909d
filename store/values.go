package store

import (
	"database/sql"
	"encoding/json"
	"strings"
	"time"
)

// text makes a string of the outside world one that SQLite and everything that
// reads the database can hold: valid UTF-8 without NUL.
func text(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.ReplaceAll(s, "\x00", "\uFFFD")
}

// millis is the column of a time; NULL for the zero time.
func millis(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}

// moment is the time of a column.
func moment(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}

// day is the midnight UTC on which t's day begins; the zero time stays.
func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// list is the column of a list of strings: a JSON array, empty for none.
func list(items []string) (string, error) {
	if len(items) == 0 {
		return "", nil
	}
	clean := make([]string, len(items))
	for i, item := range items {
		clean[i] = text(item)
	}
	b, err := json.Marshal(clean)
	return string(b), err
}

// items reads a column that list made.
func items(column string) ([]string, error) {
	if column == "" {
		return nil, nil
	}
	var s []string
	err := json.Unmarshal([]byte(column), &s)
	return s, err
}
