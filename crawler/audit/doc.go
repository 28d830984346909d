// Package audit is the pipeline of linkmedic: posts are read, their links
// extracted, classified and recorded; then each target is checked once; and for
// each dead one the archive is asked for a snapshot, beside the checks.
//
// It knows the other packages only through the small interfaces and functions
// that it declares, and keeps nothing: what was found is in the Recorder.
// Which host may be asked when is decided in two places: queue.go hands out
// targets so that no host occupies more workers than it may have requests in
// flight; the transport below the Prober does the rest.
package audit
