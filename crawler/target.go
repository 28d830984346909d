package crawler

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Target is one unique URL to check; many links share a target.
type Target struct {
	// ID is the record's number for the target.
	ID int64
	// URL is what is asked: absolute, normalised by Ask, without fragment.
	// For what cannot be asked it is the address as the author meant it.
	URL string
	// Classes are the distinct classes of the links that share the target.
	Classes []Class
	// Embedded says that at least one link shows the target inside a post.
	Embedded bool
}

// Host returns the target's host and port as written in its URL, the unit of
// politeness; empty for what has none.
func (t Target) Host() string {
	u, err := url.Parse(t.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// Hostname returns the host of the target's URL without its port.
func (t Target) Hostname() string {
	u, err := url.Parse(t.URL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// Ask turns the address of a link into the address to request: scheme and host
// in lower case, default port and fragment dropped, an empty path made "/",
// characters that may not stand in a request line percent-encoded (RFC 3986,
// section 6.2.2; a stray percent sign is encoded too, as browsers send it on).
// Path and query are otherwise left as the author wrote them.
//
// For an address that is not to be requested it returns the address itself and
// the reason: ReasonMalformed, ReasonUnsupportedScheme or ReasonRelative.
func Ask(address string) (string, Reason) {
	if strings.TrimSpace(address) == "" {
		return address, ReasonMalformed
	}
	u, err := url.Parse(encodeStray(strings.TrimSpace(address)))
	if err != nil {
		return address, ReasonMalformed
	}
	switch u.Scheme {
	case "http", "https":
	case "":
		return address, ReasonRelative
	default:
		return address, ReasonUnsupportedScheme
	}
	if u.Opaque != "" || !validHost(u) {
		return address, ReasonMalformed
	}
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, port), ":")
	}
	return assemble(u), ""
}

// assemble is u.String without the fragment and with the host as people write
// it: String would percent-encode an internationalised name.
func assemble(u *url.URL) string {
	s := u.Scheme + "://"
	if u.User != nil {
		s += u.User.String() + "@"
	}
	s += u.Host + cmp.Or(u.EscapedPath(), "/")
	if u.RawQuery != "" || u.ForceQuery {
		s += "?" + u.RawQuery
	}
	return s
}

// encodeStray percent-encodes what url.Parse would refuse or pass on raw:
// percent signs that begin no escape, and in the query white space, quotes and
// bytes outside ASCII.
func encodeStray(address string) string {
	var b strings.Builder
	query := false
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case c == '%' && !(i+2 < len(address) && isHex(address[i+1]) && isHex(address[i+2])):
			b.WriteString("%25")
		case query && c == '#':
			query = false
			b.WriteByte(c)
		case query && (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>'):
			fmt.Fprintf(&b, "%%%02X", c)
		case c == '\t' || c == '\n' || c == '\r':
			// Dropped, as the URL Standard of WHATWG does: HTML attributes
			// that were wrapped by an editor have them.
		default:
			query = query || c == '?'
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// validHost reports whether the authority can be that of a server.
func validHost(u *url.URL) bool {
	host := u.Hostname()
	if (host == "http" || host == "https") && strings.HasPrefix(u.Path, "//") {
		return false // http://http://example.org: the scheme was pasted twice
	}
	if host == "" || strings.ContainsAny(host, " \"<>\\^`{|}%,;()") {
		return false
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return false
		}
	}
	if strings.Contains(host, ":") { // IPv6, checked by url.Parse
		return true
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || len(label) > 63 {
			return false
		}
	}
	return true
}

// Mask hides the password in the address's userinfo, for every place where an
// address is shown.
func Mask(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	authority, tail := rest, ""
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		authority, tail = rest[:i], rest[i:]
	}
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		return address
	}
	user, _, ok := strings.Cut(authority[:at], ":")
	if !ok {
		return address
	}
	return scheme + "://" + user + ":xxxxx" + authority[at:] + tail
}
