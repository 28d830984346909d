package crawler

import "time"

// Format names the syntax that a post is written in.
type Format string

// The formats that linkmedic reads.
const (
	FormatMarkdown Format = "markdown"
	FormatHTML     Format = "html"
	FormatText     Format = "text"
)

// Post is one document that a source yields.
type Post struct {
	// Path is the file's path, relative to the working directory where
	// possible and with forward slashes, or the URL of a live page.
	Path  string
	Title string
	// Published is midnight UTC of the calendar date that the author wrote,
	// whatever time zone stood beside it; zero if no date is known.
	Published time.Time
	// PublishedFrom says how Published was found; empty exactly when
	// Published is zero.
	PublishedFrom PublishedFrom
	Format        Format
	// Error says why the post could not be read; empty if it was.
	Error string
}

// PublishedFrom names the place where a post's date was found.
type PublishedFrom string

// The places where a date is looked for, the most trusted first.
const (
	FromFrontMatter PublishedFrom = "front-matter"
	FromPage        PublishedFrom = "page" // <time>, article:published_time, JSON-LD
	FromFileName    PublishedFrom = "file-name"
	FromURLPath     PublishedFrom = "url"
)

// Document is a post as its source delivers it: what the source knows about
// it, and its bytes.
type Document struct {
	// Post carries Path always, Format and Published where the source
	// knows them, and Error when the bytes could not be had.
	Post Post
	Body []byte
	// ContentType is the Content-Type that a web server sent with the body;
	// empty for files.
	ContentType string
	// Base is the absolute URL that relative links are resolved against;
	// empty if unknown.
	Base string
}
