package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"
)

// tooLarge is the error for what exceeds Options.MaxFileSize.
type tooLarge struct {
	size, limit int64 // size is 0 if it is not known
}

func (e tooLarge) Error() string {
	if e.size == 0 {
		return fmt.Sprintf("larger than the limit of %s (--max-file-size)", formatSize(e.limit))
	}
	return fmt.Sprintf("%s is larger than the limit of %s (--max-file-size)", formatSize(e.size), formatSize(e.limit))
}

// readFile reads a file of at most limit bytes, however it grows meanwhile.
// Pipes that the user named (as a shell's <(command) is) are read to their end;
// one that nobody writes to is empty rather than a reason to wait.
func readFile(ctx context.Context, path string, limit int64) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, cause(err)
	}
	if info.Mode().IsRegular() && info.Size() > limit {
		return nil, tooLarge{size: info.Size(), limit: limit}
	}
	if !info.Mode().IsRegular() {
		// Reading may wait for a writer. Files without deadlines do not.
		stop := context.AfterFunc(ctx, func() { _ = f.SetReadDeadline(time.Unix(1, 0)) })
		defer stop()
	}
	body, err := readAll(f, info.Size(), limit)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return body, err
}

// readStdin reads standard input. When ctx ends first, the reader is left to
// itself: nothing can interrupt a read from a terminal.
func readStdin(ctx context.Context, r io.Reader, limit int64) ([]byte, error) {
	type result struct {
		body []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		body, err := readAll(r, 0, limit)
		done <- result{body, err}
	}()
	select {
	case res := <-done:
		return res.body, res.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// readAll reads at most limit bytes; size is a guess.
func readAll(r io.Reader, size, limit int64) ([]byte, error) {
	body := bytes.NewBuffer(make([]byte, 0, min(size, limit)+bytes.MinRead))
	if _, err := body.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, cause(err)
	}
	if int64(body.Len()) > limit {
		return nil, tooLarge{limit: limit}
	}
	return body.Bytes(), nil
}

// formatSize writes a number of bytes as people do.
func formatSize(n int64) string {
	units := []string{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}
	value, unit := float64(n), 0
	for value >= 1024 && unit < len(units)-1 {
		value /= 1024
		unit++
	}
	if unit == 0 || value == float64(int64(value)) {
		return fmt.Sprintf("%d %s", int64(value), units[unit])
	}
	return fmt.Sprintf("%.1f %s", value, units[unit])
}
