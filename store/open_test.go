package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"linkmedic/crawler"
	"linkmedic/store"
)

func TestOpenMakesADatabaseAnywhere(t *testing.T) {
	for _, name := range []string{
		"linkmedic.db", "what?mode=ro&x=1.db", "a#b.db", "100%.db", "a%41b.db", "with space.db", "ünï.db",
		"file:x.db", ":memory", "a\xffb.db", "semi;colon&amp.db",
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, name)
			db, err := store.Open(t.Context(), path)
			ok(t, err)
			_, err = db.StartRun(t.Context(), crawler.Run{Command: "check"})
			ok(t, err)
			ok(t, db.Close())

			entries, err := os.ReadDir(folder)
			ok(t, err)
			if len(entries) != 1 || entries[0].Name() != name {
				t.Errorf("the folder holds %v", entries)
			}
			db, err = store.OpenExisting(t.Context(), path)
			ok(t, err)
			defer db.Close()
			runs, err := db.Runs(t.Context())
			ok(t, err)
			if len(runs) != 1 {
				t.Errorf("%d runs, want 1", len(runs))
			}
		})
	}
}

func TestOpenRelativePath(t *testing.T) {
	t.Chdir(t.TempDir())
	open(t, "linkmedic.db")
	if _, err := os.Stat("linkmedic.db"); err != nil {
		t.Error(err)
	}
}

func TestOpenTakesAnEmptyFileForAFreshOne(t *testing.T) {
	path := temporary(t)
	ok(t, os.WriteFile(path, nil, 0o644))
	db := open(t, path)
	_, err := db.StartRun(t.Context(), crawler.Run{})
	ok(t, err)
}

// header is the beginning of an SQLite file with the two numbers that matter.
func header(userVersion, applicationID uint32) []byte {
	b := make([]byte, 4096)
	copy(b, "SQLite format 3\x00")
	binary.BigEndian.PutUint32(b[60:], userVersion)
	binary.BigEndian.PutUint32(b[68:], applicationID)
	return b
}

const ourID = 0x4C4D6564

func TestOpenLeavesOthersAlone(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		want    error
		says    string
	}{
		"text":               {[]byte("Dear diary"), store.ErrNotOurs, "no SQLite file"},
		"one byte":           {[]byte("S"), store.ErrNotOurs, "no SQLite file"},
		"only the magic":     {[]byte("SQLite format 3\x00"), store.ErrNotOurs, "no SQLite file"},
		"long text":          {bytes.Repeat([]byte("All work and no play. "), 1000), store.ErrNotOurs, "no SQLite file"},
		"another program's":  {header(3, 0x47504b47), store.ErrNotOurs, "another program"},
		"nobody's":           {header(0, 0), store.ErrNotOurs, "another program"},
		"of the next winter": {header(99, ourID), store.ErrNewer, "version is 99"},
	} {
		t.Run(name, func(t *testing.T) {
			path := temporary(t)
			ok(t, os.WriteFile(path, c.content, 0o644))
			before := state(t, filepath.Dir(path))
			for _, opening := range []func(context.Context, string, ...store.Option) (*store.DB, error){store.Open, store.OpenExisting} {
				_, err := opening(t.Context(), path)
				is(t, err, c.want)
				if !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "linkmedic.db") {
					t.Errorf("the message is %q", err)
				}
			}
			if after := state(t, filepath.Dir(path)); after != before {
				t.Errorf("the folder was\n%sand is\n%s", before, after)
			}
		})
	}
}

// state describes the files of a folder: names, times and contents.
func state(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	ok(t, err)
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		ok(t, err)
		content, err := os.ReadFile(filepath.Join(folder, e.Name()))
		ok(t, err)
		sum := sha256.Sum256(content)
		b.WriteString(strings.Join([]string{e.Name(), info.ModTime().String(), string(sum[:])}, " ") + "\n")
	}
	return b.String()
}

