package report

import (
	"strings"
	"testing"

	"linkmedic/crawler"
)

func TestOccurrence(t *testing.T) {
	for _, c := range []struct {
		name, context, text string
		nth                 int
		want                string // the context with the place in brackets
	}{
		{"first", "a (video), b (video)", "video", 0, "a ([video]), b (video)"},
		{"second", "a (video), b (video)", "video", 1, "a (video), b ([video])"},
		{"beyond the last", "a (video), b (video)", "video", 7, "a (video), b ([video])"},
		{"whole words first", "videos and a video", "video", 0, "videos and a [video]"},
		{"inside a word if need be", "videos only", "video", 0, "[video]s only"},
		{"letters outside ASCII", "éa a", "a", 0, "éa [a]"},
		{"no boundary needed beside signs", "say(hi!)", "(hi!)", 0, "say[(hi!)]"},
		{"not there", "nothing", "video", 0, ""},
		{"no text", "nothing", "", 0, ""},
		{"all of it", "video", "video", 0, "[video]"},
	} {
		got := ""
		if i := occurrence(c.context, c.text, c.nth); i >= 0 {
			got = c.context[:i] + "[" + c.text + "]" + c.context[i+len(c.text):]
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// A link's text that is a part of a password must not cut it out of the mask.
func TestSentenceMasksBeforeItCuts(t *testing.T) {
	s := newSentence(crawler.Link{Context: "see http://me:secret@example.org/ now", Text: "secret"}, 0)
	if all := s.Before + s.Marked + s.After; strings.Contains(all, "secret") {
		t.Errorf("password shown: %q", all)
	}
}

func TestTwinsCountPerPost(t *testing.T) {
	var like twins
	a := crawler.Finding{Post: crawler.Post{Path: "a"}, Link: crawler.Link{Context: "c", Text: "t"}}
	b := a
	b.Post.Path = "b"
	other := a
	other.Link.Text = "u"
	for i, c := range []struct {
		f    crawler.Finding
		want int
	}{{a, 0}, {other, 0}, {a, 1}, {a, 2}, {b, 0}, {b, 1}} {
		if got := like.next(c.f); got != c.want {
			t.Errorf("link %d: got %d, want %d", i, got, c.want)
		}
	}
}
