package extract_test

import (
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

func day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func TestPublished(t *testing.T) {
	feed := crawler.Post{Path: "x.html", Published: day(2011, 1, 1), PublishedFrom: "feed"}
	tests := []struct {
		name string
		doc  crawler.Document
		body string
		want time.Time
		from crawler.PublishedFrom
	}{
		{"front matter before file name", crawler.Document{Post: crawler.Post{Path: "2014-01-01-x.md"}}, "---\ndate: 2014-05-25 23:30 +0200\n---\n", day(2014, 5, 25), crawler.FromFrontMatter},
		{"Jekyll's file name", crawler.Document{Post: crawler.Post{Path: "_posts/2014-05-25-x.md"}}, "x", day(2014, 5, 25), crawler.FromFileName},
		{"folders", crawler.Document{Post: crawler.Post{Path: "content/2014/05/25/x.md"}}, "x", day(2014, 5, 25), crawler.FromFileName},
		{"no date in the name", crawler.Document{Post: crawler.Post{Path: "content/2014/13/45/12014-05-25.md"}}, "x", time.Time{}, ""},
		{"URL", crawler.Document{Post: crawler.Post{Path: "https://a.example/2014/05/25/x?2001-01-01"}}, "<p>x", day(2014, 5, 25), crawler.FromURLPath},
		{"base", crawler.Document{Post: crawler.Post{Path: "x.md"}, Base: "https://a.example/2014/05/25/x"}, "x", day(2014, 5, 25), crawler.FromURLPath},
		{"meta before time", crawler.Document{Post: crawler.Post{Path: "2010-01-01-x.html"}}, `<time datetime=2001-02-03></time><meta property="article:published_time" content="2014-05-25T23:00:00-08:00">`, day(2014, 5, 25), crawler.FromPage},
		{"pubdate before the first time", crawler.Document{Post: crawler.Post{Path: "x.html"}}, `<time datetime=2001-02-03></time><time pubdate datetime="2014-05-25">`, day(2014, 5, 25), crawler.FromPage},
		{"class", crawler.Document{Post: crawler.Post{Path: "x.html"}}, `<time datetime=2001-02-03></time><time class="x dt-published" datetime="2014-05-25">`, day(2014, 5, 25), crawler.FromPage},
		{"linked data", crawler.Document{Post: crawler.Post{Path: "x.html"}}, `<script type="application/ld+json">{"@graph":[{"datePublished":"2014-05-25"}]}</script>`, day(2014, 5, 25), crawler.FromPage},
		{"the feed's date stays", crawler.Document{Post: feed}, "<p>x", day(2011, 1, 1), "feed"},
		{"the page's is better", crawler.Document{Post: feed}, `<time datetime="2014-05-25">`, day(2014, 5, 25), crawler.FromPage},
	}
	for _, test := range tests {
		test.doc.Body = []byte(test.body)
		post, _, err := extract.Extract(test.doc)
		if err != nil || !post.Published.Equal(test.want) || post.PublishedFrom != test.from {
			t.Errorf("%s: %v from %q, want %v from %q", test.name, post.Published, post.PublishedFrom, test.want, test.from)
		}
	}
}

func TestTitle(t *testing.T) {
	tests := []struct{ path, body, want string }{
		{"x.md", "intro\n\n# The *first*  [one](http://a.example)\n\n# Second", "The first one"},
		{"x.md", "Title\n=====\n", "Title"},
		{"x.md", "<h1>Raw &amp; HTML</h1>\n", "Raw & HTML"},
		{"_posts/2014-05-25-pycon-in-montreal.md", "text", "Pycon in montreal"},
		{"go-1.2-is-out.html.erb", "<p>x", "Go 1.2 is out"},
		{"über-uns.md", "text", "Über uns"},
		{"pycon-2014/index.md", "text", "Pycon 2014"},
		{"x.html", "<title>Post | Blog</title><meta property=og:title content='Post'><h1>Blog</h1>", "Post"},
		{"x.html", "<svg><title>icon</title></svg><title>\n Post\n &amp; more</title><h1>Blog</h1>", "Post & more"},
		{"x.html", "<body><h1>A <b>post</b></h1>", "A post"},
		{"x.html.erb", "---\ntitle: Front\n---\n<title>Post</title>", "Front"},
		{"x.txt", "\n  PyCon Wrapup \n\nWith PyCon now over", "PyCon Wrapup"},
		{"-", "text", ""},
	}
	for _, test := range tests {
		if post, _ := find(t, test.path, test.body); post.Title != test.want {
			t.Errorf("%s %q: got %q, want %q", test.path, test.body, post.Title, test.want)
		}
	}
}

func TestFormatOf(t *testing.T) {
	tests := []struct {
		name, contentType, body string
		want                    crawler.Format
		supported               bool
	}{
		{"a.md", "", "", crawler.FormatMarkdown, true},
		{"A.MARKDOWN", "", "", crawler.FormatMarkdown, true},
		{"a.html", "", "", crawler.FormatHTML, true},
		{"a.html.erb", "", "", crawler.FormatHTML, true},
		{"a.njk", "", "", crawler.FormatHTML, true},
		{"a.md.liquid", "", "", crawler.FormatMarkdown, true},
		{"a.txt", "", "plain", crawler.FormatText, true},
		{"a.txt", "", "---\ntitle: x\n---\n", crawler.FormatMarkdown, true},
		{"a.txt", "", "Title: x\nDate: 2014-05-25\n\ntext", crawler.FormatMarkdown, true},
		{"a.txt", "", "an array[0](x) and [note]", crawler.FormatText, true},
		{"a.text", "", "<html><p>x", crawler.FormatHTML, true},
		{"-", "", "text", crawler.FormatMarkdown, false},
		{"-", "", "\n<!-- x -->\n<!doctype HTML>", crawler.FormatHTML, false},
		{"-", "", "<?xml version='1.0'?><html>", crawler.FormatHTML, false},
		{"-", "", "\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00", crawler.FormatHTML, false},
		{"https://a.example/2014/post", "text/html; charset=utf-8", "x", crawler.FormatHTML, false},
		{"https://a.example/post.txt", "text/html", "x", crawler.FormatHTML, true},
		{"https://a.example/post", "text/plain", "x", crawler.FormatText, false},
		{"image.jpg", "", "", crawler.FormatMarkdown, false},
		{".text", "", "", crawler.FormatMarkdown, false},
		{"Makefile", "", "", crawler.FormatMarkdown, false},
	}
	for _, test := range tests {
		if got := extract.FormatOf(test.name, test.contentType, []byte(test.body)); got != test.want {
			t.Errorf("FormatOf(%q, %q, %q) = %s, want %s", test.name, test.contentType, test.body, got, test.want)
		}
		if got := extract.Supported(test.name); got != test.supported {
			t.Errorf("Supported(%q) = %t", test.name, got)
		}
	}
}
