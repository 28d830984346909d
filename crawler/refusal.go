package crawler

import (
	"errors"
	"fmt"
	"time"
)

// ErrPrivateAddress says that a request was not made because it would have gone
// to a loopback, private, link-local or otherwise not public address.
var ErrPrivateAddress = errors.New("private address")

// HostPausedError says that a request was not made because its host has asked
// for a longer rest than the run waits.
type HostPausedError struct {
	Host string
	// Until is the end of the rest.
	Until time.Time
	// Status is the HTTP status that asked for it: 429 or 503.
	Status int
}

func (e *HostPausedError) Error() string {
	return fmt.Sprintf("%s answered %d and asked to come back after %s",
		e.Host, e.Status, e.Until.UTC().Format(time.RFC3339))
}

// HostGivenUpError says that a request was not made because its host has not
// answered those before it.
type HostGivenUpError struct {
	Host string
	// Failures is how often in a row the host did not answer.
	Failures int
	// Err is what the last of them met.
	Err error
}

func (e *HostGivenUpError) Error() string {
	return fmt.Sprintf("%s given up for this run after %d failures: %v", e.Host, e.Failures, e.Err)
}

func (e *HostGivenUpError) Unwrap() error { return e.Err }
