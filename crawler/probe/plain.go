package probe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linkmedic/crawler"
)

// Limits of texts from outside, in bytes.
const (
	titleLimit    = 300
	urlLimit      = 120 // in evidence; the check has the addresses in full
	evidenceLimit = 600
)

// plain makes text from outside fit to be shown: white space folded, control and
// format characters (zero-width, bidirectional) and broken UTF-8 dropped, cut to
// the limit in bytes.
func plain(s string, limit int) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), r == '\u0085':
			space = b.Len() > 0
			continue
		case r == utf8.RuneError, unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		if b.Len() > limit {
			return clip(b.String(), limit)
		}
	}
	return b.String()
}

// clip cuts s to the limit, at a rune's boundary, and shows that it did.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	const dots = "…"
	cut := limit - len(dots)
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + dots
}

// shown is an address as evidence shows it.
func shown(address string) string { return plain(crawler.Mask(address), urlLimit) }
