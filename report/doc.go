// Package report renders a recorded run: JSON for programs, text for a person
// at a terminal, one HTML page for everybody else; and the small tables of the
// runs and history commands.
//
// Everything is rendered from a Record, so that a report of last month's run is
// made by the same code as that of a run which has just ended. The same record
// gives the same bytes. The package decides nothing about links: verdicts,
// reasons and what counts as failing are taken as recorded. It does no I/O but
// writing to the given writer and knows neither terminals nor the environment.
//
// Whatever came from outside (addresses, titles, link texts, evidence) is
// treated as hostile: see outside.go.
package report
