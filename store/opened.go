package store

import (
	"os"
	"slices"
	"sync"
)

// opened are the database files that this process has open. POSIX drops all of
// a process's locks on a file when it closes any descriptor of it, SQLite's
// included (https://sqlite.org/howtocorrupt.html, section 2.2): so a file that is
// open already must not be read beside SQLite. The mutex also keeps one opening
// from inspecting the file that another is just making.
var opened openFiles

type openFiles struct {
	sync.Mutex
	files []os.FileInfo
}

func (o *openFiles) contains(info os.FileInfo) bool {
	return slices.ContainsFunc(o.files, func(f os.FileInfo) bool { return os.SameFile(f, info) })
}

func (o *openFiles) add(info os.FileInfo) { o.files = append(o.files, info) }

// remove takes out one entry: a file may be open several times.
func (o *openFiles) remove(info os.FileInfo) {
	if i := slices.IndexFunc(o.files, func(f os.FileInfo) bool { return os.SameFile(f, info) }); i >= 0 {
		o.files = slices.Delete(o.files, i, i+1)
	}
}
