package extract_test

import (
	"strings"
	"testing"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

func TestHTML(t *testing.T) {
	runExtractions(t, "page.html", []extraction{
		{"quotes and none", `<a href="http://a.example/1">a</a> <a href='http://a.example/2'>b</a> <a href=http://a.example/3>c</a>`,
			"1:10 html-a http://a.example/1 text=\"a\"\n1:45 html-a http://a.example/2 text=\"b\"\n1:79 html-a http://a.example/3 text=\"c\""},
		{"entities", `<a href="http://a.example/?a=1&amp;b=2&copy=3&#x26;d=4&lt">a &amp; b</a>`,
			`1:10 html-a http://a.example/?a=1&b=2&copy=3&d=4< raw="http://a.example/?a=1&amp;b=2&copy=3&#x26;d=4&lt" text="a & b"`},
		{"the first of double attributes", `<a HREF="http://a.example/1" href="http://a.example/2">a</a>`, `1:10 html-a http://a.example/1 text="a"`},
		{"white space around and within", "<a href=' http://a.example/\n  x '>a</a>", `1:11 html-a http://a.example/  x raw="http://a.example/\n  x" text="a"`},
		{"rel", `<a rel="nofollow  ugc" href=http://a.example/>a</a>`, `1:29 html-a http://a.example/ text="a" rel="nofollow ugc"`},
		{"no href, empty href", `<a name="x">a</a><a href="">b</a>`, `1:27 html-a  text="b" nospan`},
		{"anchor around blocks", `<a href=http://a.example/><h2>Head</h2><p>Text</p></a><p>after</p>`, `1:9 html-a http://a.example/ text="Head Text"`},
		{"anchors do not nest", `<a href=http://a.example/>one <a href=http://b.example/>two</a> three`,
			"1:9 html-a http://a.example/ text=\"one\"\n1:39 html-a http://b.example/ text=\"two\""},
		{"solidus and odd attributes", `<a/href=http://a.example/ ="x" y=>a</a>`, `1:9 html-a http://a.example/ text="a"`},
		{"end tag in a value", `<a title="</a>" href="http://a.example/">a</a>`, `1:23 html-a http://a.example/ text="a"`},
		{"void iframe", `<iframe src="http://a.example/e"/><a href="http://b.example/">b</a>`,
			"1:14 html-iframe http://a.example/e embedded\n1:44 html-a http://b.example/ text=\"b\""},
		{"srcset", `<img srcset="http://a.example/1.jpg, http://a.example/2,x.jpg 2x,http://a.example/3.jpg 3x">`,
			"1:14 html-img http://a.example/1.jpg embedded\n1:38 html-img http://a.example/2,x.jpg embedded\n1:66 html-img http://a.example/3.jpg embedded"},
		{"lazy image", `<img src="" data-src="http://a.example/1.jpg" alt="One">`, `1:23 html-img http://a.example/1.jpg text="One" embedded`},
		{"image without source", `<img src="" alt="One">`, `1:11 html-img  text="One" embedded nospan`},
		{"style", `<p style="background: url(&quot;http://a.example/b.png?a&amp;b&quot;)">x</p>`,
			`1:33 html-p http://a.example/b.png?a&b raw="http://a.example/b.png?a&amp;b" embedded`},
		{"style sheet", "<style>@import 'http://a.example/a.css'; /* url(http://no.example) */ b { background: url( http://a.example/b.png ) } c { filter: url(#f) }</style>",
			"1:17 html-style http://a.example/a.css embedded\n1:92 html-style http://a.example/b.png embedded"},
		{"refresh", `<meta http-equiv="Refresh" content="5; URL='http://a.example/new'">`, `1:45 html-meta http://a.example/new`},
		{"Open Graph", `<meta property="og:image" content="http://a.example/i.png"><meta property="article:author" content="Jane Doe"><meta property="og:title" content="http://no.example">`,
			`1:36 html-meta http://a.example/i.png`},
		{"links of the head", `<link rel=canonical href="http://a.example/c"><link rel="dns-prefetch preconnect" href="http://no.example"><link rel="preload stylesheet" href="/s.css">`,
			"1:27 html-link http://a.example/c rel=\"canonical\"\n1:145 html-link /s.css rel=\"preload stylesheet\""},
		{"linked data", `<script type="application/ld+json">{"@context": "https://schema.org", "@id": "http://no.example/#id", "url": "http:\/\/a.example\/x", "sameAs": ["http://b.example/"]}</script>`,
			"1:111 html-script http://a.example/x raw=\"http:\\\\/\\\\/a.example\\\\/x\"\n1:147 html-script http://b.example/"},
		{"srcdoc", `<iframe srcdoc="<p><a href=&quot;http://a.example/?x&amp;amp;y&quot;>a</a></p>"></iframe>`,
			`1:34 html-a http://a.example/?x&y raw="http://a.example/?x&amp;amp;y" text="a"`},
		{"noscript", `<noscript><img src="http://a.example/n.gif"></noscript>`, `1:21 html-img http://a.example/n.gif embedded`},
		{"param", `<object data="http://a.example/p.swf"><param name="movie" value="http://a.example/m.swf"><param name="wmode" value="http://no.example"></object>`,
			"1:15 html-object http://a.example/p.swf embedded\n1:66 html-param http://a.example/m.swf embedded"},
		{"svg", `<svg><image href="http://a.example/i.svg"/><use xlink:href="#x"/><title>http://no.example</title></svg>`,
			"1:19 html-image http://a.example/i.svg embedded\n1:61 html-use #x embedded"},
		{"front matter", "---\ntitle: A\n---\n<a href=http://a.example/>a</a>", `4:9 html-a http://a.example/ text="a"`},
		{"template tags", `<p><%= link %></p><a href="<%= url %>">x</a>{% if x > 1 %}<a href="http://a.example/">a</a>{% endif %}`,
			"1:28 html-a <%= url %> text=\"x\"\n1:68 html-a http://a.example/ text=\"a\""},
	})
}

// What must not be found in a page.
func TestHTMLNothing(t *testing.T) {
	for _, body := range []string{
		`<!-- <a href="http://a.example">x</a> -->`,
		`<script>var a = '<a href="http://a.example">x</a>'</script>`,
		`<script src="http://a.example/x.js"></script>`,
		`<template><a href="http://a.example">x</a><style>a{background:url(http://a.example)}</style></template>`,
		`<textarea><a href="http://a.example">x</a></textarea>`,
		`<title><a href="http://a.example"></title>`,
		`<pre>http://a.example</pre><code>http://a.example</code><p>http://a.example</p>`,
		`<input value="http://a.example"><option value="http://a.example">`,
		`<link rel="preconnect" href="http://a.example"><link rel="modulepreload" href="/x.js">`,
		`<!doctype html SYSTEM "http://a.example/dtd"><html xmlns="http://a.example/ns">`,
		`<iframe><a href="http://a.example">x</a></iframe>`,
		`<div data-url="http://a.example" title="http://a.example">x</div>`,
		`<a ping="http://a.example">x</a>`,
		`<meta name="description" content="http://a.example">`,
		`<xmp><a href="http://a.example">x</a></xmp>`,
		`<?php echo '<a href="' ?>`,
	} {
		if _, links := find(t, "page.html", body); len(links) > 0 {
			t.Errorf("%s:\n%s", body, lines(links))
		}
	}
}

// Each carrier of a URL is found once, with its span (checked by find).
func TestHTMLCarriers(t *testing.T) {
	const url = "http://a.example/x?a=1&amp;b=2"
	for _, body := range []string{
		`<a href="$">`, `<a xlink:href="$">`, `<area href="$">`, `<link rel="alternate" href="$">`, `<link rel="icon" href="$">`,
		`<img src="$">`, `<img srcset="$ 2x">`, `<img data-src="$">`, `<img data-srcset="$">`, `<img data-original="$">`,
		`<img data-lazy-src="$">`, `<img longdesc="$">`, `<amp-img src="$">`,
		`<picture><source srcset="$"></picture>`, `<video src="$">`, `<video poster="$">`, `<video><source src="$"></video>`,
		`<video data-src="$">`, `<audio src="$">`, `<track src="$">`, `<iframe src="$">`, `<iframe data-src="$">`,
		`<iframe srcdoc="<a href='http://a.example/x?a=1&amp;amp;b=2'>">`, `<frame src="$">`, `<embed src="$">`, `<object data="$">`,
		`<param name=movie value="$">`, `<svg><image href="$"/></svg>`, `<svg><image xlink:href="$"/></svg>`, `<svg><use href="$"/></svg>`,
		`<blockquote cite="$">`, `<q cite="$">`, `<ins cite="$">`, `<del cite="$">`, `<form action="$">`, `<button formaction="$">`,
		`<input type="image" src="$">`, `<input formaction="$">`, `<body background="$">`, `<td background="$">`,
		`<meta property="og:url" content="$">`, `<meta property="og:video:secure_url" content="$">`, `<meta name="twitter:player" content="$">`,
		`<meta itemprop="contentUrl" content="$">`, `<meta http-equiv="refresh" content="0;url=$">`,
		`<b style="background:url('$')">`, `<noscript><a href="$"></a></noscript>`, `<noscript><img src="$"></noscript>`,
	} {
		_, links := find(t, "page.html", strings.ReplaceAll(body, "$", url))
		if len(links) != 1 || links[0].URL != "http://a.example/x?a=1&b=2" || !links[0].Span.Known() || links[0].Raw == "" {
			t.Errorf("%s:\n%s", body, lines(links))
		}
	}
}

func TestBase(t *testing.T) {
	tests := []struct{ base, element, href, want string }{
		{"", "", "x", "x"},
		{"", "", "//b.example/x", "https://b.example/x"},
		{"http://a.example/blog/post", "", "x", "http://a.example/blog/x"},
		{"http://a.example/blog/post", "", "//b.example/x", "http://b.example/x"},
		{"http://a.example/blog/post", "", "#top", "http://a.example/blog/post#top"},
		{"http://a.example/blog/post", "", "?q=a b", "http://a.example/blog/post?q=a b"},
		{"http://a.example/blog/post", "/img/", "x.png", "http://a.example/img/x.png"},
		{"http://a.example/blog/post", "http://c.example/", "x", "http://c.example/x"},
		{"", "http://c.example/d/", "../x", "http://c.example/x"},
		{"", "//c.example/d/", "x", "https://c.example/d/x"},
		{"", "d/", "x", "x"},
		{"http://a.example/", "", "HTTP://B.example/%zz", "HTTP://B.example/%zz"},
		{"http://a.example/", "", "mailto:me@a.example", "mailto:me@a.example"},
		{"not a base", "", "x", "x"},
	}
	for _, test := range tests {
		body := `<a href="` + test.href + `">x</a>`
		if test.element != "" {
			body = `<base href="` + test.element + `">` + body
		}
		_, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: "p.html"}, Body: []byte(body), Base: test.base})
		if err != nil || len(links) != 1 || links[0].URL != test.want {
			t.Errorf("%+v: got %s", test, lines(links))
			continue
		}
		if wantRaw := test.href; test.want == test.href && links[0].Raw != "" || test.want != test.href && links[0].Raw != wantRaw {
			t.Errorf("%+v: raw %q", test, links[0].Raw)
		}
	}
}

// Pictures within a URL are named, not kept.
func TestDataURL(t *testing.T) {
	body := `<img src="data:image/png;base64,` + strings.Repeat("A", 100_000) + `"><img src="data:,x">`
	_, links := find(t, "page.html", body)
	if len(links) != 2 || len(links[0].URL) > 300 || !strings.HasPrefix(links[0].URL, "data:image/png;base64,AAA") ||
		links[0].Span.End-links[0].Span.Start < 100_000 || links[1].URL != "data:,x" {
		t.Errorf("got %.300s", lines(links))
	}
}
