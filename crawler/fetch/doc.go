// Package fetch is the polite transport: one http.RoundTripper through which
// every request of the program goes, whoever makes it.
//
// Client is a chain of small decorators, each in a file of its own. From the
// outside in:
//
//	identify    the honest User-Agent
//	refuse      private addresses that the URL itself names       (refuse.go)
//	retry       another attempt after a fault that may pass       (retry.go)
//	wait        a host that asked for a rest gets it              (pauses.go)
//	takeTurns   the host's slot first, then the global one        (turns.go)
//	recheck     nobody asks a host that asked for a rest meanwhile (pauses.go)
//	giveUp      hosts that never answer are left alone            (giveup.go)
//	deadline    one attempt, body included, is bounded in time    (deadline.go)
//	count       what it cost, for the crawler.Trace               (count.go)
//	base        net/http's transport, our names, guard, dialler   (base.go)
//
// Redirects are not followed: each hop is a request of its own and pays its own
// host. Nothing here judges answers; that is the business of package probe.
// An http.Client that uses the chain must leave its Timeout 0, because that
// would count the polite waiting.
//
// Errors are those of the standard library where it has them, so that callers
// need not know this package: *net.DNSError whose IsNotFound means two answers
// of NXDOMAIN, *net.OpError with Op "dial" for what failed before the request
// was sent and "proxyconnect" for trouble with the proxy, net.Error's Timeout,
// the errors of crypto/x509. What only we refuse is in package crawler:
// ErrPrivateAddress, HostPausedError, HostGivenUpError.
package fetch
