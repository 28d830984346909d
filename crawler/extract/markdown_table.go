package extract

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// boundedTables is goldmark's table parser for tables of sensible width. It
// fills up rows that are too short, as the specification wants: a wide head
// above many short rows would cost memory by the square. Such a paragraph is
// read as one, with the same links in it.
type boundedTables struct{ parser.ParagraphTransformer }

func (b boundedTables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, source := node.Lines(), reader.Source()
	size := 0
	for i := range lines.Len() {
		s := lines.At(i)
		size += s.Len()
	}
	for i := 1; i < lines.Len(); i++ {
		s := lines.At(i)
		line := s.Value(source)
		if len(bytes.Trim(line, "|:- \t\r\n")) > 0 {
			continue
		}
		if columns := bytes.Count(line, []byte{'|'}) + 1; columns*(lines.Len()-i) > 8*size+1<<16 {
			return
		}
		break
	}
	b.ParagraphTransformer.Transform(node, reader, pc)
}
