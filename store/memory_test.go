package store_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/store"
)

func TestHistory(t *testing.T) {
	db := open(t, temporary(t))
	var nights []night
	for n := range 60 {
		check := fmt.Sprintf("unknown http-%d", 500+n)
		nights = append(nights, night{posts: one, checks: map[string]string{page: check}})
	}
	nights[57].checks[page] = "skipped not-asked"
	nights[58].checks = nil
	play(t, db, nights...)

	r := start(t, db, night{posts: one}, first.AddDate(0, 0, 60))
	target := targets(t, r)[0]
	ok(t, r.AddCheck(t.Context(), target, crawler.Check{Verdict: crawler.OK}))
	ok(t, r.Flush(t.Context()))
	past, err := r.History(t.Context(), target)
	ok(t, err)
	if len(past) != 50 {
		t.Fatalf("%d checks, want 50", len(past))
	}
	for i, want := range []crawler.Reason{"http-559", "http-556", "http-555"} {
		if past[i].Reason != want {
			t.Errorf("check %d back is %s, want %s", i+1, past[i].Reason, want)
		}
	}

	visits, err := db.URLHistory(t.Context(), page)
	ok(t, err)
	if len(visits) != 60 || visits[0].RunID != r.Run().ID || visits[0].Check.Verdict != crawler.OK ||
		visits[2].Check.Reason != crawler.ReasonNotAsked || !visits[59].Started.Equal(first) {
		t.Errorf("visits are %+v", visits)
	}
	if visits, err := db.URLHistory(t.Context(), "http://never.example/"); err != nil || len(visits) != 0 {
		t.Errorf("a URL never met has visits %+v, error %v", visits, err)
	}
}

func TestKnownLookup(t *testing.T) {
	now := first
	db := open(t, temporary(t), store.WithClock(func() time.Time { return now }))
	next := func() (*store.Recording, crawler.Wanted) {
		now = now.AddDate(0, 0, 1)
		r := start(t, db, night{posts: []post{{path: "a.md", published: "2014-04-13", links: page}}}, now)
		wanted, err := r.Wanted(t.Context(), targets(t, r)[0])
		ok(t, err)
		return r, wanted[0]
	}
	known := func(r *store.Recording, w crawler.Wanted, want crawler.Lookup) {
		t.Helper()
		got, at, found, err := r.KnownLookup(t.Context(), w)
		ok(t, err)
		if found != (want.State != "") || !reflect.DeepEqual(got, want) || !at.Equal(want.Asked) {
			t.Errorf("known is %+v (%v) at %v, want %+v", got, found, at, want)
		}
	}
	finish := func(r *store.Recording, w crawler.Wanted, l crawler.Lookup) {
		t.Helper()
		ok(t, r.AddLookup(t.Context(), w, l))
		ok(t, r.Finish(t.Context(), crawler.RunComplete))
	}
	pending := crawler.Lookup{State: crawler.SnapshotPending, Evidence: "asked to wait"}
	none := crawler.Lookup{State: crawler.SnapshotNone, Evidence: "no capture"}
	found := crawler.Lookup{State: crawler.SnapshotFound, Snapshot: crawler.Snapshot{
		URL: "https://web.archive.org/web/2014/" + page, Captured: date(t, "2014-05-01"), Archive: "web.archive.org", Status: 200, Verified: true,
	}}

	r, w := next()
	known(r, w, crawler.Lookup{})
	finish(r, w, pending)

	r, w = next()
	known(r, w, crawler.Lookup{}) // pending is no answer
	finish(r, w, none)
	none.Asked = now

	r, w = next()
	known(r, w, none)
	finish(r, w, none) // from memory: it does not grow younger

	r, w = next()
	known(r, w, none)
	other := w
	other.Near = other.Near.AddDate(0, 0, 1)
	known(r, other, crawler.Lookup{}) // another day
	other = w
	other.Near = other.Near.Add(23 * time.Hour)
	known(r, other, none) // the same day
	none.Asked = time.Time{}
	finish(r, w, none) // asked again
	none.Asked = now

	r, w = next()
	known(r, w, none)
	finish(r, w, found)
	found.Asked = now

	r, w = next()
	known(r, w, found)
	finish(r, w, pending)

	r, w = next()
	known(r, w, found)
	ok(t, r.Finish(t.Context(), crawler.RunComplete))
}
