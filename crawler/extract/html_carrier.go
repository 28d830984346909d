package extract

import "strings"

// carrier is an attribute that holds a URL.
type carrier struct {
	attribute string
	kind      carrierKind
	// embedded says that the reader sees what the URL leads to in the post.
	embedded bool
}

type carrierKind int

const (
	oneURL      carrierKind = iota
	manyURLs                // srcset: candidates with their descriptors
	requiredURL             // one URL whose absence is a mistake: href of a, src of img
)

// carriers lists, by element, the attributes whose URLs are links: those that
// the HTML standard's index of attributes calls a URL, what scripts for lazy
// loading have put beside them, and the obsolete ones that old posts use.
// Elements that need judgement (link, meta, param, base, iframe's srcdoc) are
// in markup.start. Scripts are not content, and ping and manifest lead to
// nothing that a reader would see.
var carriers = map[string][]carrier{
	"a":          {{attribute: "href", kind: requiredURL}, {attribute: "xlink:href"}},
	"area":       {{attribute: "href"}},
	"img":        append(lazy("src", requiredURL), carrier{"srcset", manyURLs, true}, carrier{"data-srcset", manyURLs, true}, carrier{attribute: "longdesc"}),
	"amp-img":    {{"src", oneURL, true}, {"srcset", manyURLs, true}},
	"source":     {{"src", oneURL, true}, {"srcset", manyURLs, true}, {"data-src", oneURL, true}, {"data-srcset", manyURLs, true}},
	"video":      {{"src", oneURL, true}, {"data-src", oneURL, true}, {"poster", oneURL, true}, {"data-poster", oneURL, true}},
	"audio":      {{"src", oneURL, true}, {"data-src", oneURL, true}},
	"track":      {{"src", oneURL, true}},
	"iframe":     lazy("src", oneURL),
	"frame":      {{"src", oneURL, true}, {attribute: "longdesc"}},
	"embed":      {{"src", oneURL, true}, {"data-src", oneURL, true}},
	"object":     {{"data", oneURL, true}},
	"image":      {{"href", oneURL, true}, {"xlink:href", oneURL, true}},
	"feimage":    {{"href", oneURL, true}, {"xlink:href", oneURL, true}},
	"use":        {{"href", oneURL, true}, {"xlink:href", oneURL, true}},
	"blockquote": {{attribute: "cite"}},
	"q":          {{attribute: "cite"}},
	"ins":        {{attribute: "cite"}},
	"del":        {{attribute: "cite"}},
	"form":       {{attribute: "action"}},
	"button":     {{attribute: "formaction"}},
	"input":      {{"src", oneURL, true}, {attribute: "formaction"}},
	"body":       {{"background", oneURL, true}},
	"table":      {{"background", oneURL, true}},
	"td":         {{"background", oneURL, true}},
	"th":         {{"background", oneURL, true}},
}

func lazy(attribute string, kind carrierKind) []carrier {
	return []carrier{
		{attribute, kind, true},
		{"data-src", oneURL, true},
		{"data-lazy-src", oneURL, true},
		{"data-original", oneURL, true},
	}
}

// hints are the relations of <link> that only ask the browser to hurry, and
// lead to no document of their own.
var hints = map[string]bool{
	"preconnect": true, "dns-prefetch": true, "preload": true, "prefetch": true,
	"modulepreload": true, "prerender": true,
}

// isHint reports whether all of a <link>'s relations are hints.
func isHint(rel string) bool {
	words := strings.Fields(strings.ToLower(rel))
	for _, w := range words {
		if !hints[w] {
			return false
		}
	}
	return len(words) > 0
}

// metaURLs are the properties of <meta> that hold a URL: Open Graph's, Twitter
// Cards' and microdata's.
var metaURLs = map[string]bool{
	"og:url": true, "og:see_also": true,
	"og:image": true, "og:image:url": true, "og:image:secure_url": true,
	"og:video": true, "og:video:url": true, "og:video:secure_url": true,
	"og:audio": true, "og:audio:url": true, "og:audio:secure_url": true,
	"article:author": true, "article:publisher": true,
	"twitter:url": true, "twitter:image": true, "twitter:image:src": true,
	"twitter:player": true, "twitter:player:stream": true,
	"url": true, "image": true, "thumbnailurl": true, "contenturl": true, "embedurl": true,
}

// metaDates are the properties of <meta> that hold the day of publication.
var metaDates = map[string]int{
	"article:published_time": rankPublishedTime, "og:article:published_time": rankPublishedTime,
	"datepublished": rankPublishedTime,
	"date":          rankMeta, "dc.date": rankMeta, "dcterms.created": rankMeta, "dcterms.date": rankMeta,
	"dc.date.issued": rankMeta, "dcterms.issued": rankMeta, "pubdate": rankMeta, "publish_date": rankMeta,
	"publish-date": rankMeta, "citation_publication_date": rankMeta, "parsely-pub-date": rankMeta, "sailthru.date": rankMeta,
}

// playerParams are the names of <param> that hold the URL of a film or player.
var playerParams = map[string]bool{"movie": true, "src": true, "url": true, "filename": true, "data": true}

// blocks are the elements that begin and end a block of text.
var blocks = set(`address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
	footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre section summary
	table tbody tfoot thead title tr ul video audio`)

// unseen are the elements whose text is not part of the post.
var unseen = set("script style template title textarea noembed noframes xmp iframe")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
