package probe

import "linkmedic/crawler"

// signs are the judges of what a success shows, the surest first. Each looks at
// one thing; the first that has something to say decides. One sign alone is
// Suspect unless nothing alive ever shows it.
var signs = []func(crawler.Target, trail) (finding, bool){
	walled,
	placeheld,
	notAnImage,
	parked,
	saysGoneByAddress,
	redirectedHome,
	saysGoneByTitle,
}
