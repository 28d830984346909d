package crawler

// Verdict is what linkmedic says about a target.
type Verdict string

// The verdicts. Only Dead says that a link is gone.
const (
	OK      Verdict = "ok"      // it answers and shows what was promised
	Moved   Verdict = "moved"   // it works, through a permanent redirect
	Dead    Verdict = "dead"    // it is gone, on definite evidence
	Suspect Verdict = "suspect" // it answers but looks gone: one signal, no proof
	Blocked Verdict = "blocked" // programs or strangers are turned away
	Unknown Verdict = "unknown" // no answer could be had today
	Skipped Verdict = "skipped" // not requested
)

// Verdicts lists all verdicts in the order of every output.
var Verdicts = []Verdict{OK, Moved, Dead, Suspect, Blocked, Unknown, Skipped}

// Reason says why a target got its verdict: lower-case words joined by
// hyphens, stable once released. Statuses of HTTP have the form http-404.
type Reason string

// The reasons. Reason.Sentence explains each to a person.
const (
	ReasonMovedPermanently Reason = "moved-permanently"

	ReasonDNSNotFound      Reason = "dns-not-found"
	ReasonVideoRemoved     Reason = "video-removed"
	ReasonVideoPrivate     Reason = "video-private"
	ReasonImagePlaceholder Reason = "image-placeholder"
	ReasonNotAnImage       Reason = "not-an-image"
	ReasonParked           Reason = "parked"
	ReasonSoft404          Reason = "soft-404"
	ReasonRedirectedHome   Reason = "redirected-home"

	ReasonLoginWall   Reason = "login-wall"
	ReasonChallenge   Reason = "challenge"
	ReasonRateLimited Reason = "rate-limited"
	ReasonBlocked401  Reason = "blocked-401"
	ReasonBlocked403  Reason = "blocked-403"
	ReasonBlocked407  Reason = "blocked-407"
	ReasonBlocked451  Reason = "blocked-451"
	ReasonBlocked999  Reason = "blocked-999"

	ReasonDNSFailed        Reason = "dns-failed"
	ReasonRefused          Reason = "refused"
	ReasonReset            Reason = "reset"
	ReasonUnreachable      Reason = "unreachable"
	ReasonTimeoutConnect   Reason = "timeout-connect"
	ReasonTimeoutResponse  Reason = "timeout-response"
	ReasonTLSExpired       Reason = "tls-expired"
	ReasonTLSName          Reason = "tls-name"
	ReasonTLSUntrusted     Reason = "tls-untrusted"
	ReasonTLSOther         Reason = "tls-other"
	ReasonRedirectLoop     Reason = "redirect-loop"
	ReasonTooManyRedirects Reason = "too-many-redirects"
	ReasonBadRedirect      Reason = "bad-redirect"
	ReasonBadResponse      Reason = "bad-response"

	ReasonExcluded          Reason = "excluded"
	ReasonUnsupportedScheme Reason = "unsupported-scheme"
	ReasonPrivateAddress    Reason = "private-address"
	ReasonMalformed         Reason = "malformed"
	ReasonRelative          Reason = "relative"
	ReasonNotAsked          Reason = "not-asked"
)
