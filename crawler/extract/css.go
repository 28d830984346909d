package extract

import (
	"bytes"
	"strings"
)

// cssURLs calls visit with the place of each URL in a style sheet: url(…) and
// @import "…". Comments are passed over, and so are references within the page
// ("#filter") and URLs that hold a backslash: CSS escapes are not decoded.
func cssURLs(css []byte, visit func(start, end int)) {
	for i := 0; i < len(css); {
		switch c := css[i]; {
		case c == '/' && bytes.HasPrefix(css[i:], []byte("/*")):
			n := bytes.Index(css[i+2:], []byte("*/"))
			if n < 0 {
				return
			}
			i += n + 4
		case c == '"' || c == '\'':
			_, i = cssString(css, i)
		case c|0x20 == 'u' && hasFold(css[i:], "url(") && (i == 0 || !isAlphaNumeric(css[i-1]) && css[i-1] != '-'):
			i = cssURL(css, i+len("url("), visit)
		case c == '@' && hasFold(css[i:], "@import"):
			i = skipSpaces(css, i+len("@import"))
			if i < len(css) && (css[i] == '"' || css[i] == '\'') {
				start := i + 1
				var end int
				end, i = cssString(css, i)
				visitCSS(css, start, end, visit)
			}
		default:
			i++
		}
	}
}

// cssURL reads what follows "url(" and returns the offset behind it.
func cssURL(css []byte, i int, visit func(start, end int)) int {
	i = skipSpaces(css, i)
	if i >= len(css) {
		return i
	}
	if css[i] == '"' || css[i] == '\'' {
		start := i + 1
		end, next := cssString(css, i)
		visitCSS(css, start, end, visit)
		return next
	}
	start := i
	for i < len(css) && css[i] != ')' && !isSpace(css[i]) && css[i] != '"' && css[i] != '\'' && css[i] != '(' {
		i++
	}
	if end := skipSpaces(css, i); end < len(css) && css[end] == ')' {
		visitCSS(css, start, i, visit)
	}
	return i
}

// cssString returns the end of the string's text and the offset behind the
// string that begins at css[i]. A line feed ends a string that lacks its quote.
func cssString(css []byte, i int) (end, next int) {
	quote := css[i]
	for i++; i < len(css); i++ {
		switch css[i] {
		case '\\':
			i++
		case quote:
			return i, i + 1
		case '\n':
			return i, i + 1
		}
	}
	return len(css), len(css)
}

func visitCSS(css []byte, start, end int, visit func(start, end int)) {
	if end <= start || css[start] == '#' || bytes.IndexByte(css[start:end], '\\') >= 0 {
		return
	}
	visit(start, end)
}

func skipSpaces(text []byte, i int) int {
	for i < len(text) && isSpace(text[i]) {
		i++
	}
	return i
}

func hasFold(s []byte, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(string(s[:len(prefix)]), prefix)
}
