// Package probe visits one target and says what became of it: a crawler.Target
// in, a crawler.Check out.
//
// A visit (visit.go, walk.go, ask.go) collects a trail: the redirects that were
// followed and the last answer, or the error in its place. What the trail means
// is decided by pure functions over it, each in a file of its own: judge.go puts
// them in order, status.go reads statuses, neterror.go errors, and those that
// look at what a success shows are listed in signs.go. Video platforms, whose
// pages answer 200 whatever happened, are asked by oEmbed (platform.go).
//
// The package decides nothing from memory: what other runs or other targets have
// found is the business of package audit. Politeness, retries, deadlines and the
// guard of private addresses belong to the http.RoundTripper that it is given.
package probe
