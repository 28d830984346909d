package extract_test

import "testing"

func TestText(t *testing.T) {
	runExtractions(t, "post.txt", []extraction{
		{"end of sentence", "Videos are at http://a.example/videos. Go!", `1:15 bare http://a.example/videos text="http://a.example/videos"`},
		{"parentheses", "(see http://a.example/Go_(game)) (http://b.example/x).",
			"1:6 bare http://a.example/Go_(game) text=\"http://a.example/Go_(game)\"\n1:35 bare http://b.example/x text=\"http://b.example/x\""},
		{"quotes", "“http://a.example/1” 'http://a.example/2' \"http://a.example/3\" «http://a.example/4»",
			"1:2 bare http://a.example/1 text=\"http://a.example/1\"\n1:23 bare http://a.example/2 text=\"http://a.example/2\"\n1:44 bare http://a.example/3 text=\"http://a.example/3\"\n1:65 bare http://a.example/4 text=\"http://a.example/4\""},
		{"angle brackets", "<http://a.example/>", `1:2 bare http://a.example/ text="http://a.example/"`},
		{"www and ftp", "www.a.example, ftp://b.example/f and www.nothing",
			"1:1 bare http://www.a.example raw=\"www.a.example\" text=\"www.a.example\"\n1:16 bare ftp://b.example/f text=\"ftp://b.example/f\""},
		{"no URLs", "http:// http://, xhttp://a.example https:/a.example mywww.a.example http://{host}/ http:///x", ""},
		{"capital letters, port, IPv6, userinfo", "HTTP://A.example:8080/ http://[::1]/x http://u:p@a.example/",
			"1:1 bare HTTP://A.example:8080/ text=\"HTTP://A.example:8080/\"\n1:24 bare http://[::1]/x text=\"http://[::1]/x\"\n1:39 bare http://u:p@a.example/ text=\"http://u:p@a.example/\""},
		{"other scripts", "Ärger http://a.example/größe, http://zh.example/中文/路径。请看http://a.example/x这个",
			"1:7 bare http://a.example/größe text=\"http://a.example/größe\"\n1:31 bare http://zh.example/中文/路径 text=\"http://zh.example/中文/路径\"\n1:57 bare http://a.example/x text=\"http://a.example/x\""},
		{"exclamation mark and semicolon within", "http://a.example/a!b;c=d?e='f'!", `1:1 bare http://a.example/a!b;c=d?e='f text="http://a.example/a!b;c=d?e='f"`},
		{"entity at the end", "http://a.example/x&quot;", `1:1 bare http://a.example/x text="http://a.example/x"`},
		{"brackets and braces", "[http://a.example/x] {http://b.example/y} http://c.example/[d]",
			"1:2 bare http://a.example/x text=\"http://a.example/x\"\n1:23 bare http://b.example/y text=\"http://b.example/y\"\n1:43 bare http://c.example/[d] text=\"http://c.example/[d]\""},
		{"indented text is not code", "    http://a.example/", `1:5 bare http://a.example/ text="http://a.example/"`},
		{"CRLF", "a\r\nb http://a.example/\r\n", `2:3 bare http://a.example/ text="http://a.example/"`},
	})
}

// Text that is Markdown or HTML in spite of its name is read as such.
func TestTextThatIsNot(t *testing.T) {
	runExtractions(t, "post.txt", []extraction{
		{"inline link", "See [a](http://a.example/).", `1:9 markdown-inline http://a.example/ text="a"`},
		{"definition", "See [a].\n\n[a]: http://a.example/", `1:5 markdown-reference http://a.example/ text="a"`},
		{"page", "<!DOCTYPE html>\n<a href=/x>a</a>", `2:9 html-a /x text="a"`},
		{"anchor", "Text with <a href='http://a.example/'>a</a>.", `1:20 html-a http://a.example/ text="a"`},
	})
}

func TestContext(t *testing.T) {
	long := "word word word word word word word word word word word word word word word word word word word word "
	tests := []struct{ path, body, want string }{
		{"p.md", "First. * Second [talk](http://a.example/) ([video](/v)) by *Jane*. Third.", "* Second talk (video) by Jane."},
		{"p.md", "One line\nof [two](http://a.example/) here,\nwrapped. And more.", "One line of two here, wrapped."},
		{"p.md", "* [Why so slow?](http://a.example/) ([video](/v))\n* Next", "Why so slow? (video)"},
		{"p.md", "Hello e.g. the [x](http://a.example/) etc. and so on. Bye.", "Hello e.g. the x etc. and so on."},
		{"p.md", "Line one  \nline [two](http://a.example/)  \nline three", "line two"},
		{"p.md", "| Talk | [Video](http://a.example/) |\n|---|---|\n| x | y |", "Talk Video"},
		{"p.md", "# Head [x](http://a.example/)\n\nText", "Head x"},
		{"p.md", "![A photo](http://a.example/p.jpg) of the room", "A photo of the room"},
		{"p.html", "<p>One. Two <b>three</b>\n <a href='http://a.example/'>four</a><br>five</p>", "Two three four"},
		{"p.html", "<ul><li>A<li>B <a href='http://a.example/'>c</a><li>D</ul>", "B c"},
		{"p.html", "<p>One. <img src='http://a.example/1.jpg' srcset='http://a.example/2.jpg' alt='The hall'>and more", "The hall and more"},
		{"p.md", "One. And this ![](http://a.example/1.jpg)", "And this"},
		{"p.txt", "Some heading\n\nAll videos are uploaded at http://a.example/ now. Yes.", "All videos are uploaded at http://a.example/ now."},
		{"p.txt", "看这里。视频在http://a.example/x。再见。", "视频在http://a.example/x。"},
		{"p.md", long + long + long + "the [x](http://a.example/) " + long + long + long, ""},
	}
	for _, test := range tests {
		_, links := find(t, test.path, test.body)
		if len(links) == 0 {
			t.Errorf("%q: no links", test.body)
			continue
		}
		got := links[0].Context
		if test.want == "" {
			if len(got) < 350 || got[:3] != "…" || got[len(got)-3:] != "…" {
				t.Errorf("long sentence cut to %q", got)
			}
			continue
		}
		if got != test.want {
			t.Errorf("%q:\n got %q\nwant %q", test.body, got, test.want)
		}
	}
}
