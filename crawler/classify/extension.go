package classify

import "linkmedic/crawler"

// extensions are those that name the class whatever the host. Sound is nothing
// that the classes know, but it is certainly no video, whatever the text says.
var extensions = map[string]crawler.Class{
	"mp4": crawler.ClassVideo, "m4v": crawler.ClassVideo, "webm": crawler.ClassVideo,
	"ogv": crawler.ClassVideo, "mov": crawler.ClassVideo, "avi": crawler.ClassVideo,
	"mkv": crawler.ClassVideo, "mpg": crawler.ClassVideo, "mpeg": crawler.ClassVideo,
	"wmv": crawler.ClassVideo, "flv": crawler.ClassVideo, "3gp": crawler.ClassVideo,
	"m3u8": crawler.ClassVideo, "divx": crawler.ClassVideo,

	"jpg": crawler.ClassPhoto, "jpeg": crawler.ClassPhoto, "jpe": crawler.ClassPhoto,
	"png": crawler.ClassPhoto, "gif": crawler.ClassPhoto, "webp": crawler.ClassPhoto,
	"avif": crawler.ClassPhoto, "heic": crawler.ClassPhoto, "jxl": crawler.ClassPhoto,
	"tif": crawler.ClassPhoto, "tiff": crawler.ClassPhoto, "bmp": crawler.ClassPhoto,

	"pdf": crawler.ClassSlides, "ppt": crawler.ClassSlides, "pptx": crawler.ClassSlides,
	"pps": crawler.ClassSlides, "ppsx": crawler.ClassSlides, "odp": crawler.ClassSlides,
	"key": crawler.ClassSlides,

	"ics": crawler.ClassSchedule,

	"mp3": crawler.ClassPage, "ogg": crawler.ClassPage, "oga": crawler.ClassPage,
	"opus": crawler.ClassPage, "m4a": crawler.ClassPage, "flac": crawler.ClassPage,
	"wav": crawler.ClassPage, "aac": crawler.ClassPage,
}

// classOfExtension returns the class that an extension (in lower case, without
// its dot) names; empty for all others.
func classOfExtension(extension string) crawler.Class { return extensions[extension] }
