package report_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/report"
)

func TestRunsAndHistory(t *testing.T) {
	rec := rich()
	summary, err := rec.Summary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	killed := rec.run
	killed.ID, killed.Finished, killed.State = 6, time.Time{}, crawler.RunGoing
	killed.Started = killed.Started.AddDate(0, 0, -1)
	runs := []report.RunLine{{Run: rec.run, Summary: summary}, {Run: killed, Summary: crawler.NewSummary()}}

	const address = "http://me:secret@example.org/\u202e"
	visits := []report.Visit{
		{RunID: 7, Check: rec.findings[8].Check},
		{RunID: 6, Check: rec.findings[5].Check},
		{RunID: 5, Check: rec.findings[4].Check},
		{RunID: 4, Check: rec.findings[10].Check},
	}
	for name, print := range map[string]func(io.Writer) error{
		"runs.txt":        func(w io.Writer) error { return report.RunsText(w, runs) },
		"runs.json":       func(w io.Writer) error { return report.RunsJSON(w, runs) },
		"no-runs.txt":     func(w io.Writer) error { return report.RunsText(w, nil) },
		"no-runs.json":    func(w io.Writer) error { return report.RunsJSON(w, nil) },
		"history.txt":     func(w io.Writer) error { return report.HistoryText(w, address, visits, report.TextOptions{}) },
		"history.json":    func(w io.Writer) error { return report.HistoryJSON(w, address, visits) },
		"no-history.txt":  func(w io.Writer) error { return report.HistoryText(w, address, nil, report.TextOptions{}) },
		"no-history.json": func(w io.Writer) error { return report.HistoryJSON(w, address, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := print(&b); err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(b.Bytes(), []byte("secret")) {
				t.Error("a password is shown")
			}
			golden(t, name, b.Bytes())
			if err := print(full{}); err == nil {
				t.Error("no error from a full disk")
			}
		})
	}
}
