package report_test

import (
	"context"
	"io"

	"linkmedic/report"
)

func html(ctx context.Context, w io.Writer, rec report.Record) error {
	return report.HTML(ctx, w, rec, report.HTMLOptions{})
}
