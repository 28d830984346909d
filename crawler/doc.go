// Package crawler is the vocabulary of linkmedic: posts, links, targets,
// checks, verdicts, snapshots and runs, and the few rules about them that need
// nothing but the standard library.
//
// Every other package of the program may import it; it imports none of them
// and does no I/O. How posts are read, links found, addresses asked and answers
// kept is the business of the packages below it and beside it.
package crawler
