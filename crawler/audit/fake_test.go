package audit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"linkmedic/crawler"
)

// today is the time of every test's run.
var today = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// world is a source, a web, an archive, a record and an observer in one. Its
// fields are set before the run and read after it.
type world struct {
	documents []crawler.Document
	// links are those of each post, by path.
	links map[string][]string
	// probe answers for a target; nil finds everything fine.
	probe func(context.Context, crawler.Target) crawler.Check
	// ask answers for the archive; nil has nothing.
	ask func(context.Context, crawler.Wanted) (crawler.Lookup, error)
	// days is how many days each target is wanted for.
	days  int
	past  map[string][]crawler.Check
	known map[string]crawler.Lookup
	// The errors of the record.
	postErr, checkErr, lookupErr, targetsErr error

	mu       sync.Mutex
	posts    []crawler.Post
	targets  []crawler.Target
	checks   map[string]crawler.Check
	lookups  map[string]crawler.Lookup // by URL and day
	probed   []string
	asked    []crawler.Wanted
	checking []int
	told     int // calls of Checked and LookedUp
}

func (w *world) Each(ctx context.Context, yield func(crawler.Document) error) error {
	for _, d := range w.documents {
		if err := yield(d); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (w *world) Probe(ctx context.Context, t crawler.Target) crawler.Check {
	w.mu.Lock()
	w.probed = append(w.probed, t.URL)
	w.mu.Unlock()
	if w.probe == nil {
		return fine
	}
	return w.probe(ctx, t)
}

func (w *world) Lookup(ctx context.Context, wanted crawler.Wanted) (crawler.Lookup, error) {
	w.mu.Lock()
	w.asked = append(w.asked, wanted)
	w.mu.Unlock()
	if w.ask == nil {
		return crawler.Lookup{State: crawler.SnapshotNone, Evidence: "nothing"}, nil
	}
	return w.ask(ctx, wanted)
}

func (w *world) AddPost(_ context.Context, p crawler.Post, links []crawler.Link) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.posts = append(w.posts, p)
	for _, l := range links {
		if !slices.ContainsFunc(w.targets, func(t crawler.Target) bool { return t.URL == l.URL }) {
			w.targets = append(w.targets, crawler.Target{ID: int64(len(w.targets) + 1), URL: l.URL})
		}
	}
	return w.postErr
}

func (w *world) Targets(context.Context) ([]crawler.Target, error) { return w.targets, w.targetsErr }

func (w *world) AddCheck(ctx context.Context, t crawler.Target, c crawler.Check) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.checks[t.URL] = c
	return w.checkErr
}

func (w *world) History(_ context.Context, t crawler.Target) ([]crawler.Check, error) {
	return w.past[t.URL], nil
}

func (w *world) Wanted(ctx context.Context, t crawler.Target) ([]crawler.Wanted, error) {
	var all []crawler.Wanted
	for i := range max(w.days, 1) {
		all = append(all, crawler.Wanted{Target: crawler.Target{ID: t.ID, URL: t.URL}, Near: today.AddDate(-1-i, 0, 0)})
	}
	return all, ctx.Err()
}

func (w *world) KnownLookup(_ context.Context, wanted crawler.Wanted) (crawler.Lookup, time.Time, bool, error) {
	l, ok := w.known[wanted.Target.URL]
	return l, l.Asked, ok, nil
}

func (w *world) AddLookup(ctx context.Context, wanted crawler.Wanted, l crawler.Lookup) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lookups[key(wanted)] = l
	return w.lookupErr
}

func (w *world) PostRead(crawler.Post, int) {}
func (w *world) Checking(n int)             { w.checking = append(w.checking, n) }
func (w *world) Checked(crawler.Target, crawler.Check) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told++
}

func (w *world) LookedUp(crawler.Wanted, crawler.Lookup) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told++
}

func key(w crawler.Wanted) string { return w.Target.URL + " " + w.Near.Format(time.DateOnly) }

// post adds a document with links to the world.
func (w *world) post(path string, urls ...string) {
	w.documents = append(w.documents, crawler.Document{Post: crawler.Post{Path: path}})
	if w.links == nil {
		w.links = make(map[string][]string)
	}
	w.links[path] = urls
}

// audit is a run over the world; addresses that begin with "mailto:" are
// settled, those of archive.example are an archive's.
func (w *world) audit() *Audit {
	w.checks, w.lookups = make(map[string]crawler.Check), make(map[string]crawler.Lookup)
	return &Audit{
		Reader: Reader{
			Source: w,
			Extract: func(d crawler.Document) (crawler.Post, []crawler.Link, error) {
				if d.Post.Path == "broken.md" {
					return crawler.Post{}, nil, errors.New("not UTF-8")
				}
				var links []crawler.Link
				for _, u := range w.links[d.Post.Path] {
					links = append(links, crawler.Link{URL: u})
				}
				return d.Post, links, nil
			},
			Classify: func(crawler.Link) (crawler.Class, crawler.ClassFrom) {
				return crawler.ClassPage, crawler.ClassFromDefault
			},
			Keep:    func(l crawler.Link) bool { return l.Class == crawler.ClassPage && l.URL != "https://unwanted.example/" },
			Parsers: 2,
		},
		Recorder: w, Observer: w, Prober: w, Archive: w,
		Admit: func(address string) (crawler.Check, bool) {
			return crawler.Check{Verdict: crawler.Skipped, Reason: crawler.ReasonUnsupportedScheme}, !strings.HasPrefix(address, "mailto:")
		},
		Archived:    func(address string) bool { return strings.HasPrefix(address, "https://archive.example/") },
		Concurrency: 4, PerHost: 2, SnapshotWait: -1,
		Now: func() time.Time { return today },
	}
}
