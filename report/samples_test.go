package report_test

import (
	"strings"

	"linkmedic/crawler"
)

// rich is a night's run over a conference blog, with each verdict and class.
func rich() *record {
	b := newBuilder()
	talks := "Especially the talks by John Perry Barlow (video) and Jessica McKellar (video) were very inspiring to me, personally."

	b.post(crawler.Post{
		Path: "posts/2012-europython.md", Title: "EuroPython 2012 in Florence", Format: crawler.FormatMarkdown,
		Published: on(2012, 7, 9),
	})
	u := "http://blip.tv/europython/keynote-alex-martelli-6243710"
	b.link(crawler.Link{URL: u, Text: "his keynote", Line: 12, Column: 31, Span: span(402, u), Class: crawler.ClassVideo,
		Context: "Alex Martelli opened the week, and his keynote is on-line already."},
		crawler.Check{Verdict: crawler.Dead, Reason: crawler.ReasonDNSNotFound, Evidence: "blip.tv: no such host, asked twice."},
		archived(2012, 7, 15))
	u = "https://ep2012.europython.eu/p3/schedule/ep2012/"
	b.link(crawler.Link{URL: u, Text: "the schedule", Line: 14, Column: 9, Span: span(520, u), Class: crawler.ClassSchedule,
		Context: "See the schedule for everything that I missed."},
		crawler.Check{Verdict: crawler.Unknown, Reason: crawler.ReasonTimeoutConnect, Evidence: "no connection within 20 s, three times."})
	u = "http://www.flickr.com/photos/pauloscarf/7477513934/"
	b.link(crawler.Link{URL: u, Text: "the piazza at night", Line: 20, Column: 40, Span: span(871, u), Class: crawler.ClassPhoto,
		Context: "Some pictures: the piazza at night, the lunch queue."},
		crawler.Check{Verdict: crawler.Moved, Reason: crawler.ReasonMovedPermanently, Status: 200,
			FinalURL:  "https://www.flickr.com/photos/pauloscarf/7477513934/",
			Redirects: []string{"https://www.flickr.com/photos/pauloscarf/7477513934/"}})
	u = "http://i.imgur.com/9bZkp7q.jpg"
	b.link(crawler.Link{URL: u, Text: "The lunch queue", Line: 22, Column: 5, Span: span(960, u), Class: crawler.ClassPhoto,
		Syntax: crawler.SyntaxImage, Embedded: true, ClassFrom: crawler.ClassFromSyntax, Context: "The lunch queue"},
		crawler.Check{Verdict: crawler.Dead, Reason: crawler.ReasonImagePlaceholder, Status: 200,
			FinalURL:  "https://i.imgur.com/removed.png",
			Redirects: []string{"https://i.imgur.com/9bZkp7q.jpg", "https://i.imgur.com/removed.png"},
			Evidence:  "Redirected to https://i.imgur.com/removed.png, the picture that Imgur shows for removed ones."},
		fresh, state(crawler.SnapshotNone))

	b.post(crawler.Post{
		Path: "posts/2014-pycon-montréal.md", Title: "PyCon 2014 in Montréal", Format: crawler.FormatMarkdown,
		Published: on(2014, 4, 13),
	})
	u = "https://us.pycon.org/2014/schedule/"
	b.link(crawler.Link{URL: u, Text: "schedule", Line: 16, Column: 22, Span: span(1803, u), Class: crawler.ClassSchedule,
		Context: "I printed the schedule and lost it at once."},
		crawler.Check{Verdict: crawler.OK, Status: 200, Title: "Schedule | PyCon 2014 in Montréal"})
	u = "http://www.pyvideo.org/video/2571/keynote-john-perry-barlow-0"
	b.link(crawler.Link{URL: u, Text: "video", Line: 18, Column: 60, Span: span(2100, u), Class: crawler.ClassVideo, Context: talks},
		crawler.Check{Verdict: crawler.Dead, Reason: "http-404", Status: 404, FinalURL: "https://pyvideo.org/video/2571/keynote-john-perry-barlow-0",
			Redirects: []string{"https://pyvideo.org/video/2571/keynote-john-perry-barlow-0"},
			Evidence:  "404 Not Found, by GET, after one redirect to https://pyvideo.org/video/2571/keynote-john-perry-barlow-0"},
		fresh, archived(2014, 5, 1))
	u = "http://www.pyvideo.org/video/2684/keynote-jessica-mckellar"
	b.link(crawler.Link{URL: u, Text: "video", Line: 18, Column: 173, Span: span(2210, u), Class: crawler.ClassVideo, Context: talks},
		crawler.Check{Verdict: crawler.Dead, Reason: "http-404", Status: 404, Evidence: "404 Not Found, by GET."},
		fresh, state(crawler.SnapshotPending))
	u = "https://speakerdeck.com/pycon2014/postgres-performance-for-humans"
	b.link(crawler.Link{URL: u, Text: "slides", Line: 25, Column: 3, Span: span(3000, u), Class: crawler.ClassSlides,
		Context: "Craig Kerstiens on Postgres (slides) was the best of the second day."},
		crawler.Check{Verdict: crawler.Suspect, Reason: crawler.ReasonRedirectedHome, Status: 200, FinalURL: "https://speakerdeck.com/",
			Redirects: []string{"https://speakerdeck.com/"}, Title: "Speaker Deck",
			Evidence: "Redirected to https://speakerdeck.com/, the home page; no probe could tell whether every address is."})
	u = "http://conf.example.net/agenda"
	b.link(crawler.Link{URL: u, Text: "agenda", Line: 30, Column: 12, Span: span(3300, u), Class: crawler.ClassSchedule,
		ClassFrom: crawler.ClassFromPath, Context: "The agenda of the sprints was on the wall only."},
		crawler.Check{Verdict: crawler.Dead, Confirmed: true, Reason: crawler.ReasonRefused,
			Evidence: "conf.example.net:80 refuses connections since 2026-11-15."},
		archived(2016, 8, 30), func(f *crawler.Finding) { f.Snapshot.Verified = false })
	u = "https://www.linkedin.com/in/somebody"
	b.link(crawler.Link{URL: u, Text: "Somebody", Line: 31, Column: 1, Span: span(3400, u), Class: crawler.ClassPage,
		ClassFrom: crawler.ClassFromDefault, Context: "Somebody sat beside me."},
		crawler.Check{Verdict: crawler.Blocked, Reason: crawler.ReasonBlocked999, Status: 999, Evidence: "status 999."})
	b.link(crawler.Link{URL: "mailto:me@example.org", Text: "write to me", Line: 40, Column: 7, Span: span(3900, "mailto:me@example.org"),
		Class: crawler.ClassPage, ClassFrom: crawler.ClassFromDefault, Context: "If you were there, too, write to me."},
		crawler.Check{Verdict: crawler.Skipped, Reason: crawler.ReasonUnsupportedScheme})
	b.link(crawler.Link{URL: "http://exa mple.org/", Text: "a slip", Line: 41, Column: 7, Span: span(3950, "http://exa mple.org/"),
		Class: crawler.ClassPage, ClassFrom: crawler.ClassFromDefault, Context: "This is a slip of the pen."},
		crawler.Check{Verdict: crawler.Skipped, Reason: crawler.ReasonMalformed, Evidence: "There is a space in the host's name."}, fresh)

	b.post(crawler.Post{Path: "posts/2015-lost.md", Format: crawler.FormatMarkdown, Error: "open posts/2015-lost.md: permission denied"})
	b.post(crawler.Post{Path: "posts/2016-no-links.md", Title: "A quiet year", Format: crawler.FormatMarkdown, Published: on(2016, 1, 1)})

	b.post(crawler.Post{Path: "posts/undated.txt", Format: crawler.FormatText})
	u = "https://www.youtube.com/watch?v=XRPtUqLzXoE&t=90"
	b.link(crawler.Link{URL: u, Text: u, Line: 3, Column: 1, Span: span(40, u), Class: crawler.ClassVideo, Syntax: crawler.SyntaxBare,
		Context: u},
		crawler.Check{Verdict: crawler.Dead, Reason: crawler.ReasonVideoPrivate, Status: 200,
			Evidence: "YouTube's oEmbed answered 403 Forbidden."}, state(crawler.SnapshotExcluded))
	u = "http://eng.example.com/a/very/long/address/that/does/not/fit/on/one/line/of/a/terminal/at/all?with=a&query=of&its=own#and-a-fragment"
	b.link(crawler.Link{URL: u, Raw: strings.ReplaceAll(u, "&", "&amp;"), Text: "a link with a text that is so long that it goes on and on and has to be cut somewhere", Line: 1204, Column: 1311,
		Class: crawler.ClassPage, ClassFrom: crawler.ClassFromDefault, Syntax: crawler.SyntaxHTML("a"),
		Context: "There is a link with a text that is so long that it goes on and on and has to be cut somewhere."},
		crawler.Check{Verdict: crawler.Dead, Reason: "http-410", Status: 410, Evidence: "410 Gone, by GET."}, archived(2013, 2, 3))
	return &b.rec
}

