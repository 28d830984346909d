package probe

import (
	"net/http"
	"net/url"
	"path"
	"strings"
)

// files are the extensions of what is no page and need not be looked into: HEAD
// tells all about it.
var files = wordSet(`
	7z apk bz2 deb dmg exe gz iso jar msi rar rpm tar tbz tgz txz whl xz zip
	3gp avi flv m4v mkv mov mp4 mpeg mpg ogv webm wmv
	aac flac m4a mid mp3 oga ogg opus wav wma
	avif bmp gif heic ico jfif jpeg jpg png svg tif tiff webp
	djvu doc docx epub key mobi numbers odp ods odt pages pdf pps ppt pptx ps rtf xls xlsx
`)

// images are the extensions of pictures.
var images = wordSet(`avif bmp gif heic ico jfif jpeg jpg png svg tif tiff webp`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// extension is the file extension of the URL's path, in lower case and without
// the dot.
func extension(u *url.URL) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(u.Path), "."))
}

// headFirst reports whether HEAD is worth trying: the extension says that the
// address is a file. Wikis call pages about files by the file's name
// ("File:Crowd.jpg").
func headFirst(u *url.URL) bool {
	return files[extension(u)] && !strings.Contains(path.Base(u.Path), ":")
}

// headSuffices reports whether what HEAD answered can be believed: that the file
// is there, or that it moved. Anything else is asked again by GET, because many
// servers treat HEAD badly; so is a file that turns out to be a page.
func headSuffices(a answer) bool {
	if _, isRedirect := redirectOf(a); isRedirect {
		return true
	}
	return a.status >= 200 && a.status < 300 && a.status != http.StatusAccepted && !isHTML(a.header)
}
