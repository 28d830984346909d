package report_test

import (
	"context"
	"errors"
	"io"
	"iter"
	"testing"

	"linkmedic/crawler"
)

var errBroken = errors.New("broken")

// TestErrorsOfTheRecord asks that no printer takes half a record for a whole.
func TestErrorsOfTheRecord(t *testing.T) {
	for _, p := range append(others, printers...) {
		rec := rich()
		rec.err = errBroken
		if err := p.print(t.Context(), io.Discard, rec); !errors.Is(err, errBroken) {
			t.Errorf("%s: error %v", p.name, err)
		}
	}
}

// breaksLater is a record whose links can be read once only.
type breaksLater struct {
	*record
	reads int
}

func (r *breaksLater) Findings(ctx context.Context) iter.Seq2[crawler.Finding, error] {
	if r.reads++; r.reads > 1 {
		return halfway(r.findings, errBroken)
	}
	return r.record.Findings(ctx)
}

func TestErrorsWhileStreaming(t *testing.T) {
	for _, p := range append(others, printers[2]) {
		rec := rich()
		if err := p.print(t.Context(), io.Discard, &breaksLater{record: rec}); !errors.Is(err, errBroken) {
			t.Errorf("%s: error %v", p.name, err)
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errBroken }

func TestErrorsOfTheWriter(t *testing.T) {
	for _, p := range append(others, printers...) {
		if err := p.print(t.Context(), full{}, rich()); !errors.Is(err, errBroken) {
			t.Errorf("%s: error %v", p.name, err)
		}
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, p := range append(others, printers...) {
		if err := p.print(ctx, io.Discard, rich()); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", p.name, err)
		}
	}
}
