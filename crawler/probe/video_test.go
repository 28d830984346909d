package probe

import (
	"testing"

	"linkmedic/crawler"
)

func TestVideoAt(t *testing.T) {
	const watch = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
	for address, want := range map[string]string{
		"https://www.youtube.com/watch?v=dQw4w9WgXcQ":                                         watch,
		"http://youtube.com/watch?feature=x&v=dQw4w9WgXcQ&t=42":                               watch,
		"https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1":                                  watch,
		"https://music.youtube.com/watch?v=dQw4w9WgXcQ":                                       watch,
		"https://youtu.be/dQw4w9WgXcQ?t=1":                                                    watch,
		"https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0":                                     watch,
		"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ":                                  watch,
		"https://www.youtube.com/v/dQw4w9WgXcQ&hl=en":                                         watch,
		"https://www.youtube.com/shorts/dQw4w9WgXcQ":                                          watch,
		"https://www.youtube.com/live/dQw4w9WgXcQ?si=x":                                       watch,
		"https://www.youtube.com/e/dQw4w9WgXcQ":                                               watch,
		"https://www.youtube.com/?v=dQw4w9WgXcQ":                                              watch,
		"https://www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dx": watch,
		"https://www.youtube.com/watch?v=dQw4w9WgXcQ.":                                        watch,
		"https://www.youtube.com/watch?v=dQw4w9WgXcQxyz":                                      watch,
		"https://www.youtube.com/watch?v=abc":                                                 "https://www.youtube.com/watch?v=abc",
		"https://www.youtube.com/playlist?list=PL123":                                         "https://www.youtube.com/playlist?list=PL123",
		"https://www.youtube.com/embed/videoseries?list=PL123":                                "https://www.youtube.com/playlist?list=PL123",
		"https://www.youtube.com/embed/live_stream?channel=UC1":                               "",
		"https://www.youtube.com/user/PyCon":                                                  "",
		"https://www.youtube.com/@pycon":                                                      "",
		"https://www.youtube.com/results?search_query=x&v=1":                                  "",
		"https://www.youtube.com/":                                                            "",
		"https://youtu.be/":                                                                   "",
		"https://notyoutube.com/watch?v=dQw4w9WgXcQ":                                          "",
		"https://vimeo.com/12345":                                                             "https://vimeo.com/12345",
		"https://www.vimeo.com/12345#t=3":                                                     "https://vimeo.com/12345",
		"https://vimeo.com/12345/abcdef0123":                                                  "https://vimeo.com/12345/abcdef0123",
		"https://player.vimeo.com/video/12345?h=abcdef0123":                                   "https://vimeo.com/12345/abcdef0123",
		"https://vimeo.com/channels/staffpicks/12345":                                         "https://vimeo.com/12345",
		"https://vimeo.com/groups/x/videos/12345":                                             "https://vimeo.com/12345",
		"https://vimeo.com/album/99/video/12345":                                              "https://vimeo.com/12345",
		"https://vimeo.com/moogaloop.swf?clip_id=12345":                                       "https://vimeo.com/12345",
		"https://vimeo.com/showcase/99":                                                       "",
		"https://vimeo.com/event/99":                                                          "",
		"https://vimeo.com/pycon":                                                             "",
		"https://example.com/watch?v=dQw4w9WgXcQ":                                             "",
	} {
		v, ok := videoAt(mustParse(t, address))
		if ok != (want != "") || v.address != want {
			t.Errorf("videoAt(%s) = %q, %v; want %q", address, v.address, ok, want)
		}
	}
}

