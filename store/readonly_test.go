package store_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"linkmedic/crawler"
	"linkmedic/store"
)

// readOnly is run by a process that may not write to the database's folder.
func readOnly(ctx context.Context, path string) error {
	db, err := store.OpenExisting(ctx, path)
	if err != nil {
		return err
	}
	runs, err := db.Runs(ctx)
	if err != nil {
		return err
	}
	if len(runs) != 1 {
		return fmt.Errorf("%d runs, want 1", len(runs))
	}
	if err := db.Close(); err != nil {
		return err
	}
	_, err = store.Open(ctx, path)
	if !errors.Is(err, store.ErrReadOnly) {
		return fmt.Errorf("opened for writing: %w", err)
	}
	return nil
}

func TestReadOnlyFolder(t *testing.T) {
	folder := shared(t)
	path := filepath.Join(folder, "linkmedic.db")
	db := open(t, path)
	_, err := db.StartRun(t.Context(), crawler.Run{Command: "check"})
	ok(t, err)
	ok(t, db.Close())
	ok(t, os.Chmod(path, 0o444))
	ok(t, os.Chmod(folder, 0o555))
	t.Cleanup(func() { os.Chmod(folder, 0o755) })

	cmd := child(t, "read only", path)
	if os.Geteuid() == 0 {
		asNobody(t, cmd.Path, func(path string) { cmd.Path = path })
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	ok(t, cmd.Run())
}

// shared is a temporary folder that every user may enter.
func shared(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for dir := folder; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// asNobody copies a program to where every user may run it: root may write
// everywhere, so that its tests need somebody who may not.
func asNobody(t *testing.T, program string, use func(path string)) {
	t.Helper()
	from, err := os.Open(program)
	ok(t, err)
	defer from.Close()
	path := filepath.Join(shared(t), "child")
	to, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o755)
	ok(t, err)
	_, err = io.Copy(to, from)
	ok(t, err)
	ok(t, to.Close())
	use(path)
}
