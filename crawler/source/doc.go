// Package source turns what the user names — files, folders, globs, standard
// input, the address of a live blog — into the documents to check.
//
// It delivers bytes and what it knows about them, one document after the other.
// What is in them (title, date, links) is for package extract to say. A document
// that cannot be had is delivered, too, with the reason: one bad file never costs
// the others.
//
// colly, which walks live blogs, is used nowhere else. All its requests go
// through the transport that the caller gives.
package source
