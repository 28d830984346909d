package store

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
	"time"

	"linkmedic/crawler"
)

// When a batch is written: so many rows, so many bytes, or so long after its
// first entry, whichever comes first. A kill loses at most one batch.
const (
	batchRows  = 1000
	batchBytes = 1 << 20
	batchAge   = time.Second
)

// entry is something to be written.
type entry interface {
	write(b *batch) error
	// size is about how much it is.
	size() (rows, bytes int)
}

// batch is one transaction of a run.
type batch struct {
	tx      *sql.Tx
	run     crawler.Run
	targets map[string]int64 // numbers of the targets met lately
}

// exec runs one statement of the batch. It has no context: a batch is written
// whole.
func (b *batch) exec(statement string, args ...any) (sql.Result, error) {
	return b.tx.ExecContext(context.Background(), statement, args...)
}

func (b *batch) row(statement string, args ...any) *sql.Row {
	return b.tx.QueryRowContext(context.Background(), statement, args...)
}

// writer is the goroutine that writes what is added to a run.
type writer struct {
	db      *DB
	run     crawler.Run
	entries chan entry
	flushes chan chan error
	stopped chan struct{} // closed to end it
	done    chan struct{} // closed when it has ended
	once    sync.Once
	// failed is the error of the last transaction, nil after one that
	// succeeded.
	failed atomic.Pointer[error]
	// posts are those added and not yet written.
	posts atomic.Int64
	// targets are the numbers of the targets met lately.
	targets map[string]int64
}

func startWriter(db *DB, run crawler.Run) *writer {
	w := &writer{
		db:      db,
		run:     run,
		entries: make(chan entry),
		flushes: make(chan chan error),
		stopped: make(chan struct{}),
		done:    make(chan struct{}),
		targets: make(map[string]int64),
	}
	go w.loop()
	return w
}

// add hands an entry over. It blocks while a batch is being written.
func (w *writer) add(ctx context.Context, e entry) error {
	if err := w.failure(); err != nil {
		return err
	}
	select {
	case w.entries <- e:
		return nil
	case <-w.stopped:
		return w.db.explain(ErrFinished)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// flush writes what was added before it was called. A batch that could not be
// written is tried again: the disk may have room by now.
func (w *writer) flush(ctx context.Context) error {
	reply := make(chan error, 1)
	select {
	case w.flushes <- reply:
	case <-w.stopped:
		return w.db.explain(ErrFinished)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-reply:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// stop writes what was added and ends the goroutine. The second call reports
// ErrFinished.
func (w *writer) stop() error {
	err := w.db.explain(ErrFinished)
	w.once.Do(func() {
		close(w.stopped)
		<-w.done
		err = w.failure()
	})
	return err
}

func (w *writer) failure() error {
	if err := w.failed.Load(); err != nil {
		return *err
	}
	return nil
}

func (w *writer) loop() {
	defer close(w.done)
	var (
		pending     []entry
		rows, bytes int
		age         = time.NewTimer(batchAge)
	)
	age.Stop()
	defer age.Stop()
	commit := func() error {
		age.Stop()
		if err := w.commit(pending); err != nil {
			return err
		}
		clear(pending)
		pending, rows, bytes = pending[:0], 0, 0
		return nil
	}
	for {
		select {
		case e := <-w.entries:
			if len(pending) == 0 {
				age.Reset(batchAge)
			}
			pending = append(pending, e)
			r, b := e.size()
			rows, bytes = rows+r, bytes+b
			// After a failure the entries of callers who did not know of
			// it yet are kept for the next flush.
			if (rows >= batchRows || bytes >= batchBytes) && w.failure() == nil {
				commit() // its error is kept in w.failed
			}
		case <-age.C:
			commit() // its error is kept in w.failed
		case reply := <-w.flushes:
			reply <- commit()
		case <-w.stopped:
			commit() // its error is kept in w.failed
			return
		}
	}
}

// commit writes the entries in one transaction.
func (w *writer) commit(entries []entry) error {
	if len(entries) == 0 {
		return nil
	}
	posts := 0
	err := w.db.update(context.Background(), func(tx *sql.Tx) error {
		b := &batch{tx: tx, run: w.run, targets: w.targets}
		for _, e := range entries {
			if err := e.write(b); err != nil {
				return err
			}
			if _, ok := e.(*postEntry); ok {
				posts++
			}
		}
		return nil
	})
	if err != nil {
		// The numbers may be those of targets that were rolled back.
		clear(w.targets)
		err = w.db.explain(err)
		w.failed.Store(&err)
		return err
	}
	w.posts.Add(-int64(posts))
	w.failed.Store(nil)
	return nil
}
