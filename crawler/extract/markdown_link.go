package extract

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// linkNode is a Markdown link or image.
type linkNode struct {
	ast.BaseInline
	image     bool
	reference bool
	target    destination
}

var kindLink = ast.NewNodeKind("PlacedLink")

func (n *linkNode) Kind() ast.NodeKind { return kindLink }

func (n *linkNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// linkParser parses links and images as CommonMark 0.31 has them (section 6.3
// and "look for link or image"). It takes the place of goldmark's own parser,
// which does not keep where a destination is written, loses the links behind
// brackets that stand open for more than 998 bytes, and takes quadratic time for
// "[a](" and "[a](<" in long rows.
type linkParser struct{}

// openBracket is a "[" or "![" that may begin a link.
type openBracket struct {
	node   *bracketNode
	bottom *parser.Delimiter // the last delimiter before it
	line   int               // of the block
	start  int               // of the text behind it, in the source
	nested bool              // another bracket follows: the text is no label
}

// bracketNode stands for an open bracket until that turns out to begin a link
// or to be text.
type bracketNode struct {
	ast.BaseInline
	segment text.Segment
	image   bool
}

var kindBracket = ast.NewNodeKind("OpenBracket")

func (n *bracketNode) Kind() ast.NodeKind { return kindBracket }

func (n *bracketNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// brackets is the state of linkParser within one block.
type brackets struct {
	open []openBracket
	// inactive is how many of them, from the bottom, hold a link: no link
	// may begin at these, for links do not nest.
	inactive int
	titles   titleScan
}

var bracketsKey = parser.NewContextKey()

func (linkParser) Trigger() []byte { return []byte{'!', '[', ']'} }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state := pc.ComputeIfAbsent(bracketsKey, func() any { return new(brackets) }).(*brackets)
	line, segment := block.PeekLine()
	switch {
	case line[0] == ']':
		return p.close(parent, block, pc, state)
	case line[0] == '[':
		return p.open(block, pc, state, segment.WithStop(segment.Start+1))
	case len(line) > 1 && line[1] == '[':
		return p.open(block, pc, state, segment.WithStop(segment.Start+2))
	}
	return nil
}

func (linkParser) open(block text.Reader, pc parser.Context, state *brackets, segment text.Segment) ast.Node {
	if n := len(state.open); n > 0 {
		state.open[n-1].nested = true
	}
	node := &bracketNode{segment: segment, image: segment.Len() == 2}
	line, _ := block.Position()
	state.open = append(state.open, openBracket{node: node, bottom: pc.LastDelimiter(), line: line, start: segment.Stop})
	block.Advance(segment.Len())
	return node
}

// close reads a "]". If that ends no link, its opening bracket is text.
func (linkParser) close(parent ast.Node, block text.Reader, pc parser.Context, state *brackets) ast.Node {
	last := len(state.open) - 1
	if last < 0 {
		return nil
	}
	from := state.open[last]
	state.open = state.open[:last]
	inactive := last < state.inactive
	state.inactive = min(state.inactive, last)

	line, position := block.Position()
	block.Advance(1)
	link := &linkNode{image: from.node.image}
	ok := false
	if !inactive || link.image {
		afterLine, after := block.Position()
		if link.target, ok = inlineTarget(block, &state.titles); !ok {
			block.SetPosition(afterLine, after)
			link.reference = true
			link.target, ok = referenceTarget(parent, block, pc, from, line, position.Start)
		}
	}
	if !ok {
		ast.MergeOrReplaceTextSegment(parent, from.node, from.node.segment)
		return nil
	}
	if !link.image {
		state.inactive = last
	}
	var bottom ast.Node
	if from.bottom != nil {
		bottom = from.bottom
	}
	parser.ProcessDelimiters(bottom, pc)
	for c := from.node.NextSibling(); c != nil; {
		next := c.NextSibling()
		parent.RemoveChild(parent, c)
		link.AppendChild(link, c)
		c = next
	}
	parent.RemoveChild(parent, from.node)
	link.SetPos(from.node.segment.Start)
	return link
}

// CloseBlock makes text of the brackets that nothing closed.
func (linkParser) CloseBlock(parent ast.Node, _ text.Reader, pc parser.Context) {
	state, ok := pc.Get(bracketsKey).(*brackets)
	if !ok {
		return
	}
	for _, b := range state.open {
		ast.MergeOrReplaceTextSegment(parent, b.node, b.node.segment)
	}
	*state = brackets{open: state.open[:0]}
}

// inlineTarget reads "(destination "title")".
func inlineTarget(block text.Reader, titles *titleScan) (destination, bool) {
	if block.Peek() != '(' {
		return destination{}, false
	}
	block.Advance(1)
	block.SkipSpaces()
	if block.Peek() == ')' {
		_, at := block.Position()
		block.Advance(1)
		return destination{start: at.Start, end: at.Start}, true
	}
	d, ok := readDestination(block)
	if !ok {
		return d, false
	}
	if skipped := skipSpace(block); skipped && block.Peek() != ')' {
		if !titles.read(block) {
			return d, false
		}
		block.SkipSpaces()
	}
	if block.Peek() != ')' {
		return d, false
	}
	block.Advance(1)
	return d, true
}

// referenceTarget looks up what a full, collapsed or shortcut reference leads
// to. The text before the "]", which is at offset stop of the line, is the
// label unless another one follows.
func referenceTarget(parent ast.Node, block text.Reader, pc parser.Context, from openBracket, line, stop int) (destination, bool) {
	var label []byte
	explicit := false
	if block.Peek() == '[' {
		afterLine, after := block.Position()
		if label, explicit = readLabel(block); !explicit {
			block.SetPosition(afterLine, after)
			if next, _ := block.PeekLine(); len(next) > 1 && next[1] == ']' {
				block.Advance(2)
			}
		}
	}
	if !explicit {
		if from.nested || stop-from.start > 8*maxLabel {
			return destination{}, false
		}
		label = textBetween(parent.Lines(), block.Source(), from.line, from.start, line, stop)
		if len(label) > maxLabel || util.IsBlank(label) {
			return destination{}, false
		}
	}
	ref, ok := pc.Reference(util.ToLinkReference(label))
	if !ok {
		return destination{}, false
	}
	d, ok := ref.(definition)
	return d.target, ok
}

// textBetween joins the parts of the lines between two offsets.
func textBetween(lines *text.Segments, source []byte, fromLine, from, toLine, to int) []byte {
	if fromLine == toLine {
		return source[from:to]
	}
	var b []byte
	for i := fromLine; i <= toLine && i < lines.Len(); i++ {
		s := lines.At(i)
		b = append(b, source[max(s.Start, min(from, s.Stop)):max(s.Start, min(to, s.Stop))]...)
	}
	return b
}
