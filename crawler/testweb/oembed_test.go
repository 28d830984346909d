package testweb_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"linkmedic/crawler/testweb"
)

func TestYouTube(t *testing.T) {
	w := start(t, testweb.YouTube(
		testweb.Video{ID: "aaaaaaaaaaa", Title: "A keynote"},
		testweb.Video{ID: "bbbbbbbbbbb", State: testweb.VideoNotEmbeddable},
		testweb.Video{ID: "ccccccccccc", State: testweb.VideoPrivate},
		testweb.Video{ID: "ddddddddddd", State: testweb.VideoPrivateIn200},
	)...)
	c := client(t, w)
	for _, tt := range []struct {
		watch  string
		status int
		body   string // empty: JSON with a title
		still  int
	}{
		{"https://www.youtube.com/watch?v=aaaaaaaaaaa&t=3", 200, "", 200},
		{"http://youtu.be/aaaaaaaaaaa", 200, "", 200},
		{"https://www.youtube.com/embed/aaaaaaaaaaa", 200, "", 200},
		{"https://www.youtube.com/watch?v=bbbbbbbbbbb", 401, "Unauthorized", 200},
		{"https://www.youtube.com/watch?v=ccccccccccc", 403, "Forbidden", 404},
		{"https://www.youtube.com/watch?v=ddddddddddd", 200, "Forbidden", 404},
		{"https://www.youtube.com/watch?v=eeeeeeeeeee", 404, "Not Found", 404},
		{"https://www.youtube.com/watch?v=nonsense", 400, "Bad Request", 404},
	} {
		status, body := get(t, c, "https://www.youtube.com/oembed?format=json&url="+url.QueryEscape(tt.watch))
		if status != tt.status {
			t.Errorf("%s: oEmbed %d, want %d", tt.watch, status, tt.status)
		}
		var answer struct{ Title string }
		err := json.Unmarshal([]byte(body), &answer)
		if tt.body == "" && (err != nil || answer.Title != "A keynote") || tt.body != "" && body != tt.body {
			t.Errorf("%s: oEmbed says %q (%v), want %q", tt.watch, body, err, tt.body)
		}
		u, err := url.Parse(tt.watch)
		if err != nil {
			t.Fatal(err)
		}
		id := u.Query().Get("v")
		if id == "" {
			id = "aaaaaaaaaaa"
		}
		if status, _ := get(t, c, "https://img.youtube.com/vi/"+id+"/0.jpg"); status != tt.still {
			t.Errorf("%s: picture %d, want %d", tt.watch, status, tt.still)
		}
	}
	for address, want := range map[string]int{
		"http://www.youtube.com/watch?v=eeeeeeeeeee": http.StatusOK, // pages never tell
		"http://youtu.be/aaaaaaaaaaa":                http.StatusSeeOther,
		"http://youtube.com/watch?v=aaaaaaaaaaa":     http.StatusMovedPermanently,
	} {
		if status, _ := get(t, c, address); status != want {
			t.Errorf("%s: page %d, want %d", address, status, want)
		}
	}
}

func TestVimeo(t *testing.T) {
	w := start(t, testweb.Vimeo(
		testweb.Video{ID: "1", Title: "A talk"},
		testweb.Video{ID: "2", State: testweb.VideoPrivate},
		testweb.Video{ID: "3", State: testweb.VideoNotEmbeddable},
		testweb.Video{ID: "4", State: testweb.VideoDomainLocked},
		testweb.Video{ID: "5", State: testweb.VideoCaptcha},
	)...)
	c := client(t, w)
	for _, tt := range []struct {
		id           string
		oEmbed, page int
	}{
		{"1", 200, 200}, {"2", 404, 401}, {"3", 403, 200}, {"4", 200, 200}, {"5", 403, 403}, {"6", 404, 404},
	} {
		status, body := get(t, c, "https://vimeo.com/api/oembed.json?url="+url.QueryEscape("https://vimeo.com/"+tt.id))
		if status != tt.oEmbed {
			t.Errorf("video %s: oEmbed %d, want %d", tt.id, status, tt.oEmbed)
		}
		if status == 200 {
			var answer struct {
				Title  string
				Status int `json:"domain_status_code"`
			}
			if err := json.Unmarshal([]byte(body), &answer); err != nil {
				t.Errorf("video %s: %v", tt.id, err)
			}
			if locked := answer.Status == 403 && answer.Title == ""; locked != (tt.id == "4") {
				t.Errorf("video %s: oEmbed says %s", tt.id, body)
			}
		}
		if status, _ := get(t, c, "https://player.vimeo.com/video/"+tt.id); status != tt.page {
			t.Errorf("video %s: page %d, want %d", tt.id, status, tt.page)
		}
	}
	if status, _ := get(t, c, "https://vimeo.com/api/oembed.json?url=%25zz"); status != 400 {
		t.Errorf("nonsense: oEmbed %d, want 400", status)
	}
}
