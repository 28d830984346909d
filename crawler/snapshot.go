package crawler

import "time"

// Snapshot is an archived copy of a target (a memento, RFC 7089).
type Snapshot struct {
	// URL replays the copy for a reader: https, without id_, im_ or if_.
	URL      string
	Captured time.Time
	// Archive is the host name of the archive.
	Archive string
	// Status is the HTTP status that was archived.
	Status int
	// Verified says that the replay answered with a Memento-Datetime header.
	Verified bool
}

// SnapshotState says how far the search for a snapshot got; the empty state
// means that none was looked for.
type SnapshotState string

// The states of a search.
const (
	SnapshotFound    SnapshotState = "found"
	SnapshotNone     SnapshotState = "none"     // the archive has no copy that fits
	SnapshotExcluded SnapshotState = "excluded" // the archive does not show this site
	SnapshotPending  SnapshotState = "pending"  // not asked yet, or asked to wait
)

// Wanted is one search for a snapshot: of which target, near which day.
type Wanted struct {
	Target Target
	// Near is the wanted date: when the post was published or, without a
	// date, when linkmedic first saw the link.
	Near time.Time
}

// Lookup is what a search for a snapshot found.
type Lookup struct {
	State SnapshotState
	// Snapshot is set exactly when State is SnapshotFound.
	Snapshot Snapshot
	// Evidence says in a sentence what the archive answered, for every
	// state but SnapshotFound.
	Evidence string
	// Asked is when the archive gave the answer; zero means now. Answers
	// from memory carry it, so that recording them again does not make them
	// look younger.
	Asked time.Time
}
