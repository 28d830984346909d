package classify_test

import (
	"os"
	"strings"
	"testing"

	"linkmedic/crawler"
	"linkmedic/crawler/classify"
)

func newClassifier(t testing.TB, rules ...classify.Rule) *classify.Classifier {
	t.Helper()
	c, err := classify.New(rules)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func check(t *testing.T, c *classify.Classifier, link crawler.Link, class crawler.Class, from crawler.ClassFrom) {
	t.Helper()
	gotClass, gotFrom := c.Classify(link)
	if gotClass != class || gotFrom != from {
		t.Errorf("%+v:\n got %s by %s\nwant %s by %s", link, gotClass, gotFrom, class, from)
	}
}

type example struct {
	class crawler.Class
	from  crawler.ClassFrom
	url   string
}

func readExamples(t testing.TB) []example {
	t.Helper()
	text, err := os.ReadFile("testdata/urls.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		if len(fields) != 3 {
			t.Fatalf("testdata/urls.txt: %q", line)
		}
		all = append(all, example{crawler.Class(fields[0]), crawler.ClassFrom(fields[1]), fields[2]})
	}
	return all
}

func TestURLs(t *testing.T) {
	c := newClassifier(t)
	examples := readExamples(t)
	if len(examples) < 300 {
		t.Errorf("only %d examples", len(examples))
	}
	for _, e := range examples {
		check(t, c, crawler.Link{URL: e.url}, e.class, e.from)
	}
}

// Neither the text nor the context of a link is stronger than what its address
// says.
func TestAddressBeatsWords(t *testing.T) {
	c := newClassifier(t)
	for _, e := range readExamples(t) {
		if e.from == crawler.ClassFromDefault {
			continue
		}
		for _, text := range []string{"video", "slides", "photos", "schedule"} {
			check(t, c, crawler.Link{URL: e.url, Text: text, Context: "Slides: " + text}, e.class, e.from)
		}
	}
}

func TestSyntax(t *testing.T) {
	c := newClassifier(t)
	html := crawler.SyntaxHTML
	tests := []struct {
		syntax crawler.Syntax
		url    string
		class  crawler.Class
		from   crawler.ClassFrom
	}{
		{html("img"), "https://example.org/a", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("img"), "https://example.org/a.jpg", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("img"), "https://stats.example.org/pixel?id=1", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("img"), "data:image/png;base64,AAAA", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("img"), "https://live.staticflickr.com/1/2.jpg", crawler.ClassPhoto, crawler.ClassFromHost},
		{html("img"), "https://example.org/slides/1.png", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("img"), "https://de.slideshare.net/a/b/logo.png", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("img"), "https://us.pycon.org/2014/schedule/map.png", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{crawler.SyntaxImage, "images/a", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{crawler.SyntaxImage, "images/a.mp4", crawler.ClassVideo, crawler.ClassFromSyntax},
		{crawler.SyntaxImage, "https://youtu.be/abc", crawler.ClassVideo, crawler.ClassFromHost},
		{html("video"), "https://example.org/a", crawler.ClassVideo, crawler.ClassFromSyntax},
		{html("video"), "https://example.org/poster.jpg", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("source"), "https://example.org/a.webm", crawler.ClassVideo, crawler.ClassFromSyntax},
		{html("source"), "https://example.org/a.webp", crawler.ClassPhoto, crawler.ClassFromSyntax},
		{html("source"), "https://example.org/a.mp3", crawler.ClassPage, crawler.ClassFromSyntax},
		{html("iframe"), "https://www.youtube.com/embed/abc", crawler.ClassVideo, crawler.ClassFromHost},
		{html("iframe"), "https://player.example.org/x?id=1", crawler.ClassVideo, crawler.ClassFromSyntax},
		{html("iframe"), "https://example.org/embed/video?id=1", crawler.ClassVideo, crawler.ClassFromSyntax},
		{html("iframe"), "https://example.org/player.html", crawler.ClassVideo, crawler.ClassFromSyntax},
		{html("iframe"), "https://docs.google.com/presentation/d/1/embed", crawler.ClassSlides, crawler.ClassFromHost},
		{html("iframe"), "https://www.google.com/maps/embed?pb=1", crawler.ClassPage, crawler.ClassFromDefault},
		{html("iframe"), "https://example.org/talk.pdf", crawler.ClassSlides, crawler.ClassFromExtension},
		{html("embed"), "https://example.org/a.mov", crawler.ClassVideo, crawler.ClassFromExtension},
		{html("meta"), "https://example.org/cover.jpg", crawler.ClassPhoto, crawler.ClassFromExtension},
		{html("audio"), "https://example.org/listen", crawler.ClassPage, crawler.ClassFromDefault},
		{html("a"), "https://example.org/player.html", crawler.ClassPage, crawler.ClassFromDefault},
	}
	for _, tt := range tests {
		check(t, c, crawler.Link{URL: tt.url, Syntax: tt.syntax, Embedded: tt.syntax != html("a") && tt.syntax != html("meta")}, tt.class, tt.from)
	}
}

// The alternative text of an image or the title of a frame promises nothing
// behind a click.
func TestEmbeddedTextIsNoPromise(t *testing.T) {
	check(t, newClassifier(t), crawler.Link{URL: "https://example.org/widget", Text: "schedule", Syntax: crawler.SyntaxHTML("iframe"), Embedded: true},
		crawler.ClassPage, crawler.ClassFromDefault)
}

func TestHostileURLsCostLittle(t *testing.T) {
	c := newClassifier(t)
	for _, url := range []string{
		"https://example.org/" + strings.Repeat("slides-", 1<<18),
		"https://example.org/" + strings.Repeat("a/", 1<<18) + "slides",
		"https://" + strings.Repeat("a.", 1<<17) + "example.org/photos",
		"https://example.org/?" + strings.Repeat("a=&", 1<<18),
		strings.Repeat("a", 1<<20) + ":",
	} {
		c.Classify(crawler.Link{URL: url, Text: strings.Repeat("photo ", 1<<16), Context: strings.Repeat("video: ", 1<<16)})
	}
}

func FuzzClassify(f *testing.F) {
	for _, e := range readExamples(f) {
		f.Add(e.url, "the slides", "See the slides here", "markdown-inline")
	}
	c := newClassifier(f)
	f.Fuzz(func(t *testing.T, url, text, context, syntax string) {
		class, from := c.Classify(crawler.Link{URL: url, Text: text, Context: context, Syntax: crawler.Syntax(syntax)})
		if class == "" || from == "" {
			t.Errorf("class %q by %q", class, from)
		}
		if class == "-" {
			t.Error("the mark of silent lines came out")
		}
		if from == crawler.ClassFromDefault && class != crawler.ClassPage {
			t.Errorf("%s by default", class)
		}
	})
}

func BenchmarkClassify(b *testing.B) {
	c := newClassifier(b)
	examples := readExamples(b)
	for i := 0; b.Loop(); i++ {
		c.Classify(crawler.Link{URL: examples[i%len(examples)].url, Text: "a talk that I liked", Context: "There was a talk that I liked very much."})
	}
}
