package main

import (
	"net/http"
	"net/netip"
	"slices"
	"time"

	"linkmedic/crawler/testweb"
)

// demoMissing are the hosts in the sample posts whose names do not exist.
var demoMissing = []string{"blip.tv", "ghosttown.example"}

// demoSites is the web of the demo: every host that the sample posts link to,
// but those in demoMissing, and the archive. Nothing here hangs.
func demoSites() []testweb.Site {
	sites := slices.Concat(
		demoPlatforms(),
		demoConferences(),
		demoPeople(),
		demoTroubled(),
		demoArchive().Sites(),
	)
	for i := range sites {
		// Addresses that look public pass the guard against private ones;
		// testweb leads them to loopback. No packet leaves the machine.
		sites[i].Addrs = []netip.Addr{netip.AddrFrom4([4]byte{44, 0, byte(i / 250), byte(i%250 + 1)})}
	}
	return sites
}

// demoPlatforms are stand-ins for real hosts, by which links are classified.
func demoPlatforms() []testweb.Site {
	sites := slices.Concat(
		testweb.YouTube(
			testweb.Video{ID: "br0kenBeam1", Title: "The lightning talk that broke the projector"},
			testweb.Video{ID: "barnEvening", Title: "BarnConf 2011: evening session"},
			// theBandPlay was removed.
			testweb.Video{ID: "whisperTalk", Title: "QuietConf 2013: everything, in whispers"},
			testweb.Video{ID: "lineFollow1", Title: "Robot follows queue", State: testweb.VideoNotEmbeddable},
			testweb.Video{ID: "timeZones19", Title: "Time zones", State: testweb.VideoPrivate},
		),
		testweb.Vimeo(
			testweb.Video{ID: "13457201", Title: "Deadlocks and actual locks"},
			testweb.Video{ID: "13460788", Title: "Caching for everyone", State: testweb.VideoPrivate},
			testweb.Video{ID: "169445120", Title: "A dancing arm"},
		),
	)
	return append(sites,
		testweb.Site{Host: "us.pycon.org", Pages: map[string]testweb.Page{
			"/2016/schedule/presentation/2296/": testweb.HTML("Keynote | PyCon 2016 in Portland", "<h1>Keynote</h1>"),
		}},
		testweb.Site{Host: "farm4.static.flickr.com", Pages: map[string]testweb.Page{
			"/3568/3401127745_a5c1e0f2d9.jpg": testweb.Photo(11),
		}},
		testweb.Site{Host: "www.flickr.com", Pages: map[string]testweb.Page{
			"/photos/wren-oduya/3399120045/":     testweb.HTML("Stickers | Flickr", "<h1>Stickers</h1>"),
			"/photos/sunniva-peake/27410093312/": testweb.HTML("Robots asleep | Flickr", "<h1>Robots asleep</h1>"),
			"/photos/unconf/48744120091/":        testweb.HTML("Everybody, and an elbow | Flickr", "<h1>Everybody</h1>"),
		}},
		testweb.Site{Host: "www.slideshare.net", Pages: map[string]testweb.Page{
			"/tobiasquill/garbage-collection-as-a-way-of-life": testweb.RedirectTo(http.StatusMovedPermanently,
				"https://www.slideshare.net/slideshow/garbage-collection-as-a-way-of-life/1251840"),
			"/slideshow/garbage-collection-as-a-way-of-life/1251840": testweb.HTML("Garbage collection as a way of life | PPT", "<h1>Slides</h1>"),
		}},
		testweb.Site{Host: "speakerdeck.com", Pages: map[string]testweb.Page{
			"/inestallow/deadlocks-and-actual-locks": testweb.HTML("Deadlocks and actual locks - Speaker Deck", "<h1>Slides</h1>"),
		}},
		testweb.Site{Host: "i.imgur.com", Pages: map[string]testweb.Page{
			"/Fe44yX2.jpg": testweb.RedirectTo(http.StatusFound, "http://i.imgur.com/removed.png"),
			"/removed.png": testweb.Placeholder(),
		}},
	)
}

// demoConferences are the sites of the invented conferences: alive, moved, or
// half forgotten.
func demoConferences() []testweb.Site {
	home := testweb.HTML("Snakes on a Ferry", "<h1>See you on board</h1>")
	return []testweb.Site{
		{Host: "snakesonaferry.example", Pages: map[string]testweb.Page{
			"/":               home,
			"/2010/schedule/": testweb.RedirectTo(http.StatusFound, "http://snakesonaferry.example/"),
		}},
		{Host: "blog.snakesonaferry.example", Default: testweb.Soft404()},
		{Host: "www.barnconf.example", Pages: map[string]testweb.Page{
			"/2011/programme/":            testweb.HTML("Programme | BarnConf 2011", "<h1>Programme</h1>"),
			"/2011/photos/owl.jpg":        testweb.Photo(5),
			"/2011/photos/courgettes.jpg": testweb.HTML("BarnConf", "<h1>The barn is for rent</h1>"),
		}},
		{Host: "quietconf.example", Pages: map[string]testweb.Page{
			"/2013/agenda": testweb.RedirectTo(http.StatusMovedPermanently, "https://archive.quietconf.example/2013/agenda"),
			"/2014/":       testweb.HTML("QuietConf 2014", "<h1>Shh</h1>"),
		}},
		{Host: "archive.quietconf.example", Pages: map[string]testweb.Page{
			"/2013/agenda": testweb.HTML("Agenda | QuietConf 2013", "<h1>Agenda</h1>"),
		}},
		{Host: "unconf.example", Pages: map[string]testweb.Page{
			"/2019/schedule":   testweb.HTML("Schedule | The Unconference", "<h1>Yarn</h1>"),
			"/conduct":         testweb.HTML("Code of conduct", "<h1>Be kind. Then be kinder.</h1>"),
			"/photos/yarn.png": testweb.File("image/png", testweb.PNG(320, 240, 19)),
		}},
		{Host: "members.unconf.example", Default: testweb.LoginWall()},
	}
}

