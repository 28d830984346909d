// Package extract finds the links of one post: bytes in, metadata and links
// with exact byte spans out.
//
// It has one extractor a format, and each of them gets the positions from the
// parser that knows them: our own for the links of Markdown, inside goldmark; the
// HTML tokenizer's tokens add up to the input, the front-matter parsers say
// where a value begins. Nothing is searched for where it can be known; where a
// notation hides the place of a URL, the span is absent rather than guessed.
//
// The package asks no network, reads no files, and judges no URL: whether an
// address can be asked is for crawler.Ask, what it promises for the package
// classify. Every input, however hostile, costs time linear in its size.
package extract
