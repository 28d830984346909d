package report

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"linkmedic/crawler"
)

// jsonVersion is the version of the JSON result. New keys do not change it; a
// key that changes its meaning would.
const jsonVersion = 1

// JSON writes the result of a check: the contract with other programs.
func JSON(ctx context.Context, w io.Writer, rec Record) error {
	return writeJSON(ctx, w, rec, true)
}

// LinksJSON writes what the links command found: the same as JSON, without the
// run's number and times and without what only a check knows.
func LinksJSON(ctx context.Context, w io.Writer, rec Record) error {
	return writeJSON(ctx, w, rec, false)
}

// writeJSON streams: one post or link is in memory at a time.
func writeJSON(ctx context.Context, w io.Writer, rec Record, checked bool) error {
	summary, err := summaryOf(ctx, rec)
	if err != nil {
		return err
	}
	out := newJSONStream(w)
	out.raw("{\n")
	out.key("version")
	out.value(jsonVersion, "")
	out.raw(",\n")
	out.key("run")
	out.value(newJSONRun(rec.Run(), checked), "  ")
	out.raw(",\n")
	out.key("summary")
	out.value(newJSONSummary(summary), "  ")
	out.raw(",\n")

	out.openList("posts")
	if err := eachPost(ctx, rec, func(p crawler.PostSummary) error {
		return out.element(newJSONPost(p))
	}); err != nil {
		return err
	}
	out.closeList()
	out.raw(",\n")

	out.openList("links")
	if err := eachFinding(ctx, rec, func(f crawler.Finding) error {
		return out.element(newJSONLink(f, checked))
	}); err != nil {
		return err
	}
	out.closeList()
	out.raw("\n}\n")
	return out.flush()
}

// jsonStream writes one indented JSON object piece by piece. The first error
// sticks and is returned by element and flush.
type jsonStream struct {
	w        *bufio.Writer
	buf      bytes.Buffer
	elements int
	err      error
}

func newJSONStream(w io.Writer) *jsonStream {
	return &jsonStream{w: bufio.NewWriterSize(w, 64<<10)}
}

func (s *jsonStream) raw(text string) {
	if s.err == nil {
		_, s.err = s.w.WriteString(text)
	}
}

// key begins a member of the outermost object.
func (s *jsonStream) key(name string) { s.raw(`  "` + name + `": `) }

// value writes v, its lines after the first indented by prefix.
func (s *jsonStream) value(v any, prefix string) {
	if s.err != nil {
		return
	}
	s.buf.Reset()
	enc := json.NewEncoder(&s.buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	if s.err = enc.Encode(v); s.err == nil {
		_, s.err = s.w.Write(escapeHidden(bytes.TrimSuffix(s.buf.Bytes(), []byte("\n"))))
	}
}

func (s *jsonStream) openList(name string) {
	s.key(name)
	s.raw("[")
	s.elements = 0
}

func (s *jsonStream) element(v any) error {
	if s.elements++; s.elements > 1 {
		s.raw(",")
	}
	s.raw("\n    ")
	s.value(v, "    ")
	return s.err
}

func (s *jsonStream) closeList() {
	if s.elements > 0 {
		s.raw("\n  ")
	}
	s.raw("]")
}

func (s *jsonStream) flush() error {
	if s.err == nil {
		s.err = s.w.Flush()
	}
	return s.err
}

// escapeHidden replaces the hidden characters that JSON allows in strings by
// their \u escapes, so that a result can be looked at in a terminal. Outside of
// strings the encoder writes ASCII only.
func escapeHidden(text []byte) []byte {
	if !bytes.ContainsFunc(text, func(r rune) bool { return r >= 0x7f }) {
		return text
	}
	escaped := make([]byte, 0, len(text)+16)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n' || !hidden(r):
			escaped = append(escaped, text[:size]...)
		case r > 0xffff:
			r -= 0x10000
			escaped = fmt.Appendf(escaped, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			escaped = fmt.Appendf(escaped, `\u%04x`, r)
		}
		text = text[size:]
	}
	return escaped
}

// jsonTime is a time as the result writes it: RFC 3339, UTC, whole seconds;
// empty for the zero time.
func jsonTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
