package report

import (
	"slices"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{"   ", 10, nil},
		{"one two three", 7, []string{"one two", "three"}},
		{"one  two\tthree", 100, []string{"one two three"}},
		{"see http://example.org/long/address now", 10, []string{"see", "http://example.org/long/address", "now"}},
		{"日本 日本 日本", 9, []string{"日本 日本", "日本"}},
	} {
		if got := wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q at %d: got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"one two", 5, "one…"},
		{"日本語", 5, "日本…"},
		{"日本語", 4, "日…"},
		{"👩🏽‍🔬👩🏽‍🔬👩🏽‍🔬", 5, "👩🏽‍🔬👩🏽‍🔬…"},
	} {
		if got := fit(c.text, c.width); got != c.want {
			t.Errorf("%q at %d: got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
