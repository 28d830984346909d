package testweb

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// EndlessBody sends a page without end.
func EndlessBody() Page {
	chunk := []byte("<p>" + strings.Repeat("and so on ", 3200) + "</p>\n")
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", htmlType)
		rw.Write(document("Endless", "<h1>Endless</h1>"))
		for r.Context().Err() == nil {
			if _, err := rw.Write(chunk); err != nil || r.Method == http.MethodHead {
				return
			}
		}
	}
}

// GzipBomb sends few bytes that unpack to as many MiB.
func GzipBomb(mebibytes int) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", htmlType)
		rw.Header().Set("Content-Encoding", "gzip")
		for range mebibytes {
			// A gzip file is a series of members (RFC 1952, section 2.2).
			if _, err := rw.Write(gzipMember()); err != nil || r.Method == http.MethodHead {
				return
			}
		}
	}
}

// gzipMember is a MiB of spaces, packed.
var gzipMember = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(bytes.Repeat([]byte(" "), 1<<20)) // a bytes.Buffer takes everything
	z.Close()
	return b.Bytes()
})

// HugeHeader answers 200 with a header of n bytes.
func HugeHeader(n int) Page {
	return Header("X-Padding", strings.Repeat("x", n), HTML("Huge header", "<p>See above.</p>"))
}
