package report

import (
	"fmt"
	"strings"
	"unicode"

	"linkmedic/crawler"
)

// Strings from outside pass one of these functions on their way out:
//
//   - visible: text for terminals and tables, nothing hidden left in it;
//   - prose: running text for HTML, where the joiners that Indic and Persian
//     words and emoji are made of do no harm;
//   - maskAddress or maskProse before them: no password is shown.

// hidden reports whether r shows nothing of itself but may change what is shown
// around it: control characters (C0, DEL, C1), zero-width and bidirectional
// controls, and the fillers that look like nothing at all.
func hidden(r rune) bool {
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u3164', '\uffa0':
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// breaksLine reports whether r is one of Unicode's line breaks or a tab.
func breaksLine(r rune) bool {
	return '\t' <= r && r <= '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// visible returns s on one line with everything hidden made visible: line
// breaks and tabs become spaces, hidden characters their escape such as \u202e,
// invalid UTF-8 the replacement character.
func visible(s string) string { return reveal(s, hidden) }

// prose is visible, but leaves the zero-width joiner and non-joiner alone.
func prose(s string) string {
	return reveal(s, func(r rune) bool { return hidden(r) && r != '\u200c' && r != '\u200d' })
}

func reveal(s string, bad func(rune) bool) string {
	if plainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	for _, r := range s { // ranging replaces invalid bytes by U+FFFD
		switch {
		case r == '\n' && last == '\r':
		case breaksLine(r):
			b.WriteByte(' ')
		case !bad(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		last = r
	}
	return b.String()
}

// plainASCII reports whether s holds printable ASCII only.
func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// maskAddress hides the passwords in an address: its own and those of addresses
// inside it, as archives and redirectors have them.
func maskAddress(s string) string { return mask(s, false) }

// maskProse hides the passwords of all addresses in running text.
func maskProse(s string) string { return mask(s, true) }

// mask applies crawler.Mask to each address in s. In running text an address
// ends where a word ends.
func mask(s string, running bool) string {
	if !strings.Contains(s, "@") {
		return s
	}
	if strings.HasPrefix(s, "//") { // relative to the scheme of the page
		return strings.TrimPrefix(mask(":"+s, running), ":")
	}
	var b strings.Builder
	for {
		at := strings.Index(s, "://")
		if at < 0 {
			break
		}
		b.WriteString(s[:at])
		s = s[at:]
		end := len(s)
		if next := strings.Index(s[len("://"):], "://"); next >= 0 {
			end = next + len("://")
		}
		if running {
			if i := strings.IndexFunc(s[:end], endsWord); i >= 0 {
				end = i
			}
		}
		b.WriteString(crawler.Mask(s[:end]))
		s = s[end:]
	}
	b.WriteString(s)
	return b.String()
}

func endsWord(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"<>`, r) }

// shownAddress is an address as text and tables show it.
func shownAddress(s string) string { return visible(maskAddress(s)) }

// shownText is other text from outside as text and tables show it.
func shownText(s string) string { return visible(maskProse(s)) }
