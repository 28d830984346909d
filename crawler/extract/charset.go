package extract

import (
	"bytes"
	"errors"
	"mime"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"linkmedic/crawler"
)

// errBinary is the error for a body that is no text.
var errBinary = errors.New("the file is binary, not text: it holds NUL bytes and is not UTF-16")

// plainText is a post's body in UTF-8 and the way back to the bytes of the file.
type plainText struct {
	text []byte
	// bom is the length of the byte order mark, which is not in text.
	bom  int
	body []byte
	// enc and marks are set for a body that had to be decoded.
	enc   encoding.Encoding
	marks []step // at: offset in text, origin: offset in body
	// hidden says that the encoding keeps state, so that spans are unknown.
	hidden bool
}

// decode reads the body as text. The encoding is that of the byte order mark,
// of the Content-Type, of the document's own declaration (only where declared
// is true: HTML and XML), UTF-8 if the bytes are, and else Windows-1252, as
// browsers have it.
func decode(body []byte, contentType string, declared bool) (plainText, error) {
	enc, bom := encodingOf(body, contentType, declared)
	if enc == nil {
		if binary(body) {
			return plainText{}, errBinary
		}
		text := body[bom:]
		if bytes.IndexByte(text, '\n') < 0 && bytes.IndexByte(text, '\r') >= 0 {
			// Line ends of the old Macintosh.
			text = bytes.ReplaceAll(text, []byte{'\r'}, []byte{'\n'})
		}
		return plainText{text: text, bom: bom, body: body}, nil
	}
	p := plainText{bom: bom, enc: enc, body: body, hidden: enc == iso2022JP}
	err := p.transform()
	if err == nil && (wide(enc) && binary(p.text) || !wide(enc) && binary(body)) {
		err = errBinary
	}
	return p, err
}

// markStride is about how many bytes of decoded text lie between two marks.
const markStride = 64

// transform decodes the body piece by piece and marks where pieces begin.
func (p *plainText) transform() error {
	decoder := p.enc.NewDecoder()
	p.text = make([]byte, 0, len(p.body)+len(p.body)/8)
	var piece [markStride]byte
	for at := p.bom; at < len(p.body); {
		n, m, err := decoder.Transform(piece[:], p.body[at:], true)
		if m == 0 {
			return errors.Join(errors.New("the file's encoding is broken"), err)
		}
		p.marks = append(p.marks, step{len(p.text), at})
		p.text = append(p.text, piece[:n]...)
		at += m
	}
	p.marks = append(p.marks, step{len(p.text), len(p.body)})
	return nil
}

// file turns a range of the text into one of the file.
func (p *plainText) file(s crawler.Span) crawler.Span {
	if p.hidden || !s.Known() {
		return crawler.Span{}
	}
	return crawler.Span{Start: p.offset(s.Start), End: p.offset(s.End)}
}

// written is what stands at a range of the text.
func (p *plainText) written(s crawler.Span) string {
	if p.enc == nil {
		return string(p.body[s.Start+p.bom : s.End+p.bom])
	}
	return string(p.text[s.Start:s.End])
}

func (p *plainText) offset(i int) int {
	if p.enc == nil {
		return i + p.bom
	}
	n, found := slices.BinarySearchFunc(p.marks, i, func(s step, at int) int { return s.at - at })
	if found {
		return p.marks[n].origin
	}
	mark := p.marks[n-1]
	// The decoder stops where the room for its output ends: there, exactly,
	// lie the bytes that made the text before i.
	var piece [markStride]byte
	_, m, _ := p.enc.NewDecoder().Transform(piece[:i-mark.at], p.body[mark.origin:], true)
	return mark.origin + m
}

// encodingOf returns nil for UTF-8, and the length of the byte order mark.
func encodingOf(body []byte, contentType string, declared bool) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return nil, 3
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	if enc := wideEncoding(body); enc != nil {
		return enc, 0
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		if enc, ok := named(params["charset"]); ok {
			return enc, 0
		}
	}
	if declared {
		if m := xmlDeclaration.FindSubmatch(head(body)); m != nil {
			if enc, ok := named(string(m[1])); ok && !wide(enc) {
				return enc, 0
			}
		}
		if _, name, certain := charset.DetermineEncoding(head(body), ""); certain {
			if enc, ok := named(name); ok && !wide(enc) {
				return enc, 0
			}
		}
	}
	if mostlyUTF8(body) {
		return nil, 0
	}
	return charmap.Windows1252, 0
}

var xmlDeclaration = regexp.MustCompile(`^<\?xml[^>]{1,100}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})["']`)

func head(body []byte) []byte { return body[:min(len(body), 1024)] }

// named looks an encoding up by its label; nil with true is UTF-8.
func named(label string) (encoding.Encoding, bool) {
	enc, name := charset.Lookup(label)
	switch name {
	case "":
		return nil, false
	case "utf-8":
		return nil, true
	case "replacement", "x-user-defined":
		return nil, false
	}
	return enc, true
}

// wideEncoding recognises UTF-16 without a mark by the NUL bytes beside its
// ASCII characters.
func wideEncoding(body []byte) encoding.Encoding {
	h := head(body)
	var nuls [2]int
	for i, c := range h {
		if c == 0 {
			nuls[i%2]++
		}
	}
	half := len(h) / 2
	switch {
	case half < 4:
	case nuls[1] > half*3/4 && nuls[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case nuls[0] > half*3/4 && nuls[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// wide reports whether the encoding writes ASCII characters with NUL bytes.
func wide(enc encoding.Encoding) bool {
	if enc == nil {
		return false
	}
	text, _, err := transform.Bytes(enc.NewEncoder(), []byte("a"))
	return err == nil && len(text) > 1
}

// iso2022JP is the one encoding of the web in which the meaning of a byte
// depends on bytes long before it.
var iso2022JP, _ = charset.Lookup("iso-2022-jp")

// binary looks for NUL bytes at the beginning, as git does.
func binary(text []byte) bool {
	return bytes.IndexByte(text[:min(len(text), 8000)], 0) >= 0
}

// mostlyUTF8 reports whether the text is UTF-8, a broken byte here and there
// forgiven: reading a whole post as Windows-1252 would spoil all the rest.
func mostlyUTF8(text []byte) bool {
	if utf8.Valid(text) {
		return true
	}
	good, bad := 0, 0
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		text = text[n:]
	}
	return good > bad
}

// clean makes text from a post fit for the record.
func clean(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
