package classify

import (
	"strings"

	"linkmedic/crawler"
)

// classOfSyntax returns what the notation of the link promises; empty where it
// says nothing. Extension is the class by the path's extension, which corrects
// elements that hold media of several kinds: the poster of a <video> and the
// <source> of a <picture> are photos.
func classOfSyntax(link crawler.Link, a address, extension crawler.Class) crawler.Class {
	if isImage(link.Syntax) {
		// Several generators turn an image that is a film into a player.
		if extension == crawler.ClassVideo {
			return crawler.ClassVideo
		}
		return crawler.ClassPhoto
	}
	switch link.Syntax {
	case crawler.SyntaxHTML("video"), crawler.SyntaxHTML("source"):
		if extension != "" {
			return extension
		}
		return crawler.ClassVideo
	case crawler.SyntaxHTML("iframe"), crawler.SyntaxHTML("embed"), crawler.SyntaxHTML("object"), crawler.SyntaxHTML("param"):
		if extension == "" && a.looksLikePlayer() {
			return crawler.ClassVideo
		}
	}
	return ""
}

// isImage reports whether the notation is one for images.
func isImage(s crawler.Syntax) bool {
	switch s {
	case crawler.SyntaxImage, crawler.SyntaxHTML("img"), crawler.SyntaxHTML("image"):
		return true
	}
	return false
}

// looksLikePlayer reports whether an embedded address names a player of videos
// in its host or path.
func (a address) looksLikePlayer() bool {
	label, _, _ := strings.Cut(a.bare, ".")
	switch label {
	case "player", "players", "video", "videos", "tv":
		return true
	}
	for _, segment := range a.segments {
		switch strings.ToLower(segment) {
		case "player", "player.html", "player.php", "video", "videos", "videoembed", "video-embed", "embed_video":
			return true
		}
	}
	return false
}
