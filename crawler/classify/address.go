package classify

import (
	"net/url"
	"path"
	"strings"
)

// maxSegments bounds the part of a path that is looked at. No shape is nearly
// that long; what is longer is hostile or broken.
const maxSegments = 48

// address is a URL taken apart as leniently as possible: classification has no
// use for the errors of net/url, since broken addresses have a class, too.
type address struct {
	// web says that the scheme is http or https, or missing.
	web bool
	// host is in lower case, without userinfo, port and trailing dot;
	// empty for relative addresses.
	host string
	// bare is the host without www. and m. before it.
	bare  string
	path  string // as written, without query and fragment
	query string
	// segments are the parts of the path between slashes, percent-decoded,
	// empty ones left out.
	segments []string
}

func parseAddress(raw string) address {
	a := address{web: true}
	rest, _, _ := strings.Cut(strings.TrimSpace(raw), "#")
	if scheme, after, ok := cutScheme(rest); ok {
		if scheme != "http" && scheme != "https" {
			a.web = false
		}
		rest = after
	}
	rest, a.query, _ = strings.Cut(rest, "?")
	if authority, ok := strings.CutPrefix(rest, "//"); ok {
		end := strings.IndexByte(authority, '/')
		if end < 0 {
			end = len(authority)
		}
		a.host = hostOf(authority[:end])
		rest = authority[end:]
	}
	a.bare = bareHost(a.host)
	a.path = rest
	for segment := range strings.SplitSeq(rest, "/") {
		if segment == "" {
			continue
		}
		if strings.Contains(segment, "%") {
			if decoded, err := url.PathUnescape(segment); err == nil {
				segment = decoded
			}
		}
		if a.segments = append(a.segments, segment); len(a.segments) == maxSegments {
			break
		}
	}
	return a
}

// cutScheme cuts a scheme as RFC 3986, section 3.1, defines it.
func cutScheme(s string) (scheme, rest string, ok bool) {
	colon := strings.IndexByte(s, ':')
	if colon < 1 {
		return "", s, false
	}
	for i := range colon {
		c := s[i] | 0x20
		if !('a' <= c && c <= 'z' || i > 0 && ('0' <= s[i] && s[i] <= '9' || s[i] == '+' || s[i] == '-' || s[i] == '.')) {
			return "", s, false
		}
	}
	return strings.ToLower(s[:colon]), s[colon+1:], true
}

func hostOf(authority string) string {
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		authority = authority[at+1:]
	}
	if strings.HasPrefix(authority, "[") { // IPv6
		end := strings.IndexByte(authority, ']')
		return strings.ToLower(authority[:end+1])
	}
	host, _, _ := strings.Cut(authority, ":")
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

// bareHost drops the labels that sites put before their name for everyone
// (www) and for phones (m).
func bareHost(host string) string {
	for _, prefix := range []string{"www.", "m."} {
		if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
			host = rest
		}
	}
	return host
}

// hasParam reports whether the query has the parameter, with a value.
func (a address) hasParam(name string) bool {
	for pair := range strings.SplitSeq(strings.ReplaceAll(a.query, "&amp;", "&"), "&") {
		if key, value, _ := strings.Cut(pair, "="); value != "" && strings.EqualFold(key, name) {
			return true
		}
	}
	return false
}

// extension is that of the path in lower case, without the dot. Queries have
// none: "?file=a.jpg" says little about what is answered.
func (a address) extension() string {
	if len(a.segments) == 0 || strings.HasSuffix(a.path, "/") {
		return ""
	}
	return strings.ToLower(strings.TrimPrefix(path.Ext(a.segments[len(a.segments)-1]), "."))
}

// archived returns the address that a snapshot is of: a copy in an archive
// promises what its original promised. Other addresses are returned as they
// are.
func archived(a address) address {
	if a.host != "web.archive.org" && a.host != "wayback.archive.org" && a.host != "arquivo.pt" {
		return a
	}
	// /web/20140501000000im_/http://example.org/a?b
	for _, scheme := range []string{"/http:/", "/https:/"} {
		if i := strings.Index(a.path, scheme); i >= 0 {
			original := a.path[i+1:]
			if a.query != "" {
				original += "?" + a.query
			}
			// Some editors and servers fold the double slash.
			if !strings.HasPrefix(original[len(scheme)-1:], "/") {
				original = original[:len(scheme)-1] + "/" + original[len(scheme)-1:]
			}
			return parseAddress(original)
		}
	}
	return a
}
