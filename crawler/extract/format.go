package extract

import (
	"bytes"
	"mime"
	"path"
	"strings"

	"linkmedic/crawler"
)

// extensions are the endings of the files that hold posts. Text that turns out
// to be Markdown or HTML is read as such.
var extensions = map[string]crawler.Format{
	".md": crawler.FormatMarkdown, ".markdown": crawler.FormatMarkdown, ".mdown": crawler.FormatMarkdown,
	".mkd": crawler.FormatMarkdown, ".mkdn": crawler.FormatMarkdown, ".mdwn": crawler.FormatMarkdown,
	".mdtxt": crawler.FormatMarkdown, ".mdtext": crawler.FormatMarkdown, ".mdx": crawler.FormatMarkdown,
	".rmd": crawler.FormatMarkdown, ".qmd": crawler.FormatMarkdown,
	".html": crawler.FormatHTML, ".htm": crawler.FormatHTML, ".xhtml": crawler.FormatHTML, ".xht": crawler.FormatHTML,
	".shtml": crawler.FormatHTML,
	".txt":   crawler.FormatText, ".text": crawler.FormatText,
}

// templateExtensions are the endings of template languages, which come after
// that of what they make ("post.html.erb") or stand for HTML ("post.njk").
var templateExtensions = map[string]bool{
	".erb": true, ".jinja": true, ".jinja2": true, ".j2": true, ".njk": true, ".liquid": true,
}

// Supported reports whether a walk through a folder should take the file with
// this name: whether its ending is that of a post. A source that was named by
// the user is read whatever its name.
func Supported(name string) bool {
	_, ok := formatOfName(name)
	return ok
}

func formatOfName(name string) (crawler.Format, bool) {
	name = strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	ext := path.Ext(name)
	if ext == name { // a hidden file such as ".text"
		return "", false
	}
	if templateExtensions[ext] {
		f, ok := extensions[path.Ext(strings.TrimSuffix(name, ext))]
		if !ok {
			f = crawler.FormatHTML
		}
		return f, true
	}
	f, ok := extensions[ext]
	return f, ok
}

// FormatOf decides how a post is read: by its name's ending, the Content-Type
// that a server sent, and what the body looks like. What says nothing at all
// about itself is taken for Markdown, in which plain text remains what it is.
func FormatOf(name, contentType string, body []byte) crawler.Format {
	p, err := decode(body, contentType, false)
	if err != nil {
		p.text = nil
	}
	return formatOf(name, contentType, p.text)
}

func formatOf(name, contentType string, text []byte) crawler.Format {
	media, _, _ := mime.ParseMediaType(contentType)
	f, known := formatOfName(name)
	switch media {
	case "text/html", "application/xhtml+xml":
		// An address such as /why-i-write.txt may well be a page.
		return crawler.FormatHTML
	case "text/markdown", "text/x-markdown":
		return crawler.FormatMarkdown
	case "text/plain":
		if !known {
			f, known = crawler.FormatText, true
		}
	}
	if known && f != crawler.FormatText {
		return f
	}
	switch {
	case looksLikeHTML(text):
		return crawler.FormatHTML
	case known && !looksLikeMarkdown(text):
		return crawler.FormatText
	}
	return crawler.FormatMarkdown
}

// looksLikeHTML reports whether the text is a page of HTML, not only a text
// with tags in it.
func looksLikeHTML(text []byte) bool {
	text = bytes.TrimLeft(text[:min(len(text), 2000)], " \t\r\n")
	for bytes.HasPrefix(text, []byte("<?")) || bytes.HasPrefix(text, []byte("<!--")) {
		closer := []byte(">")
		if text[1] == '!' {
			closer = []byte("-->")
		}
		i := bytes.Index(text, closer)
		if i < 0 {
			return false
		}
		text = bytes.TrimLeft(text[i+len(closer):], " \t\r\n")
	}
	return hasFold(text, "<!doctype html") || hasFold(text, "<html") || hasFold(text, "<head") || hasFold(text, "<body")
}
