package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/yuin/goldmark/util"
)

// unescapeAttribute decodes the character references of an HTML attribute's
// value. The steps lead from the decoded text back to the raw one; nil if the
// two are the same.
func unescapeAttribute(raw []byte) ([]byte, []step) {
	i := bytes.IndexByte(raw, '&')
	if i < 0 {
		return raw, nil
	}
	text := append(make([]byte, 0, len(raw)), raw[:i]...)
	steps := []step{{0, 0}}
	for i < len(raw) {
		if raw[i] == '&' {
			if decoded, n := attributeReference(raw[i:]); n > 0 {
				steps = append(steps, step{len(text), i})
				text = append(text, decoded...)
				i += n
				steps = append(steps, step{len(text), i})
				continue
			}
		}
		text = append(text, raw[i])
		i++
	}
	if len(steps) == 1 {
		return raw, nil
	}
	if steps[1].at == 0 {
		steps = steps[1:]
	}
	return text, steps
}

// attributeReference decodes the reference that s begins with, n bytes long; 0 if it
// is none. In attributes a name without its semicolon counts only if neither
// "=" nor a letter follows (HTML, "named character reference state"), so that
// "?a=1&copy=2" stays what it is.
func attributeReference(s []byte) (decoded string, n int) {
	n = 1
	if n < len(s) && s[n] == '#' {
		n++
		digit := isDigit
		if n < len(s) && (s[n] == 'x' || s[n] == 'X') {
			n++
			digit = isHexDigit
		}
		first := n
		for n < len(s) && digit(s[n]) {
			n++
		}
		if n == first {
			return "", 0
		}
		if n < len(s) && s[n] == ';' {
			n++
		}
		return html.UnescapeString(string(s[:n])), n
	}
	for n < len(s) && isAlphaNumeric(s[n]) {
		n++
	}
	if n == 1 || n > 40 {
		return "", 0
	}
	if n < len(s) && s[n] == ';' {
		n++
		decoded = html.UnescapeString(string(s[:n]))
		// Only a beginning such as "&not" of "&notit;" was known.
		if len(decoded) > 1 && strings.HasSuffix(decoded, ";") {
			return "", 0
		}
		return decoded, n
	}
	if n < len(s) && s[n] == '=' {
		return "", 0
	}
	decoded = html.UnescapeString(string(s[:n]))
	if utf8.RuneCountInString(decoded) != 1 {
		return "", 0
	}
	return decoded, n
}

// unescapeMarkdown resolves backslash escapes and character references as
// CommonMark does (sections 2.4 and 2.5), in one pass: an escaped ampersand
// begins no reference.
func unescapeMarkdown(raw []byte) []byte {
	i := bytes.IndexAny(raw, `\&`)
	if i < 0 {
		return raw
	}
	text := append(make([]byte, 0, len(raw)), raw[:i]...)
	for i < len(raw) {
		switch c := raw[i]; {
		case c == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]):
			text = append(text, raw[i+1])
			i += 2
			continue
		case c == '&':
			if decoded, n := markdownReference(raw[i:]); n > 0 {
				text = append(text, decoded...)
				i += n
				continue
			}
		}
		text = append(text, raw[i])
		i++
	}
	return text
}

// markdownReference decodes a reference as CommonMark defines it: always with
// its semicolon, and no more than seven decimal or six hexadecimal digits.
func markdownReference(s []byte) (decoded string, n int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "", 0
	}
	body := s[1:end]
	if body[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(body)); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	digits, digit, most := body[1:], isDigit, 7
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, digit, most = digits[1:], isHexDigit, 6
	}
	if len(digits) == 0 || len(digits) > most {
		return "", 0
	}
	for _, c := range digits {
		if !digit(c) {
			return "", 0
		}
	}
	return html.UnescapeString(string(s[:end+1])), end + 1
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHexDigit(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isAlphaNumeric(c byte) bool { return isDigit(c) || isLetter(c) }

// isSpace is white space as HTML defines it.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'
}
