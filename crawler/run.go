package crawler

import "time"

// Run is one invocation that left a record.
type Run struct {
	ID       int64
	Started  time.Time
	Finished time.Time // zero while it goes on, or when it was killed
	// Command is the subcommand, such as "check".
	Command string
	// Tool is the program and its version, such as "linkmedic 0.1.0".
	Tool string
	// FailOn is what the run counted as failing.
	FailOn FailOn
	State  RunState
}

// RunState says how a run ended.
type RunState string

// The states of a run.
const (
	RunGoing       RunState = "going"       // not over, or killed
	RunComplete    RunState = "complete"    // everything was asked
	RunInterrupted RunState = "interrupted" // stopped by the user
	RunOffline     RunState = "offline"     // no network: nothing recorded
	RunFailed      RunState = "failed"      // could not go on (disk full, …)
)

// Summary counts what a run found.
type Summary struct {
	Posts, Links, Targets int
	Verdicts              map[Verdict]int // of targets; all seven keys
	Classes               map[Class]int   // of links; all five keys
	Snapshots             int             // links with a snapshot
	Pending               int             // links whose snapshot is pending
	// Failing and New count links that FailOn names.
	Failing, New int
}

// NewSummary returns a Summary with all keys present.
func NewSummary() Summary {
	s := Summary{Verdicts: make(map[Verdict]int, len(Verdicts)), Classes: make(map[Class]int, len(Classes))}
	for _, v := range Verdicts {
		s.Verdicts[v] = 0
	}
	for _, c := range Classes {
		s.Classes[c] = 0
	}
	return s
}

// PostSummary is a post of a run and what it holds.
type PostSummary struct {
	Post
	Links int
}

// Finding is a link of a run with everything known about it.
type Finding struct {
	Post  Post
	Link  Link
	Check Check
	// Failing says that the run's FailOn names the check.
	Failing bool
	// New says that a failing link was not failing the last time it was
	// checked.
	New      bool
	State    SnapshotState
	Snapshot Snapshot
}
