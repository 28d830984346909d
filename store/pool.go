package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"runtime"

	"github.com/mattn/go-sqlite3"
)

// logPages is how many pages the log may hold before the writer moves them into
// the database: 40 MB. With SQLite's 1000 a first run waits for the disk most of
// its time, because the pages of indexes are moved again and again.
const logPages = 10_000

// readers is the number of connections that read: more than the processors
// would only wait for one another.
func readers() int { return max(2, runtime.GOMAXPROCS(0)) }

// pool returns a pool of at most n connections, which are kept. It connects at
// its first use.
func pool(dsn string, n int) *sql.DB {
	conns := sql.OpenDB(connector{dsn})
	conns.SetMaxOpenConns(n)
	conns.SetMaxIdleConns(n)
	return conns
}

// connector makes connections with the settings of a data source name, and those
// that the driver does not take from there.
type connector struct{ dsn string }

func (c connector) Driver() driver.Driver {
	return &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		_, err := conn.Exec(fmt.Sprintf("PRAGMA wal_autocheckpoint = %d", logPages), nil)
		return err
	}}
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.Driver().Open(c.dsn) }
