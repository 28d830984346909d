package probe

import (
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strings"

	"linkmedic/crawler"
)

// isEmbeddedImage reports whether readers are to see the target as a picture
// inside a post.
func isEmbeddedImage(t crawler.Target) bool {
	return t.Embedded && slices.Contains(t.Classes, crawler.ClassPhoto)
}

// placeholder is a picture, or a page, that a host shows in place of pictures
// that are gone.
type placeholder struct {
	host string // and the hosts below it
	path string // is in the path
}

// placeholders are known from issue threads of programs that fetch pictures.
var placeholders = []placeholder{
	{"imgur.com", "/removed.png"},       // RedditImageGrab#50, redditp#52, maxurl#311
	{"flickr.com", "photo_unavailable"}, // shown by static.flickr.com for what was removed
	{"staticflickr.com", "photo_unavailable"},
	{"yimg.com", "photo_unavailable"}, // where Flickr keeps it
	{"imageshack.com", "/lost"},       // ArchiveTeam/grab-site, ImageShack ignores
}

func (p placeholder) is(u *url.URL) bool {
	return below(u.Hostname(), p.host) && strings.Contains(u.Path, p.path)
}

// below reports whether host is the domain or a host of it.
func below(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// placeheld recognises the placeholders.
func placeheld(_ crawler.Target, way trail) (finding, bool) {
	for _, p := range placeholders {
		if p.is(way.final()) {
			return finding{crawler.Dead, crawler.ReasonImagePlaceholder,
				fmt.Sprintf("%s is the picture that this host shows in place of those that are gone", shown(way.final().String()))}, true
		}
	}
	return finding{}, false
}

// notAnImage recognises an embedded picture that answers with something else:
// readers see a broken picture. It is definite if the author's address is that
// of a picture by its extension and a page came; without an extension the page
// may be the host's way to tell programs from browsers.
func notAnImage(t crawler.Target, way trail) (finding, bool) {
	if !isEmbeddedImage(t) || way.last.method == "HEAD" {
		return finding{}, false
	}
	media, _, err := mime.ParseMediaType(way.last.header.Get("Content-Type"))
	switch {
	case strings.HasPrefix(media, "image/"), strings.HasPrefix(media, "video/"): // <img> plays short films, too
		return finding{}, false
	case strings.HasPrefix(way.last.sniffed, "image/"), strings.HasPrefix(way.last.sniffed, "video/"):
		return finding{}, false // mislabelled; browsers look at the bytes
	case err != nil, media == "application/octet-stream", media == "binary/octet-stream":
		return finding{}, false // not labelled; SVG, for one, is not recognised by its first bytes
	}
	f := finding{crawler.Suspect, crawler.ReasonNotAnImage, fmt.Sprintf("embedded as a picture, but %s answered with %s", way.last.method, media)}
	if isHTML(way.last.header) && images[extension(way.asked)] && way.last.status == 200 && strings.HasPrefix(way.last.sniffed, "text/") {
		f.verdict = crawler.Dead
	}
	return f, true
}
