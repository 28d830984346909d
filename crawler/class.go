package crawler

// Class is what a link promises the reader.
type Class string

// The classes. A page is everything that is nothing else.
const (
	ClassSchedule Class = "schedule"
	ClassVideo    Class = "video"
	ClassPhoto    Class = "photo"
	ClassSlides   Class = "slides"
	ClassPage     Class = "page"
)

// Classes lists all classes in the order of every output.
var Classes = []Class{ClassSchedule, ClassVideo, ClassPhoto, ClassSlides, ClassPage}

// ClassFrom says which rule decided a link's class.
type ClassFrom string

// The rules, in the order in which they are tried.
const (
	ClassFromConfig    ClassFrom = "config"    // a rule of the user
	ClassFromHost      ClassFrom = "host"      // a known host and the shape of its URLs
	ClassFromPath      ClassFrom = "path"      // a URL shape that means the same on any host
	ClassFromSyntax    ClassFrom = "syntax"    // <img>, <video>, ![]()
	ClassFromExtension ClassFrom = "extension" // .mp4, .jpg, .pdf
	ClassFromText      ClassFrom = "text"      // the link's own text
	ClassFromContext   ClassFrom = "context"   // the words around the link
	ClassFromDefault   ClassFrom = "default"   // nothing spoke: a page
)
