package extract_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

// Spans count the bytes of the file, whatever its encoding.
func TestEncodings(t *testing.T) {
	const page = "<p>Größe ÄÖÜ ß é</p>\r\n<p>x é <a href=\"http://a.example/größe\">é</a> é</p>\n"
	long := strings.Repeat("Größe ", 300) + page
	of := func(label string) encoding.Encoding { e, _ := charset.Lookup(label); return e }
	tests := []struct {
		name        string
		enc         encoding.Encoding
		bom         string
		head        string
		contentType string
		body        string
	}{
		{"UTF-8", encoding.Nop, "", "", "", page},
		{"UTF-8 with a mark", encoding.Nop, "\xEF\xBB\xBF", "", "", page},
		{"UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "\xFF\xFE", "", "", "😀 " + long},
		{"UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "\xFE\xFF", "", "", "😀 " + long},
		{"UTF-16LE without a mark", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "", "", "", "<html>" + page},
		{"Windows-1252 by default", of("windows-1252"), "", "", "", long},
		{"Latin-1 by meta", of("iso-8859-1"), "", "<meta charset=iso-8859-1>", "", long},
		{"Latin-2 by meta behind white space", of("iso-8859-2"), "", " <!doctype html><meta charset=iso-8859-2>", "", long},
		{"Latin-2 by Content-Type", of("iso-8859-2"), "", "", "text/html; charset=ISO-8859-2", long},
		{"Latin-15 by XML declaration", of("iso-8859-15"), "", `<?xml version="1.0" encoding="ISO-8859-15"?>`, "", long},
	}
	for _, test := range tests {
		encoded, err := test.enc.NewEncoder().String(test.head + test.body)
		if err != nil {
			t.Fatal(err)
		}
		file := test.bom + encoded
		_, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: "p.html"}, Body: []byte(file), ContentType: test.contentType})
		if err != nil || len(links) != 1 {
			t.Errorf("%s: %v\n%s", test.name, err, lines(links))
			continue
		}
		l := links[0]
		want, _ := test.enc.NewEncoder().String("http://a.example/größe")
		if got := file[l.Span.Start:l.Span.End]; got != want || l.URL != "http://a.example/größe" || l.Text != "é" || l.Context != "x é é é" {
			t.Errorf("%s: the span cuts out %q of %+v", test.name, got, l)
		}
		if l.Line != 2 || l.Column != 17 {
			t.Errorf("%s: at %d:%d", test.name, l.Line, l.Column)
		}
	}
}

// Encodings of several bytes a character work the same.
func TestWideEncodings(t *testing.T) {
	for _, label := range []string{"shift_jis", "euc-jp", "gb18030", "gbk", "big5", "euc-kr"} {
		enc, _ := charset.Lookup(label)
		text := strings.Repeat("中文 ", 100) + "<a href='http://a.example/中文?x'>中</a>"
		file, err := enc.NewEncoder().String(text)
		if err != nil {
			t.Fatal(label, err)
		}
		_, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: "p.html"}, Body: []byte(file), ContentType: "text/html;charset=" + label})
		if err != nil || len(links) != 1 {
			t.Fatal(label, err, lines(links))
		}
		want, _ := enc.NewEncoder().String("http://a.example/中文?x")
		if l := links[0]; file[l.Span.Start:l.Span.End] != want || l.Column != 310 {
			t.Errorf("%s: %+v", label, l)
		}
	}
}

// One broken byte does not make a post in UTF-8 one in Windows-1252.
func TestBrokenUTF8(t *testing.T) {
	post, links := find(t, "p.md", "# Größe und Wörter \xFF\n\n[é](http://a.example/ü)")
	if post.Title != "Größe und Wörter \uFFFD" || len(links) != 1 || links[0].URL != "http://a.example/ü" {
		t.Errorf("%q %s", post.Title, lines(links))
	}
}

func TestBinary(t *testing.T) {
	for _, body := range []string{"\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR", "GIF89a\x00\x00http://a.example/"} {
		post, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: "a-picture.md"}, Body: []byte(body)})
		if err == nil || len(links) > 0 {
			t.Errorf("%q: no error", body)
		}
		if post.Path != "a-picture.md" || post.Format != crawler.FormatMarkdown || post.Title == "" {
			t.Errorf("%+v", post)
		}
	}
}
