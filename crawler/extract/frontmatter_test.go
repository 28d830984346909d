package extract_test

import "testing"

func TestFrontMatter(t *testing.T) {
	tests := []struct {
		name, body, title, date, links string
	}{
		{"YAML", "---\ntitle: 'PyCon: 2014'\ndate: '2014-05-25T23:59:37+02:00'\nvideo: http://a.example/v # http://no.example\nlinks:\n  - {url: \"http://b.example/?a=1&b\"}\n---\n[x](http://c.example)",
			"PyCon: 2014", "2014-05-25", "4:8 front-matter http://a.example/v\n6:12 front-matter http://b.example/?a=1&b\n8:5 markdown-inline http://c.example text=\"x\"\n"},
		{"YAML blocks", "---\ntitle: >\n  Two\n  lines\ntext: |\n  See [it](http://a.example/x),\n  (http://b.example/y).\n---\n",
			"Two lines", "", "6:12 front-matter http://a.example/x\n7:4 front-matter http://b.example/y\n"},
		{"YAML in other scripts and CRLF", "---\r\nname: Ä\r\n\"ключ\": http://a.example/ü\r\ndate: 2014-05-25 10:00:00 -0700\r\n...\r\nhttp://b.example",
			"Post", "2014-05-25", "3:9 front-matter http://a.example/ü\n6:1 bare http://b.example text=\"http://b.example\"\n"},
		{"an anchor is one link", "---\na: &x http://a.example/\nb: *x\n---\n", "Post", "", "2:7 front-matter http://a.example/\n"},
		{"escaped YAML", "---\na: \"http://a.example/?a\\u0026b\"\nb: 'http://a.example/it''s'\n---\n", "Post", "", "2:5 front-matter http://a.example/?a&b raw=\"http://a.example/?a\\\\u0026b\"\n3:5 front-matter http://a.example/it's nospan\n"},
		{"broken YAML", "---\ntitle: PyCon: 2014: what\ndate: 2014-05-25\nurl: [http://a.example/x\n---\n[x](http://c.example)",
			"PyCon: 2014: what", "2014-05-25", "4:7 front-matter http://a.example/x\n6:5 markdown-inline http://c.example text=\"x\"\n"},
		{"TOML", "+++\ntitle = \"A \\\"title\\\"\"\ndate = 2014-05-25T23:00:00-07:00\nimages = ['http://a.example/1.png', \"http://a.example/2.png\"]\n[params]\ntitle = \"no\"\nx = {y = \"http://b.example\"}\n+++\nhttp://c.example",
			`A "title"`, "2014-05-25", "4:12 front-matter http://a.example/1.png\n4:38 front-matter http://a.example/2.png\n7:11 front-matter http://b.example\n9:1 bare http://c.example text=\"http://c.example\"\n"},
		{"broken TOML", "+++\ntitle = \"A\"\ndate = 2014-05-25\nurl = http://a.example\n+++\nhttp://c.example",
			"A", "2014-05-25", "4:7 front-matter http://a.example\n6:1 bare http://c.example text=\"http://c.example\"\n"},
		{"JSON", "{\n  \"title\": \"A\",\n  \"date\": \"May 25, 2014\",\n  \"x\": {\"title\": \"no\", \"url\": \"http:\\/\\/a.example\\/?a\\u0026b\"}\n}\n\n[x](http://c.example)",
			"A", "2014-05-25", "4:32 front-matter http://a.example/?a&b raw=\"http:\\\\/\\\\/a.example\\\\/?a\\\\u0026b\"\n7:5 markdown-inline http://c.example text=\"x\"\n"},
		{"fenced JSON", "---json\n{\"title\": \"A\"}\n---\nhttp://c.example", "A", "", "4:1 bare http://c.example text=\"http://c.example\"\n"},
		{"Pelican", "Title: Status: recap\nDate: 2012-05-23 21:04\nTags: a\nRelated: http://a.example/x\n    http://a.example/y\n\nText [x](http://c.example)",
			"Status: recap", "2012-05-23", "4:10 front-matter http://a.example/x\n5:5 front-matter http://a.example/y\n7:10 markdown-inline http://c.example text=\"x\"\n"},
		{"no metadata", "Note: this is text with http://a.example/x\n\nmore", "Post", "", "1:25 bare http://a.example/x text=\"http://a.example/x\"\n"},
		{"thematic breaks", "---\n[a](http://a.example)\n\n---\n[b](http://b.example)", "Post", "", "2:5 markdown-inline http://a.example text=\"a\"\n5:5 markdown-inline http://b.example text=\"b\"\n"},
		{"never closed", "---\ntitle: A\n\n[a](http://a.example)", "Post", "", "4:5 markdown-inline http://a.example text=\"a\"\n"},
		{"not JSON", "{% include x %}\nhttp://a.example", "Post", "", "2:1 bare http://a.example text=\"http://a.example\"\n"},
		{"empty", "---\n---\nhttp://a.example", "Post", "", "3:1 bare http://a.example text=\"http://a.example\"\n"},
		{"publishDate, case", "---\nTitle: A\nPublishDate: 2014-05-25\nlastmod: 2020-01-01\n---\n", "A", "2014-05-25", ""},
		{"no such day", "---\ndate: 2014-02-30\n---\n", "Post", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			post, links := find(t, "post.md", test.body)
			if got := lines(links); got != test.links {
				t.Errorf("links:\n got %s\nwant %s", got, test.links)
			}
			if post.Title != test.title {
				t.Errorf("title %q, want %q", post.Title, test.title)
			}
			date := ""
			if !post.Published.IsZero() {
				date = post.Published.Format("2006-01-02")
			}
			if date != test.date || (date == "") != (post.PublishedFrom == "") {
				t.Errorf("published %s (%s), want %s", date, post.PublishedFrom, test.date)
			}
		})
	}
}
