package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"

	"linkmedic/crawler"
)

// family is a group of the archive's endpoints that share a rate limit.
type family int

const (
	replay family = iota
	cdx
)

// trouble says that the archive could not be asked, or gave no answer that
// means anything.
type trouble struct {
	evidence string // a sentence
	// final says that the archive is not asked again in this run.
	final bool
}

func (t *trouble) Error() string { return t.evidence }

// ask makes one request for the search when the archive's limits allow it, and
// says what the answer means; after the archive's first 429 it makes it once
// more. The error is a *trouble or that of ctx.
func (w *Wayback) ask(ctx context.Context, s *search, f family, address string) (answer, meaning, error) {
	for {
		if err := w.wait(ctx, f); err != nil {
			return answer{}, failing, err
		}
		begun := w.now()
		a, err := w.fetch(ctx, address)
		if ctx.Err() != nil {
			return answer{}, failing, ctx.Err()
		}
		if err != nil {
			return answer{}, failing, w.manners.failed(s, w.explain(err), refusedByUs(err))
		}
		m := a.replayMeaning()
		if f == cdx {
			m, a.rows = a.cdxMeaning()
		}
		switch m {
		case limited:
			if err := w.manners.limited(begun, w.now(), a.retryAfter, w.host); err != nil {
				return answer{}, failing, err
			}
			continue
		case failing:
			return answer{}, failing, w.manners.failed(s, a.trouble(w.host), false)
		}
		w.manners.succeeded()
		return a, m, nil
	}
}

// wait waits for the end of a rest that the archive asked for, then for the
// family's turn. Whoever gets it while the archive rests again queues again:
// those who waited must not all come at once.
func (w *Wayback) wait(ctx context.Context, f family) error {
	b := w.replay
	if f == cdx {
		b = w.cdx
	}
	for {
		if err := w.manners.sleep(ctx, w.manners.rest(w.now())); err != nil {
			return err
		}
		if err := w.manners.sleep(ctx, b.reserve(w.now())); err != nil {
			return err
		}
		if w.manners.rest(w.now()) == 0 {
			return nil
		}
	}
}

const (
	// noticeLimit bounds what is read of a page that is no capture.
	noticeLimit = 64 << 10
	// cdxLimit bounds what is read of the index's answer: ten rows, each
	// with an address.
	cdxLimit = 1 << 20
)

// fetch makes a request and reads what has to be read of the answer: nothing of
// a capture.
func (w *Wayback) fetch(ctx context.Context, address string) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return answer{}, err
	}
	resp, err := w.transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	a := readHeader(resp, w.now())
	if !a.memento.IsZero() {
		return a, nil
	}
	limit := int64(noticeLimit)
	if resp.StatusCode == http.StatusOK && !strings.Contains(a.contentType, "html") {
		limit = cdxLimit
	}
	a.body, err = io.ReadAll(io.LimitReader(resp.Body, limit))
	return a, err
}

// refusedByUs reports whether our own transport will not ask the archive again.
func refusedByUs(err error) bool {
	var paused *crawler.HostPausedError
	var givenUp *crawler.HostGivenUpError
	return errors.As(err, &paused) || errors.As(err, &givenUp) || errors.Is(err, crawler.ErrPrivateAddress)
}

// explain says in a sentence why no answer came.
func (w *Wayback) explain(err error) string {
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return w.host + " refuses connections, as it does for an hour to those who asked too often."
	case errors.As(err, &timeout) && timeout.Timeout():
		return w.host + " did not answer in time."
	}
	return fmt.Sprintf("%s could not be asked: %v.", w.host, err)
}
