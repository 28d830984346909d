package probe

import (
	"fmt"
	"net/http"
	"strings"

	"linkmedic/crawler"
)

// finding is what a judge has to say.
type finding struct {
	verdict crawler.Verdict
	reason  crawler.Reason
	// fact is a clause with what the judge saw; empty for OK.
	fact string
}

// judge says what a trail means for the target.
func judge(t crawler.Target, way trail) crawler.Check {
	f := judgeTrail(t, way)
	c := crawler.Check{
		Verdict: f.verdict,
		Reason:  f.reason,
		Status:  way.last.status,
		Title:   way.last.page.title,
	}
	if shown := way.last.page; shown.interactive && way.final().Scheme == "http" {
		c.Page = shown.hash // nobody logs in on a page where nothing can be done
	}
	for _, h := range way.hops {
		c.Redirects = append(c.Redirects, h.to)
	}
	if way.redirected() && way.last.address != nil {
		c.FinalURL = anonymous(way.last.address).String()
	}
	if f.verdict != crawler.OK {
		c.Evidence = evidence(way, f)
	}
	return c
}

func judgeTrail(t crawler.Target, way trail) finding {
	switch {
	case way.err != nil:
		return judgeError(way.err)
	case way.stop != "":
		return finding{crawler.Unknown, way.stop, way.stopped}
	}
	if f, ok := challenged(way); ok {
		return f
	}
	if !way.last.success() {
		return judgeStatus(way.last)
	}
	for _, sign := range signs {
		if f, ok := sign(t, way); ok {
			return f
		}
	}
	if way.permanent() {
		return finding{crawler.Moved, crawler.ReasonMovedPermanently, fmt.Sprintf("%s answered %s", way.last.method, statusText(way.last.status))}
	}
	return finding{verdict: crawler.OK}
}

// evidence tells in one sentence how the way went and what was found at its
// end.
func evidence(way trail, f finding) string {
	var b strings.Builder
	switch n := len(way.hops); {
	case n == 0 || way.stop == crawler.ReasonRedirectLoop:
	case n == 1:
		fmt.Fprintf(&b, "redirected (%s) to %s; ", way.hops[0].how(), shown(way.hops[0].to))
	default:
		fmt.Fprintf(&b, "redirected %d times, first (%s) to %s, at last to %s; ",
			n, way.hops[0].how(), shown(way.hops[0].to), shown(way.hops[n-1].to))
	}
	b.WriteString(f.fact)
	return plain(b.String(), evidenceLimit)
}

// statusText is a status as people write it: "404 Not Found".
func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", status, http.StatusText(status)))
}
