package probe

import (
	"fmt"
	"net/http"

	"linkmedic/crawler"
)

// judgeStatus says what an answer means that is neither a success nor a
// redirect. Only 404 and 410, told to a GET, are definite. Statuses that no
// standard knows, and other errors of ours (400, 405, 406, 414, …), are no
// proof that anything is gone: they stay Unknown until history confirms them.
func judgeStatus(a answer) finding {
	f := finding{crawler.Unknown, crawler.HTTPReason(a.status), fmt.Sprintf("%s answered %s", a.method, statusText(a.status))}
	switch a.status {
	case http.StatusNotFound, http.StatusGone:
		f.verdict = crawler.Dead
	case http.StatusUnauthorized:
		f.verdict, f.reason = crawler.Blocked, crawler.ReasonBlocked401
	case http.StatusForbidden:
		f.verdict, f.reason = crawler.Blocked, crawler.ReasonBlocked403
	case http.StatusProxyAuthRequired:
		f.verdict, f.reason = crawler.Blocked, crawler.ReasonBlocked407
	case http.StatusTooManyRequests:
		f.verdict, f.reason = crawler.Blocked, crawler.ReasonRateLimited
	case http.StatusUnavailableForLegalReasons:
		f.verdict, f.reason = crawler.Blocked, crawler.ReasonBlocked451
	case 999: // LinkedIn's own
		f.verdict, f.reason = crawler.Blocked, crawler.ReasonBlocked999
	case http.StatusPaymentRequired:
		// A paywall: those who pay see the page. IABot counts it so, too.
		f.verdict = crawler.Blocked
	case http.StatusSwitchingProtocols:
		f.reason = crawler.ReasonBadResponse
	}
	return f
}
