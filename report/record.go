package report

import (
	"context"
	"fmt"
	"iter"

	"linkmedic/crawler"
)

// Record is a recorded run, as the store reads it back. Each call of Posts and
// Findings is a query of its own; a sequence ends after its first error.
type Record interface {
	Run() crawler.Run
	Summary(ctx context.Context) (crawler.Summary, error)
	// Posts are ordered by path, bytewise.
	Posts(ctx context.Context) iter.Seq2[crawler.PostSummary, error]
	// Findings are ordered by post path, bytewise, then by line, column and
	// start of the link.
	Findings(ctx context.Context) iter.Seq2[crawler.Finding, error]
}

// eachFinding calls do for every finding of the record, in order, and stops at
// the first error.
func eachFinding(ctx context.Context, rec Record, do func(crawler.Finding) error) error {
	for f, err := range rec.Findings(ctx) {
		if err != nil {
			return fmt.Errorf("read links of run %d: %w", rec.Run().ID, err)
		}
		if err := do(f); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// eachPost calls do for every post of the record, in order, and stops at the
// first error.
func eachPost(ctx context.Context, rec Record, do func(crawler.PostSummary) error) error {
	for p, err := range rec.Posts(ctx) {
		if err != nil {
			return fmt.Errorf("read posts of run %d: %w", rec.Run().ID, err)
		}
		if err := do(p); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func summaryOf(ctx context.Context, rec Record) (crawler.Summary, error) {
	s, err := rec.Summary(ctx)
	if err != nil {
		return s, fmt.Errorf("read summary of run %d: %w", rec.Run().ID, err)
	}
	return s, nil
}
