package classify

import (
	"strings"
	"testing"
)

// The embedded data is read when the program starts; a mistake in it must be
// found here.
func TestBuiltinData(t *testing.T) {
	if _, err := parseTable(hostsText); err != nil {
		t.Errorf("hosts.txt: %v", err)
	}
	if _, err := parseWords(wordsText); err != nil {
		t.Errorf("words.txt: %v", err)
	}
}

// A line that nobody can reach, because an earlier one of the same host has the
// shape already, is a mistake of whoever wrote it.
func TestBuiltinShapesAreWrittenOnce(t *testing.T) {
	seen := map[string]int{}
	number := 0
	for row := range strings.Lines(hostsText) {
		number++
		fields := strings.Fields(row)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		for _, shape := range fields[2:] {
			key := fields[1] + " " + shape
			if first, ok := seen[key]; ok {
				t.Errorf("hosts.txt:%d: %s stands in line %d already", number, key, first)
			}
			seen[key] = number
		}
	}
}

func TestParseTableErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"video example.org", "line 1: a line is a class"},
		{"# fine\n\nmovie example.org /x", `line 3: class "movie" is not known`},
		{"video Example.org /x", `line 1: write host "Example.org" in lower case`},
		{"video www.example.org /x", "without www."},
		{"video *.*.* /x", "names no label in full"},
		{"video example.org x", `shape "x" does not begin with a slash`},
		{"video example.org /{month}", `"{month}" is not known`},
	}
	for _, tt := range tests {
		_, err := parseTable(tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.text, err, tt.want)
		}
	}
}

func TestParseWordsErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{"video en", "line 1: a line is a role"},
		{"# fine\nmovie en film", `line 2: role "movie" is not known`},
		{"video en Film", `"Film" is not in lower case`},
		{"video en film\nphoto sv film", `line 2: "film" is video already`},
	}
	for _, tt := range tests {
		_, err := parseWords(tt.text)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.text, err, tt.want)
		}
	}
}

func TestShapes(t *testing.T) {
	tests := []struct {
		shape string
		yes   []string
		no    []string
	}{
		{"/", []string{"/", ""}, []string{"/a"}},
		{"/watch", []string{"/watch", "/WATCH/", "//watch"}, []string{"/", "/watch/a", "/watchtower", "/a/watch"}},
		{"/*", []string{"/a"}, []string{"/", "/a/b"}},
		{"/**", []string{"/", "/a", "/a/b"}, nil},
		{"/*/**", []string{"/a", "/a/b"}, []string{"/"}},
		{"/**/b/**/d", []string{"/b/d", "/a/b/c/d", "/b/b/d/d"}, []string{"/d/b", "/b/d/e"}},
		{"/a*b*c", []string{"/abc", "/a-b-b-c"}, []string{"/ab", "/abcd"}},
		{"/v{n}x", []string{"/v12x"}, []string{"/vx", "/v12"}},
		{"/*-{year}", []string{"/pycon-2014", "/a-b-2014"}, []string{"/pycon-20140", "/pycon-1914", "/2014"}},
		{"/{a,b}-{c,d}.html", []string{"/a-c.html", "/b-d.HTML"}, []string{"/a-b.html", "/a-c"}},
		{"/talk/{code}", []string{"/talk/ABC123"}, []string{"/talk/abc123", "/talk/ABC12", "/talk/ABC1234"}},
		{"/{uuid}", []string{"/9c9de5e8-0a1e-484a-b099-e80766180a6d", "/kkGMgK9ZtnKfYAgnEtQxbv"}, []string{"/9c9de5e8", "/" + strings.Repeat("a", 36)}},
		{"/x?id", []string{"/x?id=1", "/x?a=b&ID=2", "/x?a=b&amp;id=2"}, []string{"/x", "/x?id=", "/x?idx=1"}},
		{"/File:*", []string{"/File:a", "/File%3Aa"}, []string{"/File"}},
	}
	for _, tt := range tests {
		s, err := parseShape(tt.shape)
		if err != nil {
			t.Errorf("%s: %v", tt.shape, err)
			continue
		}
		for _, path := range tt.yes {
			if !s.matches(parseAddress("https://example.org" + path)) {
				t.Errorf("%s should have the shape %s", path, tt.shape)
			}
		}
		for _, path := range tt.no {
			if s.matches(parseAddress("https://example.org" + path)) {
				t.Errorf("%s should not have the shape %s", path, tt.shape)
			}
		}
	}
}

func TestHostPatterns(t *testing.T) {
	table, err := parseTable(`
video    example.org     /**
photo    *.example.org   /**
slides   *.a.example.org /**
schedule pycon.*         /**
schedule *.pycon.*       /**
schedule ep*.example.net /**
-        docs.*          /**
page     *               /any
`)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"//example.org":            "video",
		"//www.example.org":        "video",
		"//m.example.org":          "video",
		"//www.m.example.org":      "video",
		"//EXAMPLE.org.:8080/":     "video",
		"//user:pw@example.org/":   "video",
		"//x.example.org":          "photo",
		"//y.x.example.org":        "photo",
		"//b.a.example.org":        "slides",
		"//a.example.org":          "photo",
		"//notexample.org":         "",
		"//pycon.de":               "schedule",
		"//pycon.org.br":           "schedule",
		"//2014.pycon.ca":          "schedule",
		"//pycon":                  "",
		"//ep2014.example.net":     "schedule",
		"//ep.x.example.net":       "",
		"//docs.example.com/any":   "-",
		"//example.com/any":        "page",
		"/any":                     "page",
		"//[2001:db8::1]:80/any":   "page",
		"//docs.pycon.de/x":        "-",
		"//example.org.evil.test/": "",
	}
	for url, want := range tests {
		if got, _ := table.lookup(parseAddress(url)); string(got) != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}
