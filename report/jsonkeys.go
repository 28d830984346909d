package report

import (
	"bytes"
	"encoding/json"
	"strconv"

	"linkmedic/crawler"
)

// The objects of the JSON result. The order of the fields is that of the keys;
// a key that does not apply is left out.

type jsonRun struct {
	ID       int64    `json:"id,omitempty"`
	Started  string   `json:"started,omitempty"`
	Finished string   `json:"finished,omitempty"`
	Command  string   `json:"command"`
	Tool     string   `json:"tool"`
	State    string   `json:"state,omitempty"`
	FailOn   []string `json:"fail_on,omitempty"`
}

func newJSONRun(run crawler.Run, checked bool) jsonRun {
	if !checked {
		return jsonRun{Command: run.Command, Tool: run.Tool}
	}
	return jsonRun{
		ID:       run.ID,
		Started:  jsonTime(run.Started),
		Finished: jsonTime(run.Finished),
		Command:  run.Command,
		Tool:     run.Tool,
		State:    string(run.State),
		FailOn:   run.FailOn,
	}
}

type jsonSummary struct {
	Posts     int                     `json:"posts"`
	Links     int                     `json:"links"`
	Targets   int                     `json:"targets"`
	Verdicts  counts[crawler.Verdict] `json:"verdicts"`
	Classes   counts[crawler.Class]   `json:"classes"`
	Snapshots int                     `json:"snapshots"`
	Pending   int                     `json:"pending"`
}

func newJSONSummary(s crawler.Summary) jsonSummary {
	return jsonSummary{
		Posts:     s.Posts,
		Links:     s.Links,
		Targets:   s.Targets,
		Verdicts:  counts[crawler.Verdict]{crawler.Verdicts, s.Verdicts},
		Classes:   counts[crawler.Class]{crawler.Classes, s.Classes},
		Snapshots: s.Snapshots,
		Pending:   s.Pending,
	}
}

// counts is an object with all keys of the list, in its order.
type counts[K ~string] struct {
	keys []K
	of   map[K]int
}

// MarshalJSON writes the object; it never fails.
func (c counts[K]) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, k := range c.keys {
		b.WriteByte("{,"[min(i, 1)])
		b.WriteString(strconv.Quote(string(k)) + ":" + strconv.Itoa(c.of[k]))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

var _ json.Marshaler = counts[crawler.Verdict]{}

type jsonPost struct {
	Path          string `json:"path"`
	Title         string `json:"title"`
	Published     string `json:"published,omitempty"`
	PublishedFrom string `json:"published_from,omitempty"`
	Links         int    `json:"links"`
	Error         string `json:"error,omitempty"`
}

func newJSONPost(p crawler.PostSummary) jsonPost {
	j := jsonPost{
		Path:  maskAddress(p.Path),
		Title: maskProse(p.Title),
		Links: p.Links,
		Error: maskProse(p.Error),
	}
	if !p.Published.IsZero() {
		j.Published = date(p.Published)
		j.PublishedFrom = string(p.PublishedFrom)
	}
	return j
}

type jsonLink struct {
	Post      string `json:"post"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	Start     *int   `json:"start,omitempty"`
	End       *int   `json:"end,omitempty"`
	URL       string `json:"url"`
	Raw       string `json:"raw,omitempty"`
	Text      string `json:"text"`
	Syntax    string `json:"syntax"`
	Embedded  bool   `json:"embedded,omitempty"`
	Rel       string `json:"rel,omitempty"`
	Class     string `json:"class"`
	ClassFrom string `json:"class_from"`
	*jsonCheck
}

// jsonCheck holds the keys of a link that only a check knows.
type jsonCheck struct {
	Verdict       string        `json:"verdict"`
	Reason        string        `json:"reason,omitempty"`
	Confirmed     bool          `json:"confirmed,omitempty"`
	New           *bool         `json:"new,omitempty"`
	Status        int           `json:"status,omitempty"`
	FinalURL      string        `json:"final_url,omitempty"`
	Redirects     []string      `json:"redirects,omitempty"`
	Title         string        `json:"title,omitempty"`
	Checked       string        `json:"checked,omitempty"`
	Evidence      string        `json:"evidence,omitempty"`
	Snapshot      *jsonSnapshot `json:"snapshot,omitempty"`
	SnapshotState string        `json:"snapshot_state,omitempty"`
}

type jsonSnapshot struct {
	URL      string `json:"url"`
	Captured string `json:"captured"`
	Archive  string `json:"archive"`
	Status   int    `json:"status"`
	Verified bool   `json:"verified"`
}

func newJSONLink(f crawler.Finding, checked bool) jsonLink {
	l := f.Link
	j := jsonLink{
		Post:      maskAddress(f.Post.Path),
		Line:      l.Line,
		Column:    l.Column,
		URL:       maskAddress(l.URL),
		Text:      maskProse(l.Text),
		Syntax:    string(l.Syntax),
		Embedded:  l.Embedded,
		Rel:       l.Rel,
		Class:     string(l.Class),
		ClassFrom: string(l.ClassFrom),
	}
	if l.Raw != l.URL {
		j.Raw = maskAddress(l.Raw)
	}
	if l.Span.Known() {
		j.Start, j.End = &l.Span.Start, &l.Span.End
	}
	if checked {
		j.jsonCheck = newJSONCheck(f)
	}
	return j
}

func newJSONCheck(f crawler.Finding) *jsonCheck {
	c := f.Check
	j := &jsonCheck{
		Verdict:       string(c.Verdict),
		Reason:        string(c.Reason),
		Confirmed:     c.Confirmed,
		Status:        c.Status,
		FinalURL:      maskAddress(c.FinalURL),
		Title:         maskProse(c.Title),
		Evidence:      maskProse(c.Evidence),
		SnapshotState: string(f.State),
	}
	for _, hop := range c.Redirects {
		j.Redirects = append(j.Redirects, maskAddress(hop))
	}
	if c.Verdict != crawler.Skipped {
		j.Checked = jsonTime(c.Checked)
	}
	if f.Failing {
		j.New = &f.New
	}
	if f.State == crawler.SnapshotFound {
		j.Snapshot = newJSONSnapshot(f.Snapshot)
	}
	return j
}

func newJSONSnapshot(s crawler.Snapshot) *jsonSnapshot {
	return &jsonSnapshot{
		URL:      maskAddress(s.URL),
		Captured: jsonTime(s.Captured),
		Archive:  s.Archive,
		Status:   s.Status,
		Verified: s.Verified,
	}
}
