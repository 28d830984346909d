package archive

import (
	"mime"
	"net/url"
	"path"
	"slices"
	"strings"

	"linkmedic/crawler"
)

// kind is what the capture of a target must be to be worth showing.
type kind int

const (
	anything kind = iota
	aFile         // not a page: the address is that of a file
	aPicture
)

// fileExtensions are those of addresses that promise a file.
var fileExtensions = map[string]kind{
	".jpg": aPicture, ".jpeg": aPicture, ".png": aPicture, ".gif": aPicture,
	".webp": aPicture, ".avif": aPicture, ".bmp": aPicture, ".svg": aPicture,
	".mp4": aFile, ".m4v": aFile, ".webm": aFile, ".ogv": aFile, ".mov": aFile,
	".avi": aFile, ".mp3": aFile, ".ogg": aFile, ".pdf": aFile, ".ppt": aFile,
	".pptx": aFile, ".odp": aFile, ".zip": aFile,
}

// promised says what the target promises. A photo is a picture where the post
// shows it or its address is that of an image file; else it is a page about one,
// as at Flickr, where the address may even end like a file (/wiki/File:A.jpg).
func promised(t crawler.Target) kind {
	if t.Embedded && slices.Contains(t.Classes, crawler.ClassPhoto) {
		return aPicture
	}
	u, err := url.Parse(t.URL)
	if err != nil || u.RawQuery != "" {
		return anything
	}
	name := path.Base(u.Path)
	if strings.Contains(name, ":") {
		return anything
	}
	return fileExtensions[strings.ToLower(path.Ext(name))]
}

// fits reports whether an archived content type can be what was promised.
// Servers have called files all sorts of things, but an archived web page in
// their place is a notice that they are gone. Types that say nothing fit.
func (k kind) fits(contentType string) bool {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		mediaType, _, _ = strings.Cut(contentType, ";")
		mediaType = strings.ToLower(strings.TrimSpace(mediaType))
	}
	switch mediaType {
	case "", "-", "unk", "warc/revisit", "application/octet-stream", "binary/octet-stream":
		return true
	}
	switch k {
	case aPicture:
		return strings.HasPrefix(mediaType, "image/")
	case aFile:
		return mediaType != "text/html" && mediaType != "application/xhtml+xml"
	}
	return true
}
