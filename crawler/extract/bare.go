package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bare URLs follow the extended autolinks of GitHub Flavored Markdown (section
// 6.9): http, https and ftp with "://", and "www."; up to white space or "<";
// closing punctuation is not part of the URL, parentheses are if they match.
// Beyond that a URL ends at quotation marks, at an unmatched square bracket,
// and where text of a script without spaces goes on behind ASCII letters.

// nextBareURL finds the first bare URL at or behind from; end is start if there
// is none.
func nextBareURL(text []byte, from int) (start, end int) {
	for i := from; i < len(text); {
		n := bytes.IndexAny(text[i:], ":.")
		if n < 0 {
			break
		}
		i += n
		if start, end := bareURLAt(text, i, from); end > 0 {
			return start, end
		}
		i++
	}
	return len(text), len(text)
}

// bareURLAt finds the bare URL whose "://" or whose first full stop is at the
// offset, and which begins no earlier than low; end is 0 if there is none.
func bareURLAt(text []byte, at, low int) (start, end int) {
	switch text[at] {
	case ':':
		start = at
		for start > low && at-start < 6 && isLetter(text[start-1]) {
			start--
		}
		if bareScheme(text[start:]) != at-start+3 {
			return 0, 0
		}
		if start > 0 && isAlphaNumeric(text[start-1]) {
			return 0, 0
		}
		host := at + 3
		if host >= len(text) || !hostBegins(text[host:]) {
			return 0, 0
		}
		return start, bareEnd(text, start, host)
	case '.':
		start = at - 3
		if start < low || !strings.EqualFold(string(text[start:at]), "www") {
			return 0, 0
		}
		if start > 0 && (isAlphaNumeric(text[start-1]) || strings.IndexByte("/.-@:=&?%+#_", text[start-1]) >= 0) {
			return 0, 0
		}
		if !dottedHost(text[at+1:]) {
			return 0, 0 // "www.something" alone is no host
		}
		return start, bareEnd(text, start, at+1)
	}
	return 0, 0
}

// bareScheme returns the length of the scheme and "://" that s begins with; 0
// without.
func bareScheme(s []byte) int {
	for _, scheme := range []string{"http://", "https://", "ftp://"} {
		if len(s) >= len(scheme) && strings.EqualFold(string(s[:len(scheme)]), scheme) {
			return len(scheme)
		}
	}
	return 0
}

// bareAddress completes a bare URL without a scheme as GFM does.
func bareAddress(url string) string {
	if bareScheme([]byte(url)) == 0 {
		return "http://" + url
	}
	return url
}

// hostBegins reports whether s begins with a host's name or address.
func hostBegins(s []byte) bool {
	if s[0] == '[' { // IPv6
		s = bytes.TrimPrefix(s[1:], []byte("::"))
		return len(s) > 0 && isHexDigit(s[0])
	}
	r, _ := utf8.DecodeRune(s)
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// dottedHost reports whether s begins with a host's name of several parts.
func dottedHost(s []byte) bool {
	dot := -1
	for i, c := range s {
		switch {
		case c == '.' && i > 0 && dot < 0:
			dot = i
		case isAlphaNumeric(c), c == '-', c >= 0x80:
			if dot > 0 {
				return true
			}
		default:
			return false
		}
	}
	return false
}

// bareEnd returns where the bare URL ends that begins at start and whose host
// begins at host.
func bareEnd(text []byte, start, host int) int {
	end := host
	opened, closed := 0, 0 // parentheses
	brackets, braces := 0, 0
	var last rune
scan:
	for end < len(text) {
		r, n := utf8.DecodeRune(text[end:])
		switch {
		case r <= ' ' || r == 0x7F || r == '<' || r == '>' || r == '"' || r == '`':
			break scan
		case r == '(':
			opened++
		case r == ')':
			closed++
		case r == '[':
			brackets++
		case r == ']':
			if brackets == 0 {
				break scan
			}
			brackets--
		case r == '{':
			braces++
		case r == '}':
			if braces == 0 {
				break scan
			}
			braces--
		case r >= 0x80 && endsBareURL(r, last):
			break scan
		}
		last = r
		end += n
	}
	return trimBareURL(text, host, end, opened, closed)
}

// endsBareURL reports whether a character outside ASCII ends a URL: spaces,
// invisible characters, quotation marks and punctuation, and ideographs that
// follow a letter or digit: a path of a Chinese site begins them behind a slash.
func endsBareURL(r, last rune) bool {
	switch {
	case r == utf8.RuneError, unicode.IsSpace(r), unicode.In(r, unicode.Cf, unicode.Cc, unicode.Z):
		return true
	case unicode.In(r, unicode.Pi, unicode.Pf, unicode.Ps, unicode.Pe, unicode.Po):
		return true
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai):
		return last < 0x80 && isAlphaNumeric(byte(last))
	}
	return false
}

// trimBareURL takes closing punctuation off text[start:end].
func trimBareURL(text []byte, start, end, opened, closed int) int {
	for end > start {
		switch c := text[end-1]; c {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'':
			end--
		case ')':
			if closed <= opened {
				return end
			}
			closed--
			end--
		case '(':
			opened--
			end--
		case '[', '{', '|', '\\':
			end--
		case ';':
			// What looks like a character reference is none of the URL.
			i := end - 2
			for i > start && isAlphaNumeric(text[i]) {
				i--
			}
			if i < start || text[i] != '&' || i == end-2 {
				end--
				continue
			}
			end = i
		default:
			return end
		}
	}
	return end
}
