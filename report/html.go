package report

import (
	"bufio"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
)

// HTMLOptions say how the page is made.
type HTMLOptions struct {
	// Title is the page's title; empty for one made of the result.
	Title string
}

// HTML writes the run as one page that needs nothing else: no network, no
// script, no other file. Links that need a look are held in memory, all others
// are streamed.
func HTML(ctx context.Context, w io.Writer, rec Record, o HTMLOptions) error {
	p, err := newPage(ctx, rec, o)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if err := pageTemplate.Execute(out, p); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if p.err != nil {
		return p.err
	}
	return out.Flush()
}

//go:embed page.html
var pageSource string

//go:embed page.css
var pageStyle string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"count": count,
	"glyph": glyph,
}).Parse(pageSource))

// contentPolicy allows the page its own style sheet and nothing else: even if
// something hostile got past the escaping, it could neither run nor load nor
// send anything.
var contentPolicy = "default-src 'none'; style-src 'sha256-" + digest(pageStyle) + "'; base-uri 'none'; form-action 'none'"

// digest is the hash of a style sheet or script as Content-Security-Policy
// writes it.
func digest(source string) string {
	sum := sha256.Sum256([]byte(source))
	return base64.StdEncoding.EncodeToString(sum[:])
}
