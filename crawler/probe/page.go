package probe

import (
	"bytes"
	"hash/fnv"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// pageLimit is how much of a page is read, in bytes, unpacked.
const pageLimit = 64 << 10

// page is what the judges want to know of an HTML page.
type page struct {
	title   string // plain
	heading string // the first <h1>, plain
	refresh refresh
	// hosts are those that scripts and frames come from.
	hosts []string
	// asksPassword says that there is a field for one.
	asksPassword bool
	// interactive says that there is something to do on the page: a form, a
	// link, a script.
	interactive bool
	// hash identifies what was read.
	hash uint64
}

// isHTML reports whether the header announces an HTML page.
func isHTML(h http.Header) bool {
	media, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	return media == "text/html" || media == "application/xhtml+xml"
}

// parsePage reads the beginning of a page. It takes linear time and never
// fails: what cannot be read is not there. Offsets do not matter here, so a
// tokenizer does; unlike a tree it cannot be made to nest.
func parsePage(body []byte, contentType string) page {
	h := fnv.New64a()
	h.Write(body)
	p := page{hash: h.Sum64()}
	z := html.NewTokenizer(bytes.NewReader(decode(body, contentType)))
	var text *string // where the words go that come by
	for {
		switch z.Next() {
		case html.ErrorToken:
			p.title = plain(p.title, titleLimit)
			p.heading = plain(p.heading, titleLimit)
			return p
		case html.TextToken:
			if text != nil && len(*text) < 4*titleLimit {
				words := z.Text()
				*text += string(words[:min(len(words), 4*titleLimit)])
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "title" || string(name) == "h1" {
				text = nil
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			switch string(name) {
			case "a", "form", "button":
				p.interactive = true
			case "title":
				if p.title == "" {
					text = &p.title
				}
			case "h1":
				if p.heading == "" {
					text = &p.heading
				}
			case "meta", "script", "iframe", "frame", "input":
				p.note(string(name), attributes(z, more))
			}
		}
	}
}

// note takes what matters from an element's attributes.
func (p *page) note(element string, attr map[string]string) {
	switch element {
	case "meta":
		if strings.EqualFold(strings.TrimSpace(attr["http-equiv"]), "refresh") && p.refresh.to == "" {
			p.refresh, _ = parseRefresh(attr["content"])
		}
		p.interactive = p.interactive || p.refresh.to != ""
		return
	case "input":
		p.asksPassword = p.asksPassword || strings.EqualFold(attr["type"], "password")
	default:
		if u, err := url.Parse(strings.TrimSpace(attr["src"])); err == nil && u.Host != "" && len(p.hosts) < 200 {
			p.hosts = append(p.hosts, strings.ToLower(u.Hostname()))
		}
	}
	p.interactive = true
}

// attributes returns the attributes of the tag; of several of one name the
// first counts, as in browsers.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	attr := make(map[string]string)
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if _, ok := attr[string(key)]; !ok {
			attr[string(key)] = string(value)
		}
	}
	return attr
}

// decode turns a page into UTF-8, from the encoding that its header, its byte
// order mark or its own words name.
func decode(body []byte, contentType string) []byte {
	encoding, _, certain := charset.DetermineEncoding(body, contentType)
	if !certain && validSoFar(body) {
		return body
	}
	decoded, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return decoded
}

// validSoFar reports whether the bytes are UTF-8, a last character that was cut
// off left out.
func validSoFar(body []byte) bool {
	for cut := range min(utf8.UTFMax, len(body)+1) {
		if utf8.Valid(body[:len(body)-cut]) {
			return true
		}
	}
	return false
}
