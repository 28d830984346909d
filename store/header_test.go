package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
)

// Only our own header of a version that is known is taken.
func FuzzHeader(f *testing.F) {
	ours := make([]byte, 100)
	copy(ours, "SQLite format 3\x00")
	binary.BigEndian.PutUint32(ours[68:], applicationID)
	f.Add(ours)
	f.Add(ours[:99])
	f.Add([]byte("SQLite format 3\x00"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, file []byte) {
		err := checkHeader(bytes.NewReader(file))
		isOurs := len(file) >= 100 && bytes.HasPrefix(file, ours[:16]) && bytes.Equal(file[68:72], ours[68:72])
		known := isOurs && int32(binary.BigEndian.Uint32(file[60:])) <= int32(len(migrations)) && file[60] < 0x80
		switch {
		case known && err != nil, !isOurs && !errors.Is(err, ErrNotOurs), isOurs && !known && !errors.Is(err, ErrNewer):
			t.Errorf("error is %v", err)
		}
	})
}
