package probe

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"linkmedic/crawler"
)

// reading is what a platform's answer means.
type reading int

const (
	nothing    reading = iota // the answer says nothing about the video
	alive                     // it can be watched
	gone                      // it was removed
	private                   // only those whom its owner lets in can watch it
	impossible                // the identity is none
	maybeGone                 // gone, or restricted: the page's own status decides
)

// said is a platform's answer about a video, read.
type said struct {
	reading reading
	status  int
	title   string // plain
	// noPicture says that the video's thumbnail is gone, too.
	noPicture bool
}

// askPlatform asks the video's platform about it: once, and a second time about
// the thumbnail where an answer is grave and not quite sure.
func (p *Prober) askPlatform(ctx context.Context, v video) said {
	ask := &visitor{transport: p.transport, accept: acceptJSON}
	endpoint, err := url.Parse(v.platform.oEmbed + url.QueryEscape(v.address))
	if err != nil {
		return said{}
	}
	resp, err := ask.send(ctx, http.MethodGet, endpoint)
	if err != nil {
		return said{}
	}
	defer resp.Body.Close()
	s := v.read(resp.StatusCode, readSome(resp.Body, pageLimit))
	if s.reading == private && v.id != "" && v.platform.picture != "" {
		s.noPicture = p.pictureGone(ctx, v)
	}
	return s
}

// read says what the platform's answer means.
func (v video) read(status int, body []byte) said {
	s := said{status: status, reading: v.platform.says[status]}
	if status == http.StatusOK {
		var embed struct {
			Type    string `json:"type"`
			Title   string `json:"title"`
			Version any    `json:"version"`
		}
		switch err := json.Unmarshal(body, &embed); {
		case err == nil && embed.Type != "":
			s.reading, s.title = alive, plain(embed.Title, titleLimit)
		case string(bytes.TrimSpace(body)) == "Forbidden":
			s.reading = v.platform.says[http.StatusForbidden]
		}
	}
	if (s.reading == alive || s.reading == private) && bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")) {
		s.reading = nothing // a page: some firewall's word, not the platform's
	}
	if s.reading == impossible && (v.platform.validID == nil || v.platform.validID.MatchString(v.id)) {
		s.reading = nothing
	}
	return s
}

// pictureGone asks for a second opinion.
func (p *Prober) pictureGone(ctx context.Context, v video) bool {
	u, err := url.Parse(fmt.Sprintf(v.platform.picture, v.id))
	if err != nil {
		return false
	}
	ask := &visitor{transport: p.transport, accept: acceptImage}
	a, err := ask.ask(ctx, http.MethodHead, u)
	return err == nil && a.status == http.StatusNotFound
}

// definite reports whether the platform's answer suffices.
func (s said) definite() bool { return s.reading != nothing && s.reading != maybeGone }

// check is the verdict of a definite answer. A list's answers are less well
// known than a video's; so is "private" without a second opinion.
func (s said) check(v video) crawler.Check {
	c := crawler.Check{Verdict: crawler.Dead, Status: s.status, Title: s.title}
	words := "gone"
	switch s.reading {
	case alive:
		c = crawler.Check{Verdict: crawler.OK, Title: s.title}
		if s.status == http.StatusOK { // others are about embedding, not about the video
			c.Status = s.status
		}
		return c
	case gone:
		c.Reason = crawler.ReasonVideoRemoved
	case impossible:
		c.Reason = crawler.ReasonVideoRemoved
		words = fmt.Sprintf("impossible: %q is no identity of a video", v.id)
	case private:
		c.Reason = crawler.ReasonVideoPrivate
		words = "private"
		if s.noPicture {
			words += ", and its thumbnail is gone"
		} else {
			c.Verdict = crawler.Suspect
		}
	}
	if v.id == "" {
		c.Verdict = crawler.Suspect
	}
	c.Evidence = plain(fmt.Sprintf("%s's oEmbed answered %s for %s: the video is %s",
		v.platform.name, statusText(s.status), v.address, words), evidenceLimit)
	return c
}

// confirm is the verdict of an answer that is not definite: the page's own,
// whose reason becomes that of a video if both agree.
func (s said) confirm(v video, page crawler.Check) crawler.Check {
	if s.reading != maybeGone {
		return page
	}
	because := fmt.Sprintf("%s's oEmbed answered %s for %s; ", v.platform.name, statusText(s.status), v.address)
	switch {
	case page.Verdict == crawler.Dead:
		page.Reason = crawler.ReasonVideoRemoved
	case page.Reason == crawler.ReasonBlocked401, page.Reason == crawler.ReasonBlocked403:
		page.Verdict, page.Reason = crawler.Suspect, crawler.ReasonVideoPrivate
	default:
		return page
	}
	page.Evidence = plain(because+page.Evidence, evidenceLimit)
	return page
}

// refine is the verdict on an address that led to a video: the way's, unless the
// platform knows that the video is gone.
func (s said) refine(v video, way crawler.Check) crawler.Check {
	switch s.reading {
	case gone, private, impossible:
		c := s.check(v)
		c.FinalURL, c.Redirects = way.FinalURL, way.Redirects
		c.Evidence = plain(fmt.Sprintf("redirected to %s; %s", shown(way.FinalURL), c.Evidence), evidenceLimit)
		return c
	case alive:
		if s.title != "" {
			way.Title = s.title
		}
	}
	return way
}
