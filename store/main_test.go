package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"linkmedic/store"
)

// childRole names what the test binary is to do when a test runs it as another
// process; childPath is the database.
const (
	childRole = "LINKMEDIC_STORE_TEST_CHILD"
	childPath = "LINKMEDIC_STORE_TEST_PATH"
)

var children = map[string]func(ctx context.Context, path string) error{
	"open and close": func(ctx context.Context, path string) error {
		db, err := store.Open(ctx, path)
		if err != nil {
			return err
		}
		return db.Close()
	},
	"record until killed":  recordForever,
	"read only":            readOnly,
	"find the file locked": findLocked,
}

func TestMain(m *testing.M) {
	role, ok := children[os.Getenv(childRole)]
	if !ok {
		goleak.VerifyTestMain(m)
		return
	}
	if err := role(context.Background(), os.Getenv(childPath)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child is a process of the test binary in the given role.
func child(t *testing.T, role, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), childRole+"="+role, childPath+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

func open(t testing.TB, path string, opts ...store.Option) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), path, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func temporary(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "linkmedic.db")
}

// ok ends the test if a step that has to succeed did not.
func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// is ends the test if the error is not the wanted one.
func is(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error is %v, want %v", err, want)
	}
}
