package testweb

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// VideoState is what became of a video.
type VideoState int

// The states.
const (
	VideoPublic        VideoState = iota
	VideoNotEmbeddable            // shown on the platform's own page only
	VideoPrivate                  // shown to nobody but its friends
	VideoPrivateIn200             // YouTube: private, said by the word Forbidden in a 200
	VideoDomainLocked             // Vimeo: shown on its owner's site only
	VideoCaptcha                  // Vimeo: the platform mistrusts the network we ask from
)

// Video is a video on a platform. Those that a platform does not list were
// removed.
type Video struct {
	ID    string
	Title string
	State VideoState
}

// oEmbed answers as https://oembed.com describes.
func oEmbed(fields map[string]any) Page {
	body, err := json.Marshal(fields)
	if err != nil {
		panic(fmt.Sprintf("marshal strings and numbers: %v", err))
	}
	return File("application/json", body)
}

// plain answers with a status and a few words, as the platforms' endpoints do.
func plain(status int, text string) Page {
	return func(rw http.ResponseWriter, r *http.Request) {
		write(rw, r, status, "text/plain; charset=utf-8", []byte(text))
	}
}

// index returns the videos by their identity.
func index(videos []Video) map[string]Video {
	byID := make(map[string]Video, len(videos))
	for _, v := range videos {
		byID[v.ID] = v
	}
	return byID
}

var youTubeID = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)

// YouTube is a stand-in for YouTube and its other names. What it answers for
// each state was recorded in issue threads: 401 for a video that may not be
// embedded (lychee#214), 403 or the body "Forbidden" for a private one
// (ruby-oembed#79, #80), 404 for one that is gone (iamcal/oembed#847), 400 for
// something that is no identity. Its pages answer 200 whatever happened.
func YouTube(videos ...Video) []Site {
	byID := index(videos)
	watch := func(rw http.ResponseWriter, r *http.Request) {
		v := byID[youTubeOf(r.URL)]
		HTML(strings.TrimSpace(v.Title+" - YouTube"), `<div id="player"></div>`)(rw, r)
	}
	main := Site{
		Host:    "www.youtube.com",
		Default: watch,
		Pages: map[string]Page{"/oembed": func(rw http.ResponseWriter, r *http.Request) {
			asked, _ := url.Parse(r.URL.Query().Get("url"))
			id := youTubeOf(asked)
			v, ok := byID[id]
			youTubeOEmbed(id, v, ok)(rw, r)
		}},
	}
	redirect := func(rw http.ResponseWriter, r *http.Request) {
		RedirectTo(http.StatusMovedPermanently, "https://www.youtube.com"+r.URL.RequestURI())(rw, r)
	}
	return []Site{
		main,
		{Host: "youtube.com", Default: redirect},
		{Host: "m.youtube.com", Default: redirect},
		{Host: "www.youtube-nocookie.com", Default: watch},
		{Host: "youtu.be", Default: func(rw http.ResponseWriter, r *http.Request) {
			RedirectTo(http.StatusSeeOther, "https://www.youtube.com/watch?v="+strings.TrimPrefix(r.URL.Path, "/")+"&feature=youtu.be")(rw, r)
		}},
		{Host: "img.youtube.com", Default: youTubeThumbnail(byID)},
		{Host: "i.ytimg.com", Default: youTubeThumbnail(byID)},
	}
}

func youTubeOEmbed(id string, v Video, listed bool) Page {
	switch {
	case !youTubeID.MatchString(id):
		return plain(http.StatusBadRequest, "Bad Request")
	case !listed:
		return plain(http.StatusNotFound, "Not Found")
	case v.State == VideoNotEmbeddable:
		return plain(http.StatusUnauthorized, "Unauthorized")
	case v.State == VideoPrivate:
		return plain(http.StatusForbidden, "Forbidden")
	case v.State == VideoPrivateIn200:
		return plain(http.StatusOK, "Forbidden")
	}
	return oEmbed(map[string]any{
		"version": "1.0", "type": "video", "provider_name": "YouTube", "title": v.Title, "width": 200, "height": 113,
		"html": `<iframe width="200" height="113" src="https://www.youtube.com/embed/` + id + `?feature=oembed"></iframe>`,
	})
}

