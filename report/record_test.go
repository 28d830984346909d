package report_test

import (
	"context"
	"iter"
	"time"

	"linkmedic/crawler"
)

// record is a Record in memory.
type record struct {
	run      crawler.Run
	posts    []crawler.PostSummary
	findings []crawler.Finding
	// err ends each sequence after half of its elements.
	err error
}

func (r *record) Run() crawler.Run { return r.run }

func (r *record) Summary(context.Context) (crawler.Summary, error) {
	s := crawler.NewSummary()
	s.Posts, s.Links = len(r.posts), len(r.findings)
	targets := map[string]bool{}
	for _, f := range r.findings {
		s.Classes[f.Link.Class]++
		if f.State == crawler.SnapshotFound {
			s.Snapshots++
		}
		if f.State == crawler.SnapshotPending {
			s.Pending++
		}
		if f.Failing {
			s.Failing++
			if f.New {
				s.New++
			}
		}
		if !targets[f.Link.URL] && f.Check.Verdict != "" {
			s.Targets++
			s.Verdicts[f.Check.Verdict]++
		}
		targets[f.Link.URL] = true
	}
	return s, nil
}

func (r *record) Posts(context.Context) iter.Seq2[crawler.PostSummary, error] {
	return halfway(r.posts, r.err)
}

func (r *record) Findings(context.Context) iter.Seq2[crawler.Finding, error] {
	return halfway(r.findings, r.err)
}

func halfway[T any](all []T, err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for i, v := range all {
			if err != nil && i >= len(all)/2 {
				yield(v, err)
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

// at is a moment of the test's night, in a zone that outputs must not keep.
func at(hour, minute, second int) time.Time {
	return time.Date(2026, 11, 22, hour+2, minute, second, 123e6, time.FixedZone("", 2*60*60))
}

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// builder makes records: post begins a post, link adds one to it.
type builder struct{ rec record }

func newBuilder() *builder {
	return &builder{record{run: crawler.Run{
		ID:       7,
		Started:  at(2, 0, 0),
		Finished: at(2, 3, 20),
		Command:  "check",
		Tool:     "linkmedic 0.1.0",
		FailOn:   crawler.DefaultFailOn,
		State:    crawler.RunComplete,
	}}}
}

func (b *builder) post(p crawler.Post) {
	if !p.Published.IsZero() && p.PublishedFrom == "" {
		p.PublishedFrom = crawler.FromFrontMatter
	}
	b.rec.posts = append(b.rec.posts, crawler.PostSummary{Post: p})
}

func (b *builder) link(l crawler.Link, c crawler.Check, more ...func(*crawler.Finding)) {
	p := &b.rec.posts[len(b.rec.posts)-1]
	p.Links++
	if l.Syntax == "" {
		l.Syntax = crawler.SyntaxInline
	}
	if l.ClassFrom == "" {
		l.ClassFrom = crawler.ClassFromHost
	}
	if c.Verdict != crawler.Skipped {
		c.Checked = at(2, 0, len(b.rec.findings)%60)
	}
	f := crawler.Finding{Post: p.Post, Link: l, Check: c}
	f.Failing = b.rec.run.FailOn.Names(c)
	for _, set := range more {
		set(&f)
	}
	b.rec.findings = append(b.rec.findings, f)
}

func fresh(f *crawler.Finding) { f.New = true }

func state(s crawler.SnapshotState) func(*crawler.Finding) {
	return func(f *crawler.Finding) { f.State = s }
}

func archived(y int, m time.Month, d int) func(*crawler.Finding) {
	return func(f *crawler.Finding) {
		f.State = crawler.SnapshotFound
		f.Snapshot = crawler.Snapshot{
			URL:      "https://web.archive.org/web/" + on(y, m, d).Format("20060102150405") + "/" + f.Link.URL,
			Captured: on(y, m, d),
			Archive:  "web.archive.org",
			Status:   200,
			Verified: true,
		}
	}
}

func span(start int, url string) crawler.Span {
	return crawler.Span{Start: start, End: start + len(url)}
}
