package extract

import "linkmedic/crawler"

// extractors are the formats' readers. Each finds the document already decoded
// and its front matter cut off.
var extractors = map[crawler.Format]func(*document){
	crawler.FormatMarkdown: (*document).extractMarkdown,
	crawler.FormatHTML:     (*document).extractHTML,
	crawler.FormatText:     (*document).extractText,
}

// Extract finds the links of a post, ordered by crawler.CompareLinks, their
// class not yet known. The post is that of doc, completed with format, title
// and date. A format that doc.Post names is taken for granted.
//
// The error says that the body is no text; the post is returned nonetheless.
func Extract(doc crawler.Document) (crawler.Post, []crawler.Link, error) {
	post := doc.Post
	// Only HTML says within itself how it is encoded.
	declared := post.Format == crawler.FormatHTML || formatOf(post.Path, doc.ContentType, head(doc.Body)) == crawler.FormatHTML
	p, err := decode(doc.Body, doc.ContentType, declared)
	if err != nil {
		if post.Format == "" {
			post.Format = formatOf(post.Path, doc.ContentType, nil)
		}
		if post.Title == "" {
			post.Title = slugTitle(post.Path)
		}
		return post, nil, err
	}
	if post.Format == "" {
		post.Format = formatOf(post.Path, doc.ContentType, p.text)
	}
	d := newDocument(doc, p.text)
	d.cutFrontMatter()
	read, ok := extractors[post.Format]
	if !ok {
		read = (*document).extractText
	}
	read(d)
	links := d.finish(&p)
	if title := d.titles.best(post.Format, post.Path); title != "" && (post.Title == "" || d.titles.frontMatter != "") {
		post.Title = title
	}
	d.dates.publish(&post, doc.Base)
	return post, links, nil
}