// demoPeople are the sites of people and small groups.
func demoPeople() []testweb.Site {
	pdf := testweb.File("application/pdf", []byte("%PDF-1.4\n%%EOF\n"))
	return []testweb.Site{
		{Host: "teaandtests.example", Pages: map[string]testweb.Page{
			"/hallway-track/":       testweb.HTML("The hallway track", "<h1>The hallway track</h1>"),
			"/hallway-track/again/": testweb.HTML("The hallway track, again", "<h1>Again</h1>"),
		}},
		{Host: "petra.lindqvist-amaro.example", Pages: map[string]testweb.Page{
			"/":                      testweb.HTML("Petra Lindqvist-Amaro", "<h1>Vegetables and compilers</h1>"),
			"/slides/build-farm.pdf": pdf,
		}},
		{Host: "owlfans.example", Pages: map[string]testweb.Page{
			"/forum/viewtopic.php?t=1107": testweb.HTML("It left early | Owl fans", "<h1>It left early</h1>"),
		}},
		{Host: "slides.aurelio-vance.example", Pages: map[string]testweb.Page{"/2013/shy-types.pdf": pdf}},
		{Host: "mette-hollow.example", Pages: map[string]testweb.Page{
			"/talks/logging-less.pdf": testweb.Status(http.StatusGone),
		}},
		{Host: "leopold-anand.example", Pages: map[string]testweb.Page{"/slides/time-zones.pdf": pdf}},
		{Host: "tinkerbarn.example"},    // all gone, and never archived
		{Host: "secret-garden.example"}, // all gone, and taken out of the archive
	}
}

// demoTroubled are sites that cannot, or will not, say how they are.
func demoTroubled() []testweb.Site {
	return []testweb.Site{
		{Host: "pigeonpost.example", Default: testweb.Parked("pigeonpost.example")},
		{Host: "bytesandbrunch.example", Default: testweb.Status(http.StatusForbidden)},
		{Host: "shieldwall.example", Default: testweb.Challenge()},
		// An hour is more than anybody waits: the answer stands at once.
		{Host: "hastyhost.example", Default: testweb.Header("Retry-After", "3600", testweb.Status(http.StatusTooManyRequests))},
		{Host: "napping.example", Default: testweb.Status(http.StatusServiceUnavailable)},
		{Host: "library.lapsedcert.example", Cert: testweb.CertExpired},
		{Host: "closedshop.example", Connect: testweb.Refuses},
		{Host: "picshack.example", Connect: testweb.Resets},
	}
}

// demoArchive has copies of most that is dead, from about the time of the posts.
func demoArchive() *testweb.Wayback {
	at := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 14, 7, 33, 0, time.UTC)
	}
	page := func(title string) string { return "<!DOCTYPE html><title>" + title + "</title><h1>" + title + "</h1>" }
	return &testweb.Wayback{
		Captures: []testweb.Capture{
			{URL: "http://us.pycon.org/2009/schedule/", Time: at(2009, time.March, 28), Body: page("PyCon 2009 schedule")},
			{URL: "http://us.pycon.org/2009/schedule/", Time: at(2012, time.January, 9), Status: http.StatusNotFound, Body: page("Not found")},
			{URL: "http://blip.tv/file/1949217", Time: at(2009, time.May, 17), Body: page("Garbage collection as a way of life")},
			{URL: "http://i.imgur.com/Fe44yX2.jpg", Time: at(2010, time.August, 2), ContentType: "image/jpeg", Body: string(testweb.JPEG(320, 240, 44))},
			{URL: "http://pigeonpost.example/biscuits", Time: at(2010, time.June, 30), Body: page("Biscuits, by boat")},
			// Nearer to the post, the shop was down: this capture is none.
			{URL: "http://pigeonpost.example/biscuits", Time: at(2010, time.July, 27), Status: http.StatusServiceUnavailable, Body: page("Closed")},
			{URL: "http://www.barnconf.example/2011/photos/courgettes.jpg", Time: at(2011, time.September, 4), ContentType: "image/jpeg", Body: string(testweb.JPEG(320, 240, 29))},
			{URL: "http://www.youtube.com/watch?v=theBandPlay", Time: at(2011, time.October, 1), Body: page("The band - YouTube")},
			{URL: "http://mette-hollow.example/talks/logging-less.pdf", Time: at(2014, time.February, 11), ContentType: "application/pdf", Body: "%PDF-1.4\n%%EOF\n"},
			{URL: "https://speakerdeck.com/robot7/i-have-prepared-a-few-words", Time: at(2016, time.June, 4), Body: page("I have prepared a few words")},
			{URL: "https://www.youtube.com/watch?v=timeZones19", Time: at(2019, time.September, 20), Body: page("Time zones - YouTube")},
			{URL: "https://ghosttown.example/podcast/episode-1", Time: at(2019, time.December, 24), Body: page("Episode 1")},
		},
		Excluded: []string{"secret-garden.example"},
	}
}
