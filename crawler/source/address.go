package source

import (
	"net/url"
	"path"
	"strings"
)

// maxAddress bounds the addresses that a walk follows, in bytes. Longer ones
// come from scripts that went wrong.
const maxAddress = 2000

// siteOf names the site that an address belongs to: host and port, with http
// and https, and a name with and without www., being the same site.
func siteOf(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	host = strings.TrimPrefix(host, "www.")
	port := u.Port()
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		return host
	}
	return host + ":" + port
}

// pageOf names a page: two addresses with the same name show the same.
func pageOf(u *url.URL) string {
	p := u.EscapedPath()
	if p == "" {
		p = "/"
	}
	return siteOf(u) + p + "?" + u.RawQuery
}

// notPages are the extensions of what is no HTML page, so that walks need not
// ask.
var notPages = extensionSet(`
	7z aac apk atom avi avif bin bmp bz2 css csv deb dmg doc docx eot epub exe flac
	flv gif gz heic ico ics iso jar jpeg jpg js json key m3u8 m4a m4v map md mjs mkv
	mobi mov mp3 mp4 mpeg mpg msi odp ods odt ogg ogv opus otf pdf png pps ppt pptx
	ps rar rdf rpm rss rtf svg swf tar tgz tif tiff ttf txt wasm wav webm webmanifest
	webp wmv woff woff2 xls xlsx xml xz zip zst`)

func extensionSet(list string) map[string]bool {
	set := map[string]bool{}
	for ext := range strings.FieldsSeq(list) {
		set["."+ext] = true
	}
	return set
}

// maybePage reports whether the address may be that of an HTML page.
func maybePage(u *url.URL) bool {
	return !notPages[strings.ToLower(path.Ext(u.Path))]
}

// follow resolves a reference found on the page at base; nil if a walk of the
// page's site has no use for it. The credentials that the user gave for the
// site stay with it.
func follow(base *url.URL, ref string) *url.URL {
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > maxAddress {
		return nil
	}
	u, err := base.Parse(ref)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || siteOf(u) != siteOf(base) {
		return nil
	}
	u.User = base.User
	u.Fragment, u.RawFragment = "", ""
	return u
}

// public is the address without credentials, as it is shown and resolved
// against.
func public(u *url.URL) string {
	shown := *u
	shown.User = nil
	return shown.String()
}
