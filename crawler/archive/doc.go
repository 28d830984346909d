// Package archive finds the archived copy of a page that is nearest to a day,
// at the Wayback Machine.
//
// A look-up asks for the capture closest to the day, whatever was archived then
// (one request that costs the archive little), and replays that capture to see
// that it is one: only the Memento-Datetime header (RFC 7089) proves it, not the
// status, because the archive shows its notices with status 200 and archived
// errors with their own. If what was archived is no success, or not of the kind
// that the link promises, the archive's index (the CDX server) is asked for
// captures with status 200, and the nearest of them is replayed.
//
// Decisions are pure functions: what an answer means (answer.go), which row of
// the index to take (cdx.go), whether a content type fits (fit.go), how long to
// wait (pace.go), when to stop asking (manners.go).
//
// The package does not judge live pages, does not keep what it found, and asks
// each question once: the transport that it is given must neither retry nor
// follow redirects, because 429 is counted here for the whole run and each
// repetition brings a block by the archive's firewall nearer. With package fetch
// that means a Client of its own with Retries 0.
package archive
