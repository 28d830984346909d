// Package classify says what a link promises its reader: a schedule, a video,
// a photo, slides, or simply a page.
//
// The rules are tried in a fixed order, the most certain first: the user's own
// rules, the table of hosts and URL shapes (hosts.txt), the syntax of the link,
// the extension of its path, the link's text, the words right around it. The
// words of the last two are in words.txt, by language. The first rule that
// speaks decides; if none does, the link is a page.
//
// The package looks at nothing but the link. What an address really answers is
// the business of checking, not of classifying.
package classify
