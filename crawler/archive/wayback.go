package archive

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"linkmedic/crawler"
)

// DefaultBase is where the Wayback Machine answers.
const DefaultBase = "https://web.archive.org"

// Options are the settings of a Wayback. The zero value of each field means its
// default.
type Options struct {
	// Base is the scheme and host of the archive, without a path;
	// DefaultBase.
	Base string
	// Now is the clock that paces requests; time.Now.
	Now func() time.Time
	// ReplayPerMinute and CDXPerMinute bound the requests in any 60 seconds:
	// for captures, and for the index. The defaults are 480 and 24, which is
	// 80 % of what the archive allows one address, as it wants clients to
	// do (EDGI's wayback, release v0.5.1).
	ReplayPerMinute, CDXPerMinute int
}

// Wayback is a client of the Wayback Machine. Its manners are those of one run:
// once the archive has asked twice to be left alone, or has failed three times
// in a row, it is not asked again. It is safe for concurrent use.
type Wayback struct {
	transport http.RoundTripper
	base      string // of requests
	shown     string // of the snapshots that readers follow
	host      string
	now       func() time.Time

	replay, cdx *bucket
	manners     *manners
}

// New returns a client that asks through the transport, which bounds the time
// of each request, identifies us, and neither retries nor follows redirects.
func New(transport http.RoundTripper, o Options) *Wayback {
	base := strings.TrimSuffix(cmp.Or(o.Base, DefaultBase), "/")
	now := o.Now
	if now == nil {
		now = time.Now
	}
	w := &Wayback{
		transport: transport,
		base:      base,
		shown:     base,
		now:       now,
		replay:    newBucket(cmp.Or(o.ReplayPerMinute, 480), replayBurst),
		cdx:       newBucket(cmp.Or(o.CDXPerMinute, 24), cdxBurst),
		manners:   newManners(),
	}
	if u, err := url.Parse(base); err == nil {
		w.host = u.Hostname()
	}
	if rest, ok := strings.CutPrefix(base, "http://"); ok && w.host == "web.archive.org" {
		w.shown = "https://" + rest
	}
	return w
}

// Lookup searches the snapshot nearest to the wanted day. Trouble at the
// archive is a pending look-up that says why; once the archive is left alone all
// further look-ups are pending at once. An address that is an archived copy
// itself gets a Lookup without a state. The error is that of ctx.
func (w *Wayback) Lookup(ctx context.Context, wanted crawler.Wanted) (crawler.Lookup, error) {
	if IsArchive(wanted.Target.URL) {
		return crawler.Lookup{Evidence: "The address is that of an archived copy."}, nil
	}
	l, err := newSearch(w, wanted).run(ctx)
	var t *trouble
	if errors.As(err, &t) {
		return crawler.Lookup{State: crawler.SnapshotPending, Evidence: t.evidence}, nil
	}
	return l, err
}
