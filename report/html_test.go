package report_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"linkmedic/crawler"
	"linkmedic/report"
)

func html(ctx context.Context, w io.Writer, rec report.Record) error {
	return report.HTML(ctx, w, rec, report.HTMLOptions{})
}

func parsed(t *testing.T, rec report.Record) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(render(t, html, rec)))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestHTMLIsHarmless asks of each page, of the hostile one above all, that it
// holds nothing but what the template put there.
func TestHTMLIsHarmless(t *testing.T) {
	allowed := strings.Fields(`html head meta title style body a header p time h1 h2 h3 span bdi main section ul ol li
		div table caption thead tbody tr th td svg rect article blockquote mark strong em details summary footer`)
	for _, r := range records {
		doc := parsed(t, r.rec)
		doc.Find("*").Each(func(_ int, s *goquery.Selection) {
			name := goquery.NodeName(s)
			if !strings.Contains(" "+strings.Join(allowed, " ")+" ", " "+name+" ") {
				t.Errorf("%s: element %q", r.name, name)
			}
			for _, a := range s.Nodes[0].Attr {
				value := strings.ToLower(a.Val)
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src", a.Key == "action", a.Key == "srcdoc":
					t.Errorf("%s: attribute %s=%q", r.name, a.Key, a.Val)
				case a.Key == "href" && name != "a":
					t.Errorf("%s: <%s href=%q>", r.name, name, a.Val)
				case a.Key == "href" && strings.HasPrefix(value, "#"):
					if doc.Find(`[id="`+value[1:]+`"]`).Length() != 1 {
						t.Errorf("%s: link to %q, which is not there once", r.name, a.Val)
					}
				case a.Key == "href" && !strings.HasPrefix(value, "http://") && !strings.HasPrefix(value, "https://"):
					t.Errorf("%s: link to %q", r.name, a.Val)
				case a.Key == "href" && s.AttrOr("rel", "") != "noreferrer nofollow noopener":
					t.Errorf("%s: link to %q lacks its rel", r.name, a.Val)
				}
			}
		})
		page := string(render(t, html, r.rec))
		for _, never := range []string{"secret", "\u202e", "\u200b", "\x1b", "\u009b", "ZgotmplZ", "<no value>", "url(", "@import"} {
			if strings.Contains(page, never) {
				t.Errorf("%s: the page holds %q", r.name, never)
			}
		}
	}
}

// TestHTMLPolicy asks that the policy lets the style sheet through and nothing
// else, and that the sheet closes what it opens.
func TestHTMLPolicy(t *testing.T) {
	doc := parsed(t, rich())
	sum := sha256.Sum256([]byte(doc.Find("style").Text()))
	want := fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
		base64.StdEncoding.EncodeToString(sum[:]))
	if got := doc.Find(`meta[http-equiv="Content-Security-Policy"]`).AttrOr("content", ""); got != want {
		t.Errorf("policy %q, want %q", got, want)
	}
	if doc.Find("style").Length() != 1 {
		t.Error("not one style sheet")
	}
}

func TestHTMLSections(t *testing.T) {
	doc := parsed(t, rich())
	if got := doc.Find("h1").Text(); got != "7 of 14 links are dead and 1 malformed." {
		t.Errorf("headline %q", got)
	}
	for selector, want := range map[string]int{
		"#broken .card":               8,
		"#broken .post":               3,
		"#broken .new":                4,
		"#broken .snapshot":           4,
		"#broken .nosnapshot":         3,
		"#unreadable li":              1,
		"#suspect .card":              1,
		"#moved li":                   1,
		"#moved details[open]":        1,
		"#blocked li":                 1,
		"#blocked details[open]":      0,
		"#unknown li":                 1,
		"#skipped li":                 1,
		"#everything .links tbody tr": 14,
		"#everything details":         4,
		".verdicts li":                7,
		".classes tbody tr":           5,
		"h1":                          1,
		"main":                        1,
		`html[lang="en"]`:             1,
		"th:not([scope])":             0,
	} {
		if got := doc.Find(selector).Length(); got != want {
			t.Errorf("%s: %d, want %d", selector, got, want)
		}
	}
	for i, want := range []string{"7", "1", "1", "1", "1", "2", "1"} { // worst first
		if got := doc.Find(".verdicts .number").Eq(i).Text(); got != want {
			t.Errorf("verdict %d: %s, want %s", i, got, want)
		}
	}
	card := strings.Join(strings.Fields(doc.Find("#broken .card").Eq(2).Text()), " ")
	for _, want := range []string{
		"✕ dead", "video", "new", "line 18, column 60",
		"http://www.pyvideo.org/video/2571/keynote-john-perry-barlow-0",
		"The server says that the page does not exist (404).",
		"404 Not Found, by GET, after one redirect",
		"Archived 2014-05-01, 18 days after the post",
		"https://web.archive.org/web/20140501000000/http://www.pyvideo.org/video/2571/keynote-john-perry-barlow-0",
	} {
		if !strings.Contains(card, want) {
			t.Errorf("card %q lacks %q", card, want)
		}
	}
}

// TestHTMLMarksTheLinkItself asks that of two links with one text in one
// sentence each is marked at its own place.
func TestHTMLMarksTheLinkItself(t *testing.T) {
	quotes := parsed(t, rich()).Find("#broken blockquote")
	for i, want := range map[int]string{
		2: "John Perry Barlow (<mark>video</mark>) and Jessica McKellar (video)",
		3: "John Perry Barlow (video) and Jessica McKellar (<mark>video</mark>)",
	} {
		if got, _ := quotes.Eq(i).Html(); !strings.Contains(got, want) {
			t.Errorf("quote %d: %s", i, got)
		}
	}
}

// TestHTMLNamesEveryDeadAddress asks that each is there in full.
func TestHTMLNamesEveryDeadAddress(t *testing.T) {
	rec := rich()
	shown := parsed(t, rec).Find("#broken .url").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
	for _, f := range rec.findings {
		if f.Check.Verdict == crawler.Dead && !strings.Contains(strings.Join(shown, "\n"), f.Link.URL) {
			t.Errorf("%s is not named", f.Link.URL)
		}
	}
}

func TestHTMLTitle(t *testing.T) {
	var b bytes.Buffer
	if err := report.HTML(t.Context(), &b, fine(), report.HTMLOptions{Title: "My </title> blog"}); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got := doc.Find("title").Text(); got != "My </title> blog" {
		t.Errorf("title %q", got)
	}
}