// youTubeThumbnail serves /vi/ID/0.jpg: 404 with a grey picture of 120 by 90
// for a video that is gone or private.
func youTubeThumbnail(byID map[string]Video) Page {
	grey, still := JPEG(120, 90, 0), JPEG(480, 360, 7)
	return func(rw http.ResponseWriter, r *http.Request) {
		part := strings.Split(r.URL.Path, "/") // "", "vi", ID, name
		if len(part) == 4 {
			if v, ok := byID[part[2]]; ok && v.State != VideoPrivate && v.State != VideoPrivateIn200 {
				write(rw, r, http.StatusOK, "image/jpeg", still)
				return
			}
		}
		write(rw, r, http.StatusNotFound, "image/jpeg", grey)
	}
}

// youTubeOf is the video's identity in an address of YouTube.
func youTubeOf(u *url.URL) string {
	if u == nil {
		return ""
	}
	if v := u.Query().Get("v"); v != "" {
		return v
	}
	return u.Path[strings.LastIndexByte(u.Path, '/')+1:] // youtu.be/ID, /embed/ID, /shorts/ID
}

// Vimeo is a stand-in for Vimeo and its player: oEmbed says 404 for what is
// gone or private, 403 for what may not be embedded and for networks that it
// mistrusts (php-embed#326), 200 with domain_status_code for what is shown on
// its owner's site only; the page tells gone (404) from private (401).
func Vimeo(videos ...Video) []Site {
	byID := index(videos)
	page := func(rw http.ResponseWriter, r *http.Request) {
		v, ok := byID[vimeoOf(r.URL.Path)]
		switch {
		case !ok:
			StatusHTML(http.StatusNotFound, "VimeUhOh", "<h1>Sorry, we couldn't find that page</h1>")(rw, r)
		case v.State == VideoPrivate:
			StatusHTML(http.StatusUnauthorized, "Private video on Vimeo", "<h1>This video is private</h1>")(rw, r)
		case v.State == VideoCaptcha:
			Challenge()(rw, r)
		default:
			HTML(v.Title+" on Vimeo", `<div class="player"></div>`)(rw, r)
		}
	}
	return []Site{
		{Host: "vimeo.com", Default: page, Pages: map[string]Page{
			"/api/oembed.json": func(rw http.ResponseWriter, r *http.Request) {
				asked, _ := url.Parse(r.URL.Query().Get("url"))
				if asked == nil {
					plain(http.StatusBadRequest, "")(rw, r)
					return
				}
				v, ok := byID[vimeoOf(asked.Path)]
				vimeoOEmbed(v, ok)(rw, r)
			},
		}},
		{Host: "www.vimeo.com", Default: func(rw http.ResponseWriter, r *http.Request) {
			RedirectTo(http.StatusMovedPermanently, "https://vimeo.com"+r.URL.RequestURI())(rw, r)
		}},
		{Host: "player.vimeo.com", Default: page},
	}
}

func vimeoOEmbed(v Video, listed bool) Page {
	switch {
	case !listed, v.State == VideoPrivate:
		return plain(http.StatusNotFound, "")
	case v.State == VideoNotEmbeddable, v.State == VideoCaptcha:
		return plain(http.StatusForbidden, "")
	case v.State == VideoDomainLocked:
		return oEmbed(map[string]any{
			"type": "video", "version": "1.0", "provider_name": "Vimeo", "domain_status_code": 403, "video_id": v.ID,
		})
	}
	return oEmbed(map[string]any{
		"type": "video", "version": "1.0", "provider_name": "Vimeo", "title": v.Title, "video_id": v.ID,
		"html": `<iframe src="https://player.vimeo.com/video/` + v.ID + `"></iframe>`,
	})
}

var vimeoID = regexp.MustCompile(`/(\d+)(?:/|$)`)

// vimeoOf is the video's identity in a path of Vimeo.
func vimeoOf(path string) string {
	if m := vimeoID.FindStringSubmatch(path); m != nil {
		return m[1]
	}
	return ""
}
