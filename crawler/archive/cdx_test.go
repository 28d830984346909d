package archive

import (
	"slices"
	"testing"
	"time"
)

func TestParseRows(t *testing.T) {
	const header = `["timestamp","original","statuscode","mimetype"]`
	good := row{"20140501000000", "http://x.example/", "200", "text/html"}
	for _, tt := range []struct {
		name, body string
		want       []row
		fails      bool
	}{
		{"nothing at all", ``, nil, false},
		{"no rows", `[]`, nil, false},
		{"header only", `[` + header + `]`, nil, false},
		{"a row", `[` + header + `,["20140501000000","http://x.example/","200","text/html"]]`, []row{good}, false},
		{"other order", `[["mimetype","statuscode","x","original","timestamp"],["text/html","200",null,"http://x.example/","20140501000000"]]`, []row{good}, false},
		{"no types", `[["timestamp","original","statuscode"],["20140501000000","http://x.example/","200"]]`,
			[]row{{"20140501000000", "http://x.example/", "200", ""}}, false},
		{"resume key", `[` + header + `,["20140501000000","http://x.example/","200","text/html"],[],["key"]]`, []row{good}, false},
		{"oddities", `[` + header + `,null,1,{},[null,null,null,null],[20140501000000,"http://x.example/",200,""],["20140501000000","http://x.example/","200","text/html"]]`, []row{good}, false},
		{"no header", `[["20140501000000","http://x.example/","200","text/html"]]`, nil, true},
		{"an object", `{"error":"x"}`, nil, true},
		{"a page", `<html>`, nil, true},
		{"cut off", `[` + header + `,["2014`, nil, true},
	} {
		got, err := parseRows([]byte(tt.body))
		if !slices.Equal(got, tt.want) || (err != nil) != tt.fails {
			t.Errorf("%s: %v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestChoose(t *testing.T) {
	const page = "http://x.example/a"
	at := func(day, hour int) time.Time { return time.Date(2014, 4, day, hour, 0, 0, 0, time.UTC) }
	ok := func(stamp string) row { return row{stamp, page, "200", "text/html"} }
	for _, tt := range []struct {
		name string
		rows []row
		kind kind
		want []capture
	}{
		{"none", nil, anything, nil},
		{"nearest first", []row{ok("20140401000000"), ok("20140420000000"), ok("20140412000000")}, anything,
			[]capture{{page, at(12, 0)}, {page, at(20, 0)}, {page, at(1, 0)}}},
		{"earlier on ties", []row{ok("20140414000000"), ok("20140412000000")}, anything,
			[]capture{{page, at(12, 0)}, {page, at(14, 0)}}},
		{"each once", []row{ok("20140412000000"), ok("20140412000000")}, anything, []capture{{page, at(12, 0)}}},
		{"only successes", []row{{"20140412000000", page, "404", ""}, {"20140412000000", page, "-", "warc/revisit"}, {"20140412000000", page, "", ""}}, anything, nil},
		{"only this page", []row{
			{"20140412000000", "http://x.example/b", "200", ""}, {"20140412000000", "http://mailto:a@x.example", "200", ""},
			{"20140413000000", "https://www.x.example:443/A/", "200", ""},
		}, anything, []capture{{"https://www.x.example/A/", at(13, 0)}}},
		{"only possible times", []row{ok("20140400000000"), ok("19140412000000"), ok("20400412000000"), ok("2014"), ok("x"), ok("20140412000000 ")}, anything, nil},
		{"only fitting types", []row{ok("20140412000000"), {"20140412010000", page, "200", "image/png"}, {"20140412020000", page, "200", "unk"}}, aPicture,
			[]capture{{page, at(12, 2)}, {page, at(12, 1)}}},
	} {
		got := choose(tt.rows, wants{page: page, near: at(13, 0), now: now, kind: tt.kind})
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// FuzzRows: whatever the index says, every choice is a capture that can be
// asked for.
func FuzzRows(f *testing.F) {
	f.Add([]byte(`[["timestamp","original","statuscode","mimetype"],["20140501000000","http://x.example/","200","text/html"]]`))
	f.Add([]byte(`[["timestamp","original","statuscode"],["20140001000000","http://mailto:x","-"],[],["k"]]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		rows, err := parseRows(body)
		if err != nil && rows != nil {
			t.Fatalf("rows %v beside the error %v", rows, err)
		}
		for _, c := range choose(rows, wants{page: "http://x.example/", near: now, now: now}) {
			if c.time.Before(firstCapture) || c.time.After(now) || !samePage(c.page, "http://x.example/") {
				t.Errorf("chose %v", c)
			}
		}
	})
}
