// Package store keeps the record of every run in one SQLite file: what the
// posts said, what each target answered and which snapshots were found. Reports
// of this run and of last month's are read from it by the same code.
//
// It decides nothing about links. It asks no server, renders no report and knows
// no command; the schema is in migrations, the SQL beside the Go that needs it.
//
// # How a run is kept
//
// Post is a path, version is what stood there; a version's links are stored
// once, however many runs saw them. Outcome is what a target answered, stored
// once as long as it stays the same. A night on which nothing changed therefore
// costs a row of a few numbers for each post (run_post), each target (visit) and
// each snapshot looked for (search).
//
//	run ──< run_post >── version >── post
//	 │                      │
//	 │                      └──< link >──┐
//	 ├──< visit >── outcome >────────── target
//	 └──< search >── lookup >────────────┘
//
// # Who reads, who writes
//
// One connection writes, a few others read (WAL). Writes of a run go through a
// single goroutine that gathers them into short immediate transactions, so that
// killing the program loses at most the last second and corrupts nothing.
// Readers never hold a statement open while a caller's code runs.
package store
