package extract

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// definition is a link reference definition: "[label]: destination".
type definition struct {
	parser.Reference
	target destination
}

// definitionParser takes the definitions off the beginnings of paragraphs
// (CommonMark, section 4.7). Other than goldmark's own it keeps where the
// destinations are written, and takes time linear in their number.
type definitionParser struct{}

func (definitionParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	block := text.NewBlockReader(reader.Source(), lines)
	read := 0
	for read < lines.Len() {
		d, next, ok := readDefinition(block, lines.Len())
		if !ok {
			break
		}
		pc.AddReference(d)
		read = next
		block.SetPosition(read, text.NewSegment(-1, -1))
	}
	switch {
	case read == 0:
	case read >= lines.Len():
		node.Parent().RemoveChild(node.Parent(), node)
	default:
		rest := text.NewSegments()
		rest.AppendAll(lines.Sliced(read, lines.Len()))
		node.SetLines(rest)
	}
}

// readDefinition reads a definition at the beginning of a line; next is the
// number of the line behind it.
func readDefinition(block text.Reader, lines int) (d definition, next int, ok bool) {
	block.SkipSpaces()
	if block.Peek() != '[' {
		return d, 0, false
	}
	label, ok := readLabel(block)
	if !ok || block.Peek() != ':' {
		return d, 0, false
	}
	block.Advance(1)
	block.SkipSpaces()
	target, ok := readDestination(block)
	if !ok {
		return d, 0, false
	}
	d = definition{parser.NewReference(label, target.text, nil), target}
	line, _ := block.Position()
	alone := restIsBlank(block)
	if skipSpace(block) {
		var titles titleScan
		if c := block.Peek(); (c == '"' || c == '\'' || c == '(') && titles.read(block) && restIsBlank(block) {
			titleLine, _ := block.Position()
			return d, min(titleLine+1, lines), true
		}
	}
	return d, line + 1, alone
}

// restIsBlank reports whether nothing follows on the line.
func restIsBlank(block text.Reader) bool {
	rest, _ := block.PeekLine()
	return rest == nil || util.IsBlank(rest)
}
