package extract_test

import (
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	runExtractions(t, "post.md", []extraction{
		{"inline", `See the [talk list](http://a.example/x "All of them").`, `1:21 markdown-inline http://a.example/x text="talk list"`},
		{"in angle brackets", `[a](<http://a.example/with space>)`, `1:6 markdown-inline http://a.example/with space text="a"`},
		{"balanced parentheses", `[a](http://a.example/Go_(game))`, `1:5 markdown-inline http://a.example/Go_(game) text="a"`},
		{"escapes", `[a](http://a.example/\(b\)_c)`, `1:5 markdown-inline http://a.example/(b)_c raw="http://a.example/\\(b\\)_c" text="a"`},
		{"entities", `[a](http://a.example/?x=1&amp;y=2&copy=3)`, `1:5 markdown-inline http://a.example/?x=1&y=2&copy=3 raw="http://a.example/?x=1&amp;y=2&copy=3" text="a"`},
		{"an escaped ampersand begins no entity", `[a](http://a.example/\&amp;)`, `1:5 markdown-inline http://a.example/&amp; raw="http://a.example/\\&amp;" text="a"`},
		{"wrapped", "[two\nlines](\n  http://a.example/x\n  'title')", `3:3 markdown-inline http://a.example/x text="two lines"`},
		{"text with markup", "[**bold** `code` &amp; \\*](http://a.example/)", `1:28 markdown-inline http://a.example/ text="bold code & *"`},
		{"empty destination", `[ghost]()`, `1:9 markdown-inline  text="ghost" nospan`},
		{"empty angle brackets", `[ghost](<>)`, `1:10 markdown-inline  text="ghost" nospan`},
		{"relative", `[a](../other.md#part)`, `1:5 markdown-inline ../other.md#part text="a"`},
		{"protocol-relative", `[a](//a.example/x)`, `1:5 markdown-inline https://a.example/x raw="//a.example/x" text="a"`},
		{"mail", `[a](mailto:me@a.example)`, `1:5 markdown-inline mailto:me@a.example text="a"`},

		{"full reference", "A [talk][t] and [another][T].\n\n[t]: http://a.example/t 'title'",
			"1:3 markdown-reference http://a.example/t text=\"talk\"\n1:17 markdown-reference http://a.example/t text=\"another\""},
		{"collapsed and shortcut", "[talk][] [talk]\n\n[talk]: <http://a.example/t>",
			"1:1 markdown-reference http://a.example/t text=\"talk\"\n1:10 markdown-reference http://a.example/t text=\"talk\""},
		{"definition over three lines", "[a]\n\n[a]:\n  http://a.example/\n  \"a\n  title\"", `1:1 markdown-reference http://a.example/ text="a"`},
		{"definition in a quotation", "> [a]: http://a.example/\n\nSee [a].", `3:5 markdown-reference http://a.example/ text="a"`},
		{"the first definition counts", "[a]\n\n[a]: http://one.example\n[a]: http://two.example", `1:1 markdown-reference http://one.example text="a"`},
		{"unused definition", "Text\n\n[a]: http://a.example/", ""},
		{"undefined reference", "[text][nowhere] [text]", ""},
		{"a label of several lines", "> see [a\n> label][A Label]\n\n[a label]: http://a.example/", `1:7 markdown-reference http://a.example/ text="a label"`},
		{"reference image", "![pic][p]\n\n[p]: http://a.example/p.jpg", `1:1 markdown-image http://a.example/p.jpg text="pic" embedded`},

		{"image", `![A room](http://a.example/r.jpg)`, `1:11 markdown-image http://a.example/r.jpg text="A room" embedded`},
		{"image in link", `[![alt](http://a.example/t.jpg)](http://a.example/full)`,
			"1:9 markdown-image http://a.example/t.jpg text=\"alt\" embedded\n1:34 markdown-inline http://a.example/full text=\"alt\""},
		{"no link in an image's description", `![foo [bar](/url)](/url2)`, `1:20 markdown-image /url2 text="foo bar" embedded`},
		{"links do not nest", `[a [b](http://b.example/) c](http://c.example/)`,
			"1:8 markdown-inline http://b.example/ text=\"b\"\n1:30 bare http://c.example/ text=\"http://c.example/\""},
		{"brackets that stand open for long", "[a " + strings.Repeat("long text ", 120) + "[b " + strings.Repeat("long text ", 120) + "[c](http://c.example/)",
			`1:2411 markdown-inline http://c.example/ text="c"`},

		{"autolink", `<http://a.example/?a=1&b=2>`, `1:2 markdown-autolink http://a.example/?a=1&b=2 text="http://a.example/?a=1&b=2"`},
		{"autolinked mail", `<me@a.example>`, `1:2 markdown-autolink mailto:me@a.example raw="me@a.example" text="me@a.example"`},
		{"bare", `Look: http://a.example/x_y_z, or *http://b.example*.`,
			"1:7 bare http://a.example/x_y_z text=\"http://a.example/x_y_z\"\n1:35 bare http://b.example text=\"http://b.example\""},
		{"bare www", `www.a.example/x`, `1:1 bare http://www.a.example/x raw="www.a.example/x" text="www.a.example/x"`},
		{"bare mail", `write to me@a.example.`, `1:10 bare mailto:me@a.example raw="me@a.example" text="me@a.example"`},
		{"bare with escapes", `http://a.example/x\_y?a=1&amp;b=2`, `1:1 bare http://a.example/x_y?a=1&b=2 raw="http://a.example/x\\_y?a=1&amp;b=2" text="http://a.example/x_y?a=1&b=2"`},
		{"bare in brackets", `[1] (http://a.example/) [http://b.example/]`,
			"1:6 bare http://a.example/ text=\"http://a.example/\"\n1:26 bare http://b.example/ text=\"http://b.example/\""},
		{"a URL as text", `[http://a.example/](http://b.example/)`, `1:21 markdown-inline http://b.example/ text="http://a.example/"`},
		{"bare behind an ideograph", `见http://a.example/x。`, `1:2 bare http://a.example/x text="http://a.example/x"`},
		{"bare in a table", "| a | b |\n|---|---|\n| http://a.example/x | [v](http://b.example/v) |",
			"3:3 bare http://a.example/x text=\"http://a.example/x\"\n3:28 markdown-inline http://b.example/v text=\"v\""},

		{"code is no link", "`http://a.example` and\n\n    [a](http://b.example)\n\n```\nhttp://c.example\n```\n\n<code>http://d.example</code>", ""},
		{"link in code", `<code><a href="http://a.example">x</a></code>`, `1:16 html-a http://a.example text="x"`},
		{"what <code> left open ends with its paragraph", "a <code> b\n\nhttp://a.example/", `3:1 bare http://a.example/ text="http://a.example/"`},
		{"comment", "<!-- [a](http://a.example) <a href='http://b.example'> -->", ""},
		{"inline HTML", `Tons of <a href="http://a.example/x">room <b>to</b> *relax*</a>.`, `1:18 html-a http://a.example/x text="room to relax"`},
		{"a solidus at the end of a value", `<a href=http://a.example/>x</a>, <a name="y"/> z`, `1:9 html-a http://a.example/ text="x"`},
		{"HTML block in a quotation", "> <div>\n> <a\n>  href='http://a.example/x'>x</a></div>", `3:10 html-a http://a.example/x text="x"`},
		{"figure", "<figure>\n<img src=\"http://a.example/1.jpg\" />\n<figcaption><p>Room (<a href=\"http://a.example/1\">Large</a>)</p></figcaption>\n</figure>\n",
			"2:11 html-img http://a.example/1.jpg embedded\n3:31 html-a http://a.example/1 text=\"Large\""},
		{"anchor around Markdown", "<a href=\"http://a.example/\">\n\n![pic](http://a.example/p.jpg)\n\n</a>",
			"1:10 html-a http://a.example/ text=\"pic\"\n3:8 markdown-image http://a.example/p.jpg text=\"pic\" embedded"},
		{"list in a list", "- a\n  - [b](http://b.example)\n\t- [c](http://c.example)",
			"2:9 markdown-inline http://b.example text=\"b\"\n3:8 markdown-inline http://c.example text=\"c\""},
		{"footnote", "Text[^1].\n\n[^1]: See [a](http://a.example).", `3:15 markdown-inline http://a.example text="a"`},
		{"definition list", "Term\n: [a](http://a.example)", `2:7 markdown-inline http://a.example text="a"`},
		{"CRLF and tabs", "x\r\n\r\n\t\r\n1.\t[ä](http://a.example/ü)\r\n", `4:8 markdown-inline http://a.example/ü text="ä"`},
		{"byte order mark", "\uFEFF[a](http://a.example)", `1:5 markdown-inline http://a.example text="a"`},
		{"old Macintosh", "a\r\r[a](http://a.example)\rb", `3:5 markdown-inline http://a.example text="a"`},
	})
}

func TestMarkdownTasksAndStrikethrough(t *testing.T) {
	_, links := find(t, "post.md", "- [x] ~~[a](http://a.example)~~\n- [ ] http://b.example\n")
	want := "1:13 markdown-inline http://a.example text=\"a\"\n2:7 bare http://b.example text=\"http://b.example\"\n"
	if got := lines(links); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// The span of a reference link is that of the definition's URL.
func TestReferenceSpan(t *testing.T) {
	body := "[a][x], [b][x]\n\n [x]: <http://a.example/(1> 't'\n"
	_, links := find(t, "post.md", body)
	if len(links) != 2 {
		t.Fatalf("got %d links", len(links))
	}
	at := strings.Index(body, "http:")
	for _, l := range links {
		if l.Span.Start != at || body[l.Span.Start:l.Span.End] != "http://a.example/(1" {
			t.Errorf("span %v", l.Span)
		}
	}
}
