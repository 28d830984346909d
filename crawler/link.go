package crawler

import (
	"cmp"
	"strings"
)

// Link is one occurrence of a URL in a post.
type Link struct {
	// URL is the address meant: escapes and entities of the document
	// resolved, and made absolute where a base is known.
	URL string
	// Raw is the address as written; empty where it equals URL.
	Raw string
	// Text is the link's text, white space folded; for images the
	// alternative text.
	Text string
	// Context is the sentence or line around the link as plain text, at
	// most ContextLimit bytes, the link's own text in it.
	Context string
	// Line and Column, both from 1, are those of the URL's first character;
	// for reference links, of the use. Column counts characters.
	Line, Column int
	// Span cuts exactly the URL's bytes, as written, out of the file.
	Span   Span
	Syntax Syntax
	// Embedded says that the reader sees the target inside the post (an
	// image, a player) rather than behind a click.
	Embedded bool
	// Rel is the rel attribute of HTML links.
	Rel string

	Class     Class
	ClassFrom ClassFrom
}

// ContextLimit bounds Link.Context, in bytes.
const ContextLimit = 400

// Span is a range of byte offsets in a file: Start is the first byte, End the
// one after the last. The zero Span means that the format hides the URL's place.
type Span struct {
	Start, End int
}

// Known reports whether the place of the URL is known.
func (s Span) Known() bool { return s.End > s.Start }

// CompareLinks orders the links of one post as every output lists them: by
// line, column, then start.
func CompareLinks(a, b Link) int {
	return cmp.Or(
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Span.Start, b.Span.Start),
		strings.Compare(a.URL, b.URL),
	)
}

// Syntax names the notation that a link is written in.
type Syntax string

// The notations of links. HTML elements have one each, see SyntaxHTML.
const (
	SyntaxInline      Syntax = "markdown-inline"
	SyntaxReference   Syntax = "markdown-reference"
	SyntaxImage       Syntax = "markdown-image"
	SyntaxAutolink    Syntax = "markdown-autolink"
	SyntaxBare        Syntax = "bare"
	SyntaxFrontMatter Syntax = "front-matter"
)

// SyntaxHTML is the notation of a link in an attribute of the HTML element.
func SyntaxHTML(element string) Syntax { return Syntax("html-" + element) }