// Strings that a hostile page, post or server would send.
const (
	terminalTrick = "\x1b[2J\x1b]0;owned\x07\u009b31m\x7f\x00\r\nFAKE: 0 dead\u2028next\u0085line\ttab"
	bidiTrick     = "safe\u202egpj.exe\u2066x\u2069\u200b\ufeff\u00ad\U000e0041end"
	htmlTrick     = `</title></script><script>alert(1)</script><img src=x onerror="alert(1)">'"&{{.}}`
	brokenUTF8    = "caf\xe9 \xff\xfe \xed\xa0\x80"
)

// hostile is a run in which everything that came from outside means harm.
func hostile() *record {
	b := newBuilder()
	all := htmlTrick + terminalTrick + bidiTrick + brokenUTF8
	b.post(crawler.Post{Path: "posts/" + all, Title: all, Published: on(2014, 4, 13)})
	for i, u := range []string{
		"javascript:alert(document.cookie)",
		"JaVaScRiPt:alert(1)//http://example.org/",
		"java\nscript:alert(1)",
		"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
		"vbscript:x", "file:///etc/passwd", "//evil.example/x", "\x01javascript:alert(1)",
		"http://user:secret@example.org/?next=http://other:secret@example.com/",
		`http://example.org/"onmouseover="alert(1)`,
		"http://example.org/" + all,
		"http://[::1", "", " ",
	} {
		verdicts := crawler.Verdicts
		c := crawler.Check{Verdict: verdicts[i%len(verdicts)], Reason: crawler.Reason(htmlTrick), FinalURL: u, Redirects: []string{u, u},
			Title: all, Evidence: "it said " + all + " at http://user:secret@example.org/ twice"}
		if i%3 == 0 {
			c.Verdict = crawler.Dead
		}
		b.link(crawler.Link{URL: u, Raw: all + u, Text: all, Context: "before " + all + " after " + u, Line: i + 1, Column: 1,
			Class: crawler.Classes[i%5], Rel: all, Syntax: crawler.SyntaxHTML("a")}, c,
			fresh, archived(2014, 4, 12), func(f *crawler.Finding) { f.Snapshot.URL = u; f.Snapshot.Archive = all })
	}
	b.post(crawler.Post{Path: "posts/z-unreadable", Error: all})
	return &b.rec
}

// fine is a run without anything to complain of.
func fine() *record {
	b := newBuilder()
	b.post(crawler.Post{Path: "a.md", Title: "A", Published: on(2020, 1, 2)})
	b.link(crawler.Link{URL: "https://example.org/", Text: "a", Line: 1, Column: 5, Class: crawler.ClassPage}, crawler.Check{Verdict: crawler.OK, Status: 200})
	return &b.rec
}

// empty is a run over posts that hold no links.
func empty() *record {
	b := newBuilder()
	b.post(crawler.Post{Path: "a.md", Title: "A"})
	return &b.rec
}

// unchecked is what the links command records.
func unchecked() *record {
	r := rich()
	r.run.Command = "links"
	for i := range r.findings {
		f := &r.findings[i]
		*f = crawler.Finding{Post: f.Post, Link: f.Link}
	}
	return r
}
