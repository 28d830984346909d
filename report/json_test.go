package report_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"linkmedic/report"
)

// TestJSONIsValid asks that each result can be read back, shows no password and
// holds no raw control or direction character.
func TestJSONIsValid(t *testing.T) {
	for _, r := range records {
		for _, p := range printers[:2] {
			text := render(t, p.print, r.rec)
			if !json.Valid(text) {
				t.Errorf("%s as %s is not JSON", r.name, p.name)
			}
			if i := bytes.IndexFunc(text, func(c rune) bool {
				return c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
			}); i >= 0 {
				t.Errorf("%s as %s: %q at %d", r.name, p.name, text[i:i+4], i)
			}
			if bytes.Contains(text, []byte("secret")) {
				t.Errorf("%s as %s shows a password", r.name, p.name)
			}
			if bytes.Contains(text, []byte("null")) {
				t.Errorf("%s as %s has a null", r.name, p.name)
			}
		}
	}
}

// TestJSONKeepsText asks that escaping loses nothing.
func TestJSONKeepsText(t *testing.T) {
	var result struct {
		Posts []struct{ Title string }
		Links []struct{ URL string }
	}
	if err := json.Unmarshal(render(t, report.JSON, hostile()), &result); err != nil {
		t.Fatal(err)
	}
	want := strings.ToValidUTF8(htmlTrick+terminalTrick+bidiTrick, "?")
	if got := result.Posts[0].Title; !strings.HasPrefix(got, want) {
		t.Errorf("title %+q", got)
	}
	if got := result.Links[2].URL; got != "java\nscript:alert(1)" {
		t.Errorf("address %q", got)
	}
}

// keys lists the keys of an object in the order of the text.
func keys(t *testing.T, object json.RawMessage) []string {
	t.Helper()
	var found []string
	dec := json.NewDecoder(bytes.NewReader(object))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, key.(string))
		var skip json.RawMessage
		if err := dec.Decode(&skip); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func TestJSONKeys(t *testing.T) {
	type result struct {
		Run, Summary json.RawMessage
		Links        []json.RawMessage
	}
	read := func(text []byte) (r result) {
		if err := json.Unmarshal(text, &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	checked, listed := read(render(t, report.JSON, rich())), read(render(t, report.LinksJSON, unchecked()))
	for _, c := range []struct {
		name   string
		object json.RawMessage
		want   string
	}{
		{"result", render(t, report.JSON, rich()), "version run summary posts links"},
		{"run", checked.Run, "id started finished command tool state fail_on"},
		{"run of links", listed.Run, "command tool"},
		{"summary", checked.Summary, "posts links targets verdicts classes snapshots pending"},
		{"summary of links", listed.Summary, "posts links targets verdicts classes snapshots pending"},
		{"ok", checked.Links[4], "post line column start end url text syntax class class_from verdict status title checked"},
		{"dead", checked.Links[5], "post line column start end url text syntax class class_from verdict reason new status final_url redirects checked evidence snapshot snapshot_state"},
		{"confirmed", checked.Links[8], "post line column start end url text syntax class class_from verdict reason confirmed new checked evidence snapshot snapshot_state"},
		{"skipped", checked.Links[10], "post line column start end url text syntax class class_from verdict reason"},
		{"no span", checked.Links[13], "post line column url raw text syntax class class_from verdict reason new status checked evidence snapshot snapshot_state"},
		{"listed", listed.Links[5], "post line column start end url text syntax class class_from"},
	} {
		if got := keys(t, c.object); !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, strings.Join(got, " "), c.want)
		}
	}
}

// A URL at the very beginning of a file starts at byte 0, which is not nothing.
func TestJSONSpanAtZero(t *testing.T) {
	rec := fine()
	rec.findings[0].Link.Span = span(0, "https://example.org/")
	if text := render(t, report.JSON, rec); !bytes.Contains(text, []byte(`"start": 0,`)) {
		t.Errorf("no start in %s", text)
	}
}

func TestJSONOfARunThatGoesOn(t *testing.T) {
	rec := fine()
	rec.run.Finished = time.Time{}
	if text := render(t, report.JSON, rec); bytes.Contains(text, []byte(`"finished"`)) {
		t.Errorf("finished in %s", text)
	}
}
