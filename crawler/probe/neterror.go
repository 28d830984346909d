package probe

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"

	"golang.org/x/net/http2"

	"linkmedic/crawler"
)

// judgeError says what an error means that came in place of an answer. Only a
// name that does not exist is definite; the transport says so only when it was
// told twice.
func judgeError(err error) finding {
	var (
		paused  *crawler.HostPausedError
		givenUp *crawler.HostGivenUpError
	)
	switch {
	case errors.Is(err, crawler.ErrPrivateAddress):
		return finding{crawler.Skipped, crawler.ReasonPrivateAddress, err.Error()}
	case errors.As(err, &paused):
		f := judgeStatus(answer{status: paused.Status})
		f.fact = fmt.Sprintf("%s answered %s to another request and asked to be left alone until %s",
			paused.Host, statusText(paused.Status), paused.Until.UTC().Format(time.RFC3339))
		return f
	case errors.As(err, &givenUp) && givenUp.Err != nil:
		f := judgeError(givenUp.Err)
		f.fact = fmt.Sprintf("%s was given up for this run after %d attempts in a row had failed: %s", givenUp.Host, givenUp.Failures, f.fact)
		return f
	}
	if f, ok := judgeLookup(err); ok {
		return f
	}
	if f, ok := judgeTLS(err); ok {
		return f
	}
	return judgeConnection(err)
}

func judgeLookup(err error) (finding, bool) {
	var dns *net.DNSError
	if !errors.As(err, &dns) {
		return finding{}, false
	}
	if dns.IsNotFound {
		return finding{crawler.Dead, crawler.ReasonDNSNotFound, fmt.Sprintf("the name %s does not exist: two look-ups said so", dns.Name)}, true
	}
	return finding{crawler.Unknown, crawler.ReasonDNSFailed, fmt.Sprintf("looking up %s failed: %s", dns.Name, dns.Err)}, true
}

func judgeTLS(err error) (finding, bool) {
	var (
		invalid   x509.CertificateInvalidError
		name      x509.HostnameError
		authority x509.UnknownAuthorityError
		roots     x509.SystemRootsError
		verify    *tls.CertificateVerificationError
		record    tls.RecordHeaderError
		alert     tls.AlertError
		op        *net.OpError
	)
	f := finding{verdict: crawler.Unknown}
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		f.reason, f.fact = crawler.ReasonTLSExpired, "the certificate has expired or is not yet valid"
		if invalid.Cert != nil {
			f.fact = fmt.Sprintf("the certificate is valid from %s to %s", invalid.Cert.NotBefore.Format(time.DateOnly), invalid.Cert.NotAfter.Format(time.DateOnly))
		}
	case errors.As(err, &name):
		f.reason, f.fact = crawler.ReasonTLSName, fmt.Sprintf("the certificate is not for %s", name.Host)
	case errors.As(err, &authority), errors.As(err, &roots):
		f.reason, f.fact = crawler.ReasonTLSUntrusted, "the certificate is signed by an unknown authority"
	case errors.As(err, &record):
		f.reason, f.fact = crawler.ReasonTLSOther, "the server does not speak TLS"
	case errors.As(err, &verify), errors.As(err, &invalid), errors.As(err, &alert),
		errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error"):
		f.reason, f.fact = crawler.ReasonTLSOther, err.Error()
	case errors.Is(err, http.ErrSchemeMismatch):
		f.reason, f.fact = crawler.ReasonTLSOther, "the server does not speak TLS"
	default:
		return finding{}, false
	}
	return f, true
}

func judgeConnection(err error) finding {
	var (
		op      *net.OpError
		network net.Error
		tunnel  interface{ HTTPStatus() int } // the proxy's answer to CONNECT
		stream  http2.StreamError
	)
	f := finding{verdict: crawler.Unknown}
	isOp := errors.As(err, &op)
	switch {
	case errors.As(err, &tunnel):
		f = judgeStatus(answer{status: tunnel.HTTPStatus()})
		if f.verdict != crawler.Blocked || f.reason != crawler.ReasonBlocked407 {
			f.verdict, f.reason = crawler.Unknown, crawler.HTTPReason(tunnel.HTTPStatus())
		}
		f.fact = fmt.Sprintf("the proxy answered %s", statusText(tunnel.HTTPStatus()))
	case isOp && op.Op == "proxyconnect":
		f.reason, f.fact = crawler.ReasonUnreachable, "the proxy could not be reached"
	case errors.As(err, &network) && network.Timeout():
		f.reason, f.fact = crawler.ReasonTimeoutResponse, "connected, but no answer came in time"
		if isOp && op.Op == "dial" || errors.Is(err, syscall.ETIMEDOUT) {
			f.reason, f.fact = crawler.ReasonTimeoutConnect, "no connection came about in time"
		}
	case errors.Is(err, syscall.ECONNREFUSED):
		f.reason, f.fact = crawler.ReasonRefused, "the connection was refused"
	case isOneOf(err, syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EHOSTDOWN, syscall.EADDRNOTAVAIL):
		f.reason, f.fact = crawler.ReasonUnreachable, "there is no way to the server's network"
	case isOneOf(err, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE):
		f.reason, f.fact = crawler.ReasonReset, "the server broke the connection off"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &stream):
		f.reason, f.fact = crawler.ReasonReset, "the server closed the connection without an answer"
	case isOp && op.Op == "dial":
		f.reason, f.fact = crawler.ReasonUnreachable, "no connection could be made: "+op.Err.Error()
	default:
		f.reason, f.fact = crawler.ReasonBadResponse, "the answer is not proper HTTP: "+err.Error()
	}
	return f
}

func isOneOf(err error, faults ...syscall.Errno) bool {
	for _, fault := range faults {
		if errors.Is(err, fault) {
			return true
		}
	}
	return false
}
