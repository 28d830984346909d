package source

import (
	"io"
	"math"
	"net/http"

	"linkmedic/crawler"
)

// The bounds that hold unless Options say otherwise.
const (
	DefaultMaxFileSize = 64 << 20 // bytes
	DefaultDepth       = 3        // links to follow from the page named
	DefaultMaxPages    = 500      // pages of one site
)

// Options say how sources are read. The zero value reads every file of the
// folders named below the current directory.
type Options struct {
	// Dir is the working directory: relative names begin there, and paths
	// are reported relative to it where possible. Empty: the current one.
	Dir string
	// Stdin is what "-" reads, in StdinFormat; an empty format leaves it to
	// the extractor to tell from the content.
	Stdin       io.Reader
	StdinFormat crawler.Format
	// MaxFileSize is the size in bytes above which a file or page is named
	// and not read. 0: DefaultMaxFileSize.
	MaxFileSize int64
	// Supported says which files of a folder are posts, by name. Files that
	// are named themselves are read whatever it says. nil: all files.
	Supported func(name string) bool
	// Extensions are what Supported looks for, for messages.
	Extensions []string
	// BaseURL is the address against which relative links in files and
	// standard input are resolved; empty if it is not known.
	BaseURL string

	// Transport carries every request to live blogs; it has to be there when
	// one is named. Retries, deadlines and politeness are its business.
	Transport http.RoundTripper
	// UserAgent is how live blogs, and their robots.txt, know us.
	UserAgent string
	// Depth is how many links a page of a live blog may be away from the
	// page named. 0: DefaultDepth. Negative: only the pages named.
	Depth int
	// MaxPages is how many pages of one site are asked for. 0:
	// DefaultMaxPages.
	MaxPages int
	// AllowPrivate permits live blogs on this machine and private networks.
	// Only addresses that show it are refused here; the transport guards
	// what names resolve to.
	AllowPrivate bool

	// Warn is called with what a person should know about an incomplete
	// result, such as a site with more pages than MaxPages. May be nil.
	Warn func(message string)
}

func (o Options) withDefaults() Options {
	if o.MaxFileSize <= 0 {
		o.MaxFileSize = DefaultMaxFileSize
	}
	o.MaxFileSize = min(o.MaxFileSize, math.MaxInt64-1)
	if o.Supported == nil {
		o.Supported = func(string) bool { return true }
	}
	if o.Depth == 0 {
		o.Depth = DefaultDepth
	}
	if o.MaxPages <= 0 {
		o.MaxPages = DefaultMaxPages
	}
	if o.UserAgent == "" {
		o.UserAgent = "linkmedic"
	}
	if o.Warn == nil {
		o.Warn = func(string) {}
	}
	return o
}
