package extract

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"linkmedic/crawler"
)

// extractMarkdown reads a Markdown post. A reference link is a link at each of
// its uses; a definition that nothing uses is not shown to anyone, and is none.
func (d *document) extractMarkdown() {
	source := d.text[d.body:]
	w := &markdownWalk{doc: d, source: source, markup: markup{doc: d}}
	w.walk(markdownParser().Parse(text.NewReader(source)))
	w.markup.closeAnchor()
	d.prose.flush()
}

// markdownWalk goes through goldmark's tree in the order of the text.
type markdownWalk struct {
	doc    *document
	source []byte // the body of the post
	markup markup // state of the raw HTML in it
	// links are the Markdown links that are open, as numbers of the document.
	links  []int
	images int // open images: what is in their descriptions is no link
	code   int // open code spans
	// anchor, code and hidden of the markup when the block at hand began.
	outside [3]int
}

// walk visits the tree without recursion: its depth is the author's choice.
func (w *markdownWalk) walk(root ast.Node) {
	for n := root; n != nil; {
		if descend := w.enter(n); descend && n.FirstChild() != nil {
			n = n.FirstChild()
			continue
		}
		for n != nil {
			w.leave(n)
			if n == root {
				return
			}
			if next := n.NextSibling(); next != nil {
				n = next
				break
			}
			n = n.Parent()
		}
	}
}

func (w *markdownWalk) enter(node ast.Node) (descend bool) {
	switch n := node.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.String:
		w.doc.prose.write(n.Value)
	case *ast.CodeSpan:
		w.code++
	case *linkNode:
		if w.images == 0 {
			w.open(n)
		}
		if n.image {
			w.images++
		}
	case *ast.AutoLink:
		w.autolink(n)
		return false
	case *bareNode:
		w.bare(n)
	case *ast.RawHTML:
		w.markup.tag(w.lines(n.Segments, nil))
		return false
	case *ast.HTMLBlock:
		w.doc.prose.flush()
		var closure *text.Segment
		if n.HasClosure() {
			closure = &n.ClosureLine
		}
		w.markup.feed(w.lines(n.Lines(), closure))
		return false
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.doc.prose.flush()
		return false
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *extast.TableCell, *extast.DefinitionTerm:
		w.outside = [3]int{w.markup.anchor, w.markup.code, w.markup.hidden}
	}
	return true
}

func (w *markdownWalk) leave(node ast.Node) {
	switch n := node.(type) {
	case *ast.CodeSpan:
		w.code--
	case *linkNode:
		if n.image {
			w.images--
		}
		if last := len(w.links) - 1; w.images == 0 {
			w.doc.prose.end(w.links[last])
			w.links = w.links[:last]
		}
	case *extast.TableCell:
		w.endInline()
		w.doc.prose.space()
	case *ast.Heading:
		w.endInline()
		if n.Level == 1 && w.doc.titles.heading == "" {
			w.doc.titles.heading = w.doc.prose.text()
		}
		w.doc.prose.flush()
	case *ast.Paragraph, *ast.TextBlock, *extast.DefinitionTerm:
		w.endInline()
		w.doc.prose.flush()
	case *extast.TableRow, *extast.TableHeader:
		w.doc.prose.flush()
	}
}

// endInline forgets the tags that the block has left open.
func (w *markdownWalk) endInline() {
	if w.markup.anchor != w.outside[0] {
		w.markup.closeAnchor()
	}
	w.markup.code, w.markup.hidden = w.outside[1], w.outside[2]
}

// text writes a piece of text.
func (w *markdownWalk) text(n *ast.Text) {
	if w.markup.hidden == 0 {
		value := n.Segment.Value(w.source)
		if w.code == 0 && !n.IsRaw() {
			value = unescapeMarkdown(value)
		}
		w.doc.prose.write(value)
	}
	switch {
	case n.HardLineBreak():
		w.doc.prose.newline()
	case n.SoftLineBreak():
		w.doc.prose.space()
	}
}

// open records a link or image that begins.
func (w *markdownWalk) open(n *linkNode) {
	f := found{
		link: crawler.Link{URL: string(unescapeMarkdown(n.target.text)), Syntax: crawler.SyntaxInline, Embedded: n.image},
		at:   w.doc.body + n.target.start,
	}
	if n.target.end > n.target.start {
		f.span = crawler.Span{Start: w.doc.body + n.target.start, End: w.doc.body + n.target.end}
	}
	if n.reference {
		f.at = w.doc.body + n.Pos()
		f.link.Syntax = crawler.SyntaxReference
	}
	if n.image {
		f.link.Syntax = crawler.SyntaxImage
	}
	number := w.doc.add(f)
	w.links = append(w.links, number)
	w.doc.prose.begin(number)
}

// autolink records <https://example.org>.
func (w *markdownWalk) autolink(n *ast.AutoLink) {
	label := n.Label(w.source)
	address := string(label)
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = "mailto:" + address
	}
	start := w.doc.body + n.Pos() + 1 // behind the "<"
	number := w.doc.add(found{
		at:   start,
		span: crawler.Span{Start: start, End: start + len(label)},
		link: crawler.Link{URL: address, Syntax: crawler.SyntaxAutolink},
	})
	w.doc.prose.point(number, string(label))
}

// bare records a bare URL, unless it is the text of a Markdown link, or code.
// In the text of an <a> it is a link of its own, as GFM has it.
func (w *markdownWalk) bare(n *bareNode) {
	raw := w.source[n.start:n.end]
	url := string(unescapeMarkdown(raw))
	if len(w.links) > 0 || w.markup.code > 0 || w.markup.hidden > 0 {
		if w.markup.hidden == 0 {
			w.doc.prose.write([]byte(url))
		}
		return
	}
	f := stretch(w.doc.text, w.doc.body, len(w.doc.text))
	w.doc.bareURL(f, n.start, n.end, url)
	if n.email {
		w.doc.links[len(w.doc.links)-1].link.URL = "mailto:" + url
	}
}

// lines joins the segments of raw HTML, which in a quotation or a list are not
// one stretch of the source.
func (w *markdownWalk) lines(segments *text.Segments, closure *text.Segment) *fragment {
	all := segments.Sliced(0, segments.Len())
	if closure != nil {
		all = append(all[:len(all):len(all)], *closure)
	}
	if len(all) == 0 {
		return &fragment{steps: []step{{0, w.doc.body}}}
	}
	whole := true
	for i, s := range all {
		whole = whole && s.Padding == 0 && (i == 0 || s.Start == all[i-1].Stop)
	}
	if whole {
		return stretch(w.doc.text, w.doc.body+all[0].Start, w.doc.body+all[len(all)-1].Stop)
	}
	f := &fragment{gaps: true}
	var b bytes.Buffer
	for _, s := range all {
		// Half a tab's worth of spaces stands for the byte before.
		for range s.Padding {
			f.steps = append(f.steps, step{b.Len(), max(0, w.doc.body+s.Start-1)})
			b.WriteByte(' ')
		}
		f.steps = append(f.steps, step{b.Len(), w.doc.body + s.Start})
		b.Write(w.source[s.Start:s.Stop])
	}
	f.text = b.Bytes()
	return f
}
