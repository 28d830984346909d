package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// applicationID marks a database as ours, in its header: "LMed".
const applicationID = 0x4C4D6564

// file is what the name of a database leads to.
type file int

const (
	missing file = iota
	empty        // of no bytes: as good as missing
	ours
)

// inspect looks at the file before SQLite does, because SQLite puts files
// beside a database as soon as it reads it: one that is not ours is to be left
// alone. The error wraps ErrNotOurs, ErrNewer or what kept the file from being
// read.
func inspect(path string) (file, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missing, folderExists(filepath.Dir(path))
	case err != nil:
		return missing, err
	case info.IsDir():
		return missing, fmt.Errorf("%w: it is a folder", ErrNotOurs)
	case !info.Mode().IsRegular():
		return missing, fmt.Errorf("%w: it is not a file", ErrNotOurs)
	case info.Size() == 0:
		return empty, nil
	}
	if opened.contains(info) {
		return ours, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return missing, err
	}
	defer f.Close()
	return ours, checkHeader(f)
}

// checkHeader reads the header of an SQLite file
// (https://sqlite.org/fileformat.html, section 1.3).
func checkHeader(r io.Reader) error {
	const (
		magic         = "SQLite format 3\x00"
		userVersion   = 60
		applicationAt = 68
	)
	header := make([]byte, 100)
	_, err := io.ReadFull(r, header)
	switch {
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return err
	case err != nil || !bytes.HasPrefix(header, []byte(magic)):
		return fmt.Errorf("%w: it is no SQLite file", ErrNotOurs)
	case binary.BigEndian.Uint32(header[applicationAt:]) != applicationID:
		return fmt.Errorf("%w: it is the SQLite file of another program", ErrNotOurs)
	}
	return checkVersion(int(binary.BigEndian.Uint32(header[userVersion:])))
}

func checkVersion(version int) error {
	if version > len(migrations) {
		return fmt.Errorf("%w (its version is %d, this program knows up to %d): install the newer program or name another file",
			ErrNewer, version, len(migrations))
	}
	return nil
}

func folderExists(folder string) error {
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the folder %q does not exist: %w", folder, fs.ErrNotExist)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%q is not a folder: %w", folder, fs.ErrNotExist)
	}
	return nil
}
