package crawler

import "time"

// Check is what one visit to a target found.
type Check struct {
	Verdict Verdict
	// Reason is empty exactly when the verdict is OK.
	Reason Reason
	// Status is the HTTP status of the last answer; 0 without one.
	Status int
	// FinalURL is the address that answered last; empty where no request
	// was made or nothing was redirected.
	FinalURL string
	// Redirects are the addresses that the target's answers pointed to, in
	// order, whether or not the last one answered.
	Redirects []string
	// Title is the page's title, where the page was read.
	Title string
	// Evidence is one sentence with what a person needs to believe the
	// verdict; empty for OK.
	Evidence string
	// Checked is when the answer was had; zero for Skipped.
	Checked time.Time
	// Elapsed is how long the visit took, polite waiting left out.
	Elapsed time.Duration
	// Requests is the number of HTTP requests that the visit cost.
	Requests int
	// Confirmed says that history made an Unknown Dead (see Ripen).
	Confirmed bool

	// The rest tells the audit whether the network works; it is not recorded.

	// Reached says that an address answered or a name resolved.
	Reached bool
	// Resolved says that the name system resolved a name for this visit.
	Resolved bool
	// Page identifies the page that was shown, for a web page that came
	// unencrypted; 0 otherwise. A portal that answers for every host shows
	// all of them the same page.
	Page uint64
}