func TestOpenRefusesWhatIsNoFile(t *testing.T) {
	folder := t.TempDir()
	fifo := filepath.Join(folder, "fifo")
	ok(t, syscall.Mkfifo(fifo, 0o600))
	for _, path := range []string{folder, fifo, os.DevNull} {
		_, err := store.Open(t.Context(), path)
		is(t, err, store.ErrNotOurs)
		_, err = store.OpenExisting(t.Context(), path)
		is(t, err, store.ErrNotOurs)
	}
	if _, err := store.Open(t.Context(), ""); err == nil {
		t.Error("a database without a name was opened")
	}
}

func TestOpenNamesAMissingFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "no such")
	_, err := store.Open(t.Context(), filepath.Join(folder, "linkmedic.db"))
	is(t, err, fs.ErrNotExist)
	if !strings.Contains(err.Error(), `folder "`+folder+`" does not exist`) {
		t.Errorf("the message is %q", err)
	}
}

func TestOpenExistingMakesNothing(t *testing.T) {
	path := temporary(t)
	_, err := store.OpenExisting(t.Context(), path)
	is(t, err, fs.ErrNotExist)
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) > 0 {
		t.Errorf("it made %v", entries)
	}
}

func TestOpenExistingOnlyReads(t *testing.T) {
	path := temporary(t)
	ok(t, open(t, path).Close())
	db, err := store.OpenExisting(t.Context(), path)
	ok(t, err)
	_, err = db.StartRun(t.Context(), crawler.Run{})
	is(t, err, store.ErrReadOnly)
	ok(t, db.Close())
	entries, err := os.ReadDir(filepath.Dir(path))
	ok(t, err)
	if len(entries) != 1 {
		t.Errorf("files were left behind: %v", entries)
	}
}

func TestOpenAtOnce(t *testing.T) {
	path := temporary(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			db, err := store.Open(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := db.StartRun(t.Context(), crawler.Run{}); err != nil {
				t.Error(err)
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	for range 4 {
		all.Go(func() {
			if err := child(t, "open and close", path).Run(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	runs, err := open(t, path).Runs(t.Context())
	ok(t, err)
	if len(runs) != 8 {
		t.Errorf("%d runs, want 8", len(runs))
	}
}

// Reading the header of a file that is open already would make POSIX drop the
// locks that SQLite has on it; another process could then tidy up the log that
// this one writes to.
func TestOpenTwiceKeepsTheLocks(t *testing.T) {
	path := temporary(t)
	first := open(t, path)
	_, err := first.StartRun(t.Context(), crawler.Run{})
	ok(t, err)
	second, err := store.OpenExisting(t.Context(), path)
	ok(t, err)
	ok(t, child(t, "find the file locked", path).Run())
	ok(t, second.Close())
	ok(t, child(t, "find the file locked", path).Run())
}

// findLocked asks whether another process has SQLite's shared lock on the file
// (https://sqlite.org/src/file/src/os.h, SHARED_FIRST and SHARED_SIZE).
func findLocked(_ context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 0x40000000 + 2, Len: 510}
	if err := syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock); err != nil {
		return err
	}
	if lock.Type == syscall.F_UNLCK {
		return errors.New("nobody has a lock on the file")
	}
	return nil
}

func TestOpenAgainAfterClose(t *testing.T) {
	path := temporary(t)
	for n := range 3 {
		db, err := store.Open(t.Context(), path)
		ok(t, err)
		_, err = db.StartRun(t.Context(), crawler.Run{})
		ok(t, err)
		runs, err := db.Runs(t.Context())
		ok(t, err)
		if len(runs) != n+1 {
			t.Errorf("%d runs, want %d", len(runs), n+1)
		}
		ok(t, db.Close())
	}
	if err := os.WriteFile(path, []byte("overwritten by something else"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), path)
	is(t, err, store.ErrNotOurs)
}
