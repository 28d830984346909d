//go:build unix

package source_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"linkmedic/crawler"
	"linkmedic/crawler/source"
)

// Pipes, sockets and devices in a folder are nobody's posts, and opening one
// could wait for ever.
func TestFolderWithSpecialFiles(t *testing.T) {
	dir := lay(t, map[string]string{"a.md": ""})
	must(t, syscall.Mkfifo(filepath.Join(dir, "pipe.md"), 0o644))
	symlink(t, "pipe.md", dir, "link.md")
	symlink(t, "/dev/zero", dir, "zero.md")
	wantPaths(t, options(dir), []string{"."}, "a.md")
}

func TestUnreadable(t *testing.T) {
	dir := lay(t, map[string]string{"a.md": ""})
	// A socket cannot be opened, not even by root.
	l, err := net.Listen("unix", filepath.Join(dir, "s.md"))
	must(t, err)
	defer l.Close()
	wantPaths(t, options(dir), []string{"s.md", "a.md"}, "s.md: no such device or address", "a.md")
}

func TestPipesThatAreNamed(t *testing.T) {
	dir := lay(t, nil)
	path := filepath.Join(dir, "pipe")
	must(t, syscall.Mkfifo(path, 0o644))
	// Nobody writes: there is nothing to read.
	docs, err := collect(t, options(dir), "pipe")
	must(t, err)
	if len(docs) != 1 || len(docs[0].Body) > 0 || docs[0].Post.Error != "" {
		t.Errorf("%+v", docs)
	}

	// A shell's <(command).
	w, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer w.Close()
	_, err = w.WriteString("hello")
	must(t, err)
	set, err := source.Parse([]string{"pipe"}, options(dir))
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancelled := make(chan error)
	go func() {
		cancelled <- set.Each(ctx, func(crawler.Document) error { return nil })
	}()
	// The writer never ends; only ctx does.
	cancel()
	if err := <-cancelled; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	_, err = w.WriteString("hello")
	must(t, err)
	o := options(dir)
	o.MaxFileSize = 4
	wantPaths(t, o, []string{"pipe"}, "pipe: larger than the limit of 4 bytes (--max-file-size)")
}
