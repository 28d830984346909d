package extract

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// bareNode is a bare URL or e-mail address in Markdown: source[start:end].
type bareNode struct {
	ast.BaseInline
	start, end int
	email      bool
}

var kindBare = ast.NewNodeKind("BareURL")

func (n *bareNode) Kind() ast.NodeKind { return kindBare }

func (n *bareNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, nil, nil)
}

// bareParser finds bare URLs while goldmark parses, so that the underscores
// in a URL do not become emphasis. Other than goldmark's own Linkify it knows
// hosts and paths outside ASCII, finds URLs behind any character that is not a
// letter, and looks into brackets: "[1] http://…" has a link even though "["
// might have begun one. If it has, the URL is part of its text and ignored.
type bareParser struct{}

func (bareParser) Trigger() []byte { return []byte{':', '.', ' ', '('} }

func (p bareParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding != 0 || len(line) == 0 {
		return nil
	}
	switch line[0] {
	case ':', '.':
		return p.url(parent, block, line, segment)
	}
	return p.email(parent, block, line, segment)
}

// url parses a URL of which the scheme or "www" has been read as text already.
func (bareParser) url(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || before.Segment.Stop != segment.Start || before.SoftLineBreak() || before.HardLineBreak() {
		return nil
	}
	source := block.Source()
	start, end := bareURLAt(source[:segment.Stop], segment.Start, before.Segment.Start)
	if end <= segment.Start {
		return nil
	}
	if start == before.Segment.Start {
		parent.RemoveChild(parent, before)
	} else {
		before.Segment = before.Segment.WithStop(start)
	}
	block.Advance(end - segment.Start)
	n := &bareNode{start: start, end: end}
	n.SetPos(start)
	return n
}

// email parses an address at the beginning of a line, behind a space or a
// parenthesis.
func (bareParser) email(parent ast.Node, block text.Reader, line []byte, segment text.Segment) ast.Node {
	skip := 0
	if line[0] == ' ' || line[0] == '\t' || line[0] == '(' {
		skip = 1
	} else if at := segment.Start; at > 0 && strings.IndexByte("\n\r \t(*_~", block.Source()[at-1]) < 0 {
		return nil
	}
	length := emailLength(line[skip:])
	if length == 0 {
		return nil
	}
	if skip > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+skip))
	}
	block.Advance(skip + length)
	n := &bareNode{start: segment.Start + skip, end: segment.Start + skip + length, email: true}
	n.SetPos(n.start)
	return n
}

// emailLength returns the length of the e-mail address that s begins with, by
// the rules of GFM's extended e-mail autolinks; 0 without one.
func emailLength(s []byte) int {
	at := 0
	s = s[:min(len(s), 64+1+255)] // RFC 5321, section 4.5.3.1
	for at < len(s) && at <= 64 && (isAlphaNumeric(s[at]) || s[at] == '.' || s[at] == '-' || s[at] == '_' || s[at] == '+') {
		at++
	}
	if at == 0 || at == len(s) || s[at] != '@' {
		return 0
	}
	end, dot := at+1, false
	for end < len(s) && (isAlphaNumeric(s[end]) || s[end] == '-' || s[end] == '_' ||
		s[end] == '.' && end+1 < len(s) && isAlphaNumeric(s[end+1])) {
		dot = dot || s[end] == '.'
		end++
	}
	if !dot || s[end-1] == '-' || s[end-1] == '_' || !isAlphaNumeric(s[at+1]) {
		return 0
	}
	return end
}