func TestPlatformsWord(t *testing.T) {
	tube := func(id string) video { return video{platforms[0], "https://www.youtube.com/watch?v=" + id, id} }
	list := video{platforms[0], "https://www.youtube.com/playlist?list=PL1", ""}
	clip := video{platforms[1], "https://vimeo.com/1", "1"}
	good := tube("dQw4w9WgXcQ")
	const oEmbed = `{"type":"video","version":"1.0","title":"A talk"}`
	for name, c := range map[string]struct {
		v         video
		status    int
		body      string
		noPicture bool
		verdict   crawler.Verdict // empty: not definite
		reason    crawler.Reason
	}{
		"alive":                     {good, 200, oEmbed, false, crawler.OK, ""},
		"may not be embedded":       {good, 401, "Unauthorized", false, crawler.OK, ""},
		"gone":                      {good, 404, "Not Found", false, crawler.Dead, crawler.ReasonVideoRemoved},
		"private":                   {good, 403, "Forbidden", true, crawler.Dead, crawler.ReasonVideoPrivate},
		"private without a second":  {good, 403, "Forbidden", false, crawler.Suspect, crawler.ReasonVideoPrivate},
		"private in 200":            {good, 200, "Forbidden\n", true, crawler.Dead, crawler.ReasonVideoPrivate},
		"no identity":               {tube("abc"), 400, "Bad Request", false, crawler.Dead, crawler.ReasonVideoRemoved},
		"400 for a good identity":   {good, 400, "Bad Request", false, "", ""},
		"rate limited":              {good, 429, "", false, "", ""},
		"trouble":                   {good, 500, "", false, "", ""},
		"captcha":                   {good, 200, "<html>captcha</html>", false, "", ""},
		"403 by a firewall":         {good, 403, " <!DOCTYPE html><title>Just a moment...</title>", false, "", ""},
		"redirect":                  {good, 302, "", false, "", ""},
		"empty JSON":                {good, 200, "{}", false, "", ""},
		"list gone":                 {list, 404, "", false, crawler.Suspect, crawler.ReasonVideoRemoved},
		"list private":              {list, 403, "", false, crawler.Suspect, crawler.ReasonVideoPrivate},
		"Vimeo alive":               {clip, 200, oEmbed, false, crawler.OK, ""},
		"Vimeo domain-locked":       {clip, 200, `{"type":"video","domain_status_code":403}`, false, crawler.OK, ""},
		"Vimeo 404":                 {clip, 404, "", false, "", ""},
		"Vimeo 403":                 {clip, 403, "", false, "", ""},
		"Vimeo says Forbidden":      {clip, 200, "Forbidden", false, "", ""},
		"an answer that is no JSON": {clip, 200, "[1", false, "", ""},
	} {
		s := c.v.read(c.status, []byte(c.body))
		s.noPicture = c.noPicture
		if s.definite() != (c.verdict != "") {
			t.Errorf("%s: definite %v", name, s.definite())
			continue
		}
		if !s.definite() {
			continue
		}
		got := s.check(c.v)
		if got.Verdict != c.verdict || got.Reason != c.reason {
			t.Errorf("%s: %s/%s", name, got.Verdict, got.Reason)
		}
		if (got.Verdict == crawler.OK) != (got.Evidence == "") {
			t.Errorf("%s: evidence %q", name, got.Evidence)
		}
	}
}

// Vimeo's 404 means "gone or restricted": the page decides which.
func TestPageConfirms(t *testing.T) {
	clip := video{platforms[1], "https://vimeo.com/1", "1"}
	maybe := clip.read(404, nil)
	for _, c := range []struct {
		page, want crawler.Check
	}{
		{crawler.Check{Verdict: crawler.Dead, Reason: "http-404"}, crawler.Check{Verdict: crawler.Dead, Reason: crawler.ReasonVideoRemoved}},
		{crawler.Check{Verdict: crawler.Blocked, Reason: crawler.ReasonBlocked401}, crawler.Check{Verdict: crawler.Suspect, Reason: crawler.ReasonVideoPrivate}},
		{crawler.Check{Verdict: crawler.Blocked, Reason: crawler.ReasonChallenge}, crawler.Check{Verdict: crawler.Blocked, Reason: crawler.ReasonChallenge}},
		{crawler.Check{Verdict: crawler.Unknown, Reason: crawler.ReasonReset}, crawler.Check{Verdict: crawler.Unknown, Reason: crawler.ReasonReset}},
		{crawler.Check{Verdict: crawler.OK}, crawler.Check{Verdict: crawler.OK}},
	} {
		if got := maybe.confirm(clip, c.page); got.Verdict != c.want.Verdict || got.Reason != c.want.Reason {
			t.Errorf("page %s/%s: %s/%s", c.page.Verdict, c.page.Reason, got.Verdict, got.Reason)
		}
	}
}

func FuzzPlatformsWord(f *testing.F) {
	f.Add(200, []byte(`{"type":"video","title":"x"}`))
	f.Add(200, []byte("Forbidden"))
	f.Add(404, []byte(""))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		for _, p := range platforms {
			v := video{p, "https://video.example/1", "1"}
			if s := v.read(status, body); s.definite() {
				s.check(v)
			}
		}
	})
}
