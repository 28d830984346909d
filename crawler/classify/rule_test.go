package classify_test

import (
	"strings"
	"testing"

	"linkmedic/crawler"
	"linkmedic/crawler/classify"
)

func TestRules(t *testing.T) {
	c := newClassifier(t,
		classify.Rule{Host: "*.example.org", Path: `^/rec/\d+$`, Class: crawler.ClassVideo},
		classify.Rule{Host: "Example.org", Class: crawler.ClassPhoto},
		classify.Rule{Path: `\?view=deck$`, Class: crawler.ClassSlides},
		classify.Rule{Host: "youtube.com", Path: `^/watch$`, Class: crawler.ClassPage},
	)
	tests := []struct {
		url   string
		class crawler.Class
		from  crawler.ClassFrom
	}{
		{"https://media.example.org/rec/12", crawler.ClassVideo, crawler.ClassFromConfig},
		{"https://MEDIA.example.org:8443/rec/12?t=1", crawler.ClassVideo, crawler.ClassFromConfig},
		{"https://a.b.example.org/rec/12", crawler.ClassVideo, crawler.ClassFromConfig},
		{"https://media.example.org/rec/x", crawler.ClassPage, crawler.ClassFromDefault},
		{"https://example.org/talk.pdf", crawler.ClassPhoto, crawler.ClassFromConfig},
		// Below example.org and example.org itself: the path tells.
		{"https://www.example.org/", crawler.ClassPhoto, crawler.ClassFromConfig},
		{"https://www.example.org/rec/1", crawler.ClassVideo, crawler.ClassFromConfig},
		{"https://example.com/x?view=deck", crawler.ClassSlides, crawler.ClassFromConfig},
		{"/x?view=deck", crawler.ClassSlides, crawler.ClassFromConfig},
		{"https://www.youtube.com/watch?v=1", crawler.ClassPage, crawler.ClassFromConfig},
		{"mailto:a@example.org", crawler.ClassPage, crawler.ClassFromDefault},
	}
	for _, tt := range tests {
		check(t, c, crawler.Link{URL: tt.url, Text: "a talk"}, tt.class, tt.from)
	}
	// They are stronger than syntax.
	check(t, c, crawler.Link{URL: "https://media.example.org/rec/12", Syntax: crawler.SyntaxHTML("img")}, crawler.ClassVideo, crawler.ClassFromConfig)
}

func TestRuleErrors(t *testing.T) {
	good := classify.Rule{Host: "example.org", Class: crawler.ClassVideo}
	tests := []struct {
		rule classify.Rule
		want string
	}{
		{classify.Rule{Host: "example.org", Class: "movie"}, `class rule 2 (host "example.org", class "movie"): the class must be one of schedule, video, photo, slides, page`},
		{classify.Rule{Class: crawler.ClassVideo}, `class rule 2 (class "video"): it needs a host or a path`},
		{classify.Rule{Host: "https://example.org", Class: crawler.ClassVideo}, `a host is a name such as *.example.org: ":" cannot be part of it`},
		{classify.Rule{Host: "example.org/x", Class: crawler.ClassVideo}, `"/" cannot be part of it`},
		{classify.Rule{Path: "(", Class: crawler.ClassVideo}, `class rule 2 (path "(", class "video"): path: error parsing regexp`},
	}
	for _, tt := range tests {
		_, err := classify.New([]classify.Rule{good, tt.rule})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, want %q", tt.rule, err, tt.want)
		}
	}
}
