package archive

import (
	"testing"

	"linkmedic/crawler"
)

func TestWhatATargetPromises(t *testing.T) {
	photo, page := []crawler.Class{crawler.ClassPhoto}, []crawler.Class{crawler.ClassPage}
	for _, tt := range []struct {
		target crawler.Target
		want   kind
	}{
		{crawler.Target{URL: "http://x.example/1.JPG", Classes: photo}, aPicture},
		{crawler.Target{URL: "http://x.example/image?id=1", Classes: photo, Embedded: true}, aPicture},
		{crawler.Target{URL: "http://www.flickr.com/photos/u/1/", Classes: photo}, anything},
		{crawler.Target{URL: "https://commons.wikimedia.org/wiki/File:A.jpg", Classes: photo}, anything},
		{crawler.Target{URL: "https://x.example/view?file=/1.jpg", Classes: page}, anything},
		{crawler.Target{URL: "https://player.vimeo.com/video/1", Classes: []crawler.Class{crawler.ClassVideo}, Embedded: true}, anything},
		{crawler.Target{URL: "https://x.example/talk.mp4", Classes: []crawler.Class{crawler.ClassVideo}, Embedded: true}, aFile},
		{crawler.Target{URL: "https://x.example/slides.pdf", Classes: []crawler.Class{crawler.ClassSlides}}, aFile},
		{crawler.Target{URL: "https://x.example/page.html", Classes: page}, anything},
		{crawler.Target{URL: ":", Classes: page}, anything},
	} {
		if got := promised(tt.target); got != tt.want {
			t.Errorf("%s promises %d, want %d", tt.target.URL, got, tt.want)
		}
	}
}

func TestFits(t *testing.T) {
	for _, tt := range []struct {
		contentType        string
		picture, file, any bool
	}{
		{"image/jpeg", true, true, true},
		{"IMAGE/PNG; x=y", true, true, true},
		{"text/html", false, false, true},
		{"text/html; charset=utf-8", false, false, true},
		{"text/html;;;", false, false, true},
		{"application/xhtml+xml", false, false, true},
		{"application/pdf", false, true, true},
		{"video/mp4", false, true, true},
		{"", true, true, true},
		{"unk", true, true, true},
		{"application/octet-stream", true, true, true},
	} {
		for k, want := range map[kind]bool{aPicture: tt.picture, aFile: tt.file, anything: tt.any} {
			if got := k.fits(tt.contentType); got != want {
				t.Errorf("kind %d and %q fit: %t, want %t", k, tt.contentType, got, want)
			}
		}
	}
}

func TestTypeName(t *testing.T) {
	for contentType, want := range map[string]string{
		"text/html; charset=utf-8": `"text/html"`,
		"":                         "unknown",
		"a\x1b[0mb":                `"a\x1b[0mb"`,
	} {
		if got := typeName(contentType); got != want {
			t.Errorf("%q is named %s, want %s", contentType, got, want)
		}
	}
}
