package extract

import "bytes"

// srcset calls visit with the place of each URL in the value of a srcset
// attribute: "a.jpg 1x, b.jpg 2x" (HTML, "parsing a srcset attribute"). A comma
// within a URL belongs to it, as data: URLs need; one at its end does not.
func srcset(value []byte, visit func(start, end int)) {
	for i := 0; i < len(value); {
		for i < len(value) && (isSpace(value[i]) || value[i] == ',') {
			i++
		}
		start := i
		for i < len(value) && !isSpace(value[i]) {
			i++
		}
		end := start + len(bytes.TrimRight(value[start:i], ","))
		if end > start {
			visit(start, end)
		}
		if end < i {
			continue
		}
		for depth := 0; i < len(value) && (depth > 0 || value[i] != ','); i++ {
			switch value[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
	}
}
