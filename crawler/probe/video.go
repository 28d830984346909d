package probe

import (
	"net/url"
	"regexp"
	"strings"
)

// video is a video (or a list of some) on a platform that can be asked about it.
type video struct {
	platform *platform
	// address is the canonical address, which the platform's oEmbed
	// endpoint knows.
	address string
	// id names the video on its platform; empty for a list.
	id string
}

// platform is a place for videos, and how to ask it. The table is data: what
// another platform answers is another row.
type platform struct {
	name string
	// find returns the canonical address and the identity of the video that
	// the URL is about.
	find func(u *url.URL) (address, id string, ok bool)
	// oEmbed is the endpoint (https://oembed.com), to which the address of
	// the video is added.
	oEmbed string
	// says is what the endpoint's statuses mean; those that are missing mean
	// nothing.
	says map[int]reading
	// picture is the address of the video's thumbnail, of which %s is the
	// identity: a second opinion, 404 where the video is gone or private.
	picture string
	// validID tells what can be the identity of a video.
	validID *regexp.Regexp
}

// platforms are the platforms that can be asked. 200 with an oEmbed answer
// means "alive" on all of them.
var platforms = []*platform{
	{
		name:    "YouTube",
		find:    youTube,
		oEmbed:  "https://www.youtube.com/oembed?format=json&url=",
		picture: "https://img.youtube.com/vi/%s/0.jpg", // lychee's only test; iamcal/oembed#847
		validID: youTubeID,
		says: map[int]reading{
			400: impossible, // something that is no identity
			401: alive,      // may not be embedded: lychee#214, oembed-extractor#168
			403: private,    // ruby-oembed#79, #80; also "Forbidden" in a 200
			404: gone,       // iamcal/oembed#847
		},
	},
	{
		name:   "Vimeo",
		find:   vimeo,
		oEmbed: "https://vimeo.com/api/oembed.json?url=",
		says: map[int]reading{
			// 403 is for videos that may not be embedded and for
			// networks that Vimeo mistrusts (php-embed#326): nothing.
			404: maybeGone, // or private, or unlisted and asked without its hash
		},
	},
}

// videoAt returns the video that the address is about.
func videoAt(u *url.URL) (video, bool) {
	for _, p := range platforms {
		if address, id, ok := p.find(u); ok {
			return video{p, address, id}, true
		}
	}
	return video{}, false
}

var (
	youTubeID     = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	youTubeStart  = regexp.MustCompile(`^[A-Za-z0-9_-]+`)
	vimeoNumber   = regexp.MustCompile(`^[0-9]+$`)
	vimeoHash     = regexp.MustCompile(`^[0-9a-f]{6,}$`)
	notVideos     = wordSet(`album showcase event events`) // before a number of Vimeo
	youTubePlaces = wordSet(`youtube.com www.youtube.com m.youtube.com music.youtube.com gaming.youtube.com
		youtube-nocookie.com www.youtube-nocookie.com`)
)

// youTube knows the forms that addresses of YouTube have had. Pages of channels
// and searches are no videos: their own status is true.
func youTube(u *url.URL) (address, id string, ok bool) {
	segments := strings.Split(strings.Trim(u.Path, "/"), "/")
	query := u.Query()
	switch host := u.Hostname(); {
	case host == "youtu.be":
		id = segments[0]
	case !youTubePlaces[host]:
		return "", "", false
	case query.Get("v") != "" && (segments[0] == "watch" || segments[0] == "watch_popup" || segments[0] == "" || segments[0] == "embed"):
		id = query.Get("v")
	case segments[0] == "attribution_link":
		if inner, err := url.Parse(query.Get("u")); err == nil {
			id = inner.Query().Get("v")
		}
	case segments[0] == "playlist", segments[0] == "embed" && len(segments) == 2 && segments[1] == "videoseries":
		if list := query.Get("list"); list != "" {
			return "https://www.youtube.com/playlist?list=" + url.QueryEscape(list), "", true
		}
	case len(segments) > 1 && segments[1] != "live_stream":
		switch segments[0] {
		case "embed", "v", "e", "shorts", "live", "watch", "vi":
			id = segments[1]
		}
	}
	id = youTubeStart.FindString(id) // "/v/ID&hl=en", "ID." at the end of a sentence
	if id == "" {
		return "", "", false
	}
	id = id[:min(len(id), 11)] // YouTube ignores what follows
	return "https://www.youtube.com/watch?v=" + id, id, true
}

// vimeo knows the forms that addresses of Vimeo have had. Unlisted videos are
// known only together with their hash.
func vimeo(u *url.URL) (address, id string, ok bool) {
	segments := strings.Split(strings.Trim(u.Path, "/"), "/")
	hash := u.Query().Get("h")
	switch u.Hostname() {
	case "vimeo.com", "www.vimeo.com":
		for i, s := range segments {
			switch {
			case !vimeoNumber.MatchString(s):
				continue
			case i > 0 && notVideos[segments[i-1]]:
				continue // the number of something else
			case i+1 < len(segments) && vimeoHash.MatchString(segments[i+1]):
				hash = segments[i+1]
			}
			id = s
			break
		}
		if segments[0] == "moogaloop.swf" {
			id = u.Query().Get("clip_id")
		}
	case "player.vimeo.com":
		if len(segments) > 1 && segments[0] == "video" {
			id = segments[1]
		}
	}
	if !vimeoNumber.MatchString(id) {
		return "", "", false
	}
	address = "https://vimeo.com/" + id
	if vimeoHash.MatchString(hash) {
		address += "/" + hash
	}
	return address, id, true
}
