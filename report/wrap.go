package report

import (
	"strings"

	"github.com/rivo/uniseg"
)

// wrap breaks running text into lines of at most width terminal cells. A word
// that is wider stands alone on its line and is never cut: it may be an
// address.
func wrap(text string, width int) []string {
	var lines []string
	var line strings.Builder
	used := 0
	for word := range strings.FieldsSeq(text) {
		cells := uniseg.StringWidth(word)
		switch {
		case used == 0:
		case used+1+cells > width:
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		default:
			line.WriteByte(' ')
			used++
		}
		line.WriteString(word)
		used += cells
	}
	if used > 0 {
		lines = append(lines, line.String())
	}
	return lines
}

// fit cuts text to at most width terminal cells, with an ellipsis for what is
// lost.
func fit(text string, width int) string {
	if uniseg.StringWidth(text) <= width {
		return text
	}
	var b strings.Builder
	used, state := 0, -1
	for rest := text; rest != ""; {
		var cluster string
		var cells int
		cluster, rest, cells, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used += cells; used >= width {
			break
		}
		b.WriteString(cluster)
	}
	return strings.TrimRight(b.String(), " ") + "…"
}
