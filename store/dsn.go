package store

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// memory is the path that keeps no record.
const memory = ":memory:"

// access says what a connection may do with the file.
type access int

const (
	create    access = iota // make the file if need be, and write
	write                   // write, never make the file
	read                    // only read; SQLite may recover and tidy up its own files
	immutable               // only read, from a medium that cannot be written to
)

// cacheKiB is the page cache of each connection, in KiB: enough for the inner
// pages of the indexes of a million links.
const cacheKiB = 16 << 10

// dsn is the data source name of the database at path, which is absolute or
// :memory:. All settings are in it, because a pool opens connections when it
// likes. The path is escaped: a "?" in it would begin the settings.
func dsn(path string, a access, busy time.Duration) string {
	settings := url.Values{
		"_busy_timeout":    {strconv.FormatInt(busy.Milliseconds(), 10)},
		"_foreign_keys":    {"1"},
		"_txlock":          {"immediate"},
		"_synchronous":     {"NORMAL"}, // loses nothing to a kill, at most the last commits to a power cut
		"_stmt_cache_size": {"32"},
		"_cache_size":      {fmt.Sprintf("-%d", cacheKiB)},
	}
	if path == memory {
		return memory + "?" + settings.Encode()
	}
	switch a {
	case create:
		settings.Set("mode", "rwc")
	case write:
		settings.Set("mode", "rw")
	case read:
		// Not mode=ro: the last such connection would leave its -wal and
		// -shm files behind. SQLite falls back to reading where the file
		// cannot be written to.
		settings.Set("mode", "rw")
		settings.Set("_query_only", "1")
	case immutable:
		settings.Set("mode", "ro")
		settings.Set("immutable", "1")
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // C:/…
		slashed = "/" + slashed
	}
	return "file://" + (&url.URL{Path: slashed}).EscapedPath() + "?" + settings.Encode()
}
