package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"slices"

	"linkmedic/crawler"
)

// postEntry is a post and its links as they go into the database.
type postEntry struct {
	post        crawler.Post
	fingerprint []byte
	links       []linkRow
	bytes       int
}

type linkRow struct {
	crawler.Link
	target string
}

// AddPost records a post with its links, in any order. A post that could not be
// read has no links: they are ignored. If a path is added twice to a run, the
// last one counts.
func (r *Recording) AddPost(ctx context.Context, p crawler.Post, links []crawler.Link) error {
	e := newPostEntry(p, links)
	r.writer.posts.Add(1)
	err := r.writer.add(ctx, e)
	if err != nil {
		r.writer.posts.Add(-1)
		return fmt.Errorf("record post %q: %w", p.Path, err)
	}
	return nil
}

func newPostEntry(p crawler.Post, links []crawler.Link) *postEntry {
	p.Path, p.Title, p.Error = text(p.Path), text(p.Title), text(p.Error)
	p.Published = day(p.Published)
	e := &postEntry{post: p}
	if p.Error == "" {
		e.links = make([]linkRow, len(links))
		for i, l := range links {
			e.links[i] = newLinkRow(l)
		}
	}
	slices.SortStableFunc(e.links, func(a, b linkRow) int { return crawler.CompareLinks(a.Link, b.Link) })
	e.fingerprint, e.bytes = fingerprint(p, e.links)
	return e
}

func newLinkRow(l crawler.Link) linkRow {
	l.URL, l.Raw, l.Text, l.Context, l.Rel = text(l.URL), text(l.Raw), text(l.Text), text(l.Context), text(l.Rel)
	l.Syntax = crawler.Syntax(text(string(l.Syntax)))
	address, _ := crawler.Ask(l.URL)
	return linkRow{Link: l, target: text(address)}
}

// fingerprint is a hash over everything that a post's rows hold, and how many
// bytes that is. Strings go in with their length, so that none can run into the
// next.
func fingerprint(p crawler.Post, links []linkRow) (sum []byte, size int) {
	h := measuredHash{Hash: sha256.New()}
	h.texts(p.Title, string(p.PublishedFrom), string(p.Format), p.Error)
	h.number(p.Published.Unix())
	for _, l := range links {
		h.texts(l.target, l.URL, l.Raw, l.Text, l.Context, string(l.Syntax), l.Rel, string(l.Class), string(l.ClassFrom))
		for _, n := range []int{l.Line, l.Column, l.Span.Start, l.Span.End} {
			h.number(int64(n))
		}
		h.number(flag(l.Embedded))
	}
	return h.Sum(nil), h.size
}

type measuredHash struct {
	hash.Hash
	size int
}

func (h *measuredHash) number(n int64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
	h.size += len(b)
}

func (h *measuredHash) texts(all ...string) {
	for _, s := range all {
		h.number(int64(len(s)))
		h.Write([]byte(s))
		h.size += len(s)
	}
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func (e *postEntry) size() (rows, bytes int) { return 1 + len(e.links), e.bytes }

func (e *postEntry) write(b *batch) error {
	post, err := e.postID(b)
	if err != nil {
		return err
	}
	version, err := e.versionID(b, post)
	if err != nil {
		return err
	}
	_, err = b.exec(`
		INSERT INTO run_post (run_id, post_id, version_id) VALUES (?, ?, ?)
		ON CONFLICT (run_id, post_id) DO UPDATE SET version_id = excluded.version_id`,
		b.run.ID, post, version)
	return err
}

func (e *postEntry) postID(b *batch) (id int64, err error) {
	err = b.row(`SELECT id FROM post WHERE path = ?`, e.post.Path).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	return b.insert(`INSERT INTO post (path) VALUES (?)`, e.post.Path)
}

// versionID finds the version with the same fingerprint, or writes it with its
// links.
func (e *postEntry) versionID(b *batch, post int64) (id int64, err error) {
	err = b.row(`SELECT id FROM version WHERE post_id = ? AND fingerprint = ?`, post, e.fingerprint).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	p := e.post
	id, err = b.insert(`
		INSERT INTO version (post_id, fingerprint, title, published_ms, published_from, format, error, links)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		post, e.fingerprint, p.Title, millis(p.Published), p.PublishedFrom, p.Format, p.Error, len(e.links))
	if err != nil {
		return 0, err
	}
	for i := range e.links {
		if err := e.links[i].write(b, id); err != nil {
			return 0, err
		}
	}
	return id, nil
}

func (l *linkRow) write(b *batch, version int64) error {
	target, err := b.targetID(l.target)
	if err != nil {
		return err
	}
	url := sql.NullString{String: l.URL, Valid: l.URL != l.target}
	_, err = b.exec(`
		INSERT INTO link (version_id, target_id, line, col, start_byte, end_byte,
			url, raw, text, context, syntax, embedded, rel, class, class_from)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		version, target, l.Line, l.Column, l.Span.Start, l.Span.End,
		url, l.Raw, l.Text, l.Context, l.Syntax, l.Embedded, l.Rel,
		cmp.Or(l.Class, crawler.ClassPage), cmp.Or(l.ClassFrom, crawler.ClassFromDefault))
	return err
}

// knownTargets bounds the memory of targets met lately; the database has them all.
const knownTargets = 20_000

// targetID is the number of the target with the URL, which is given one if it
// has none.
func (b *batch) targetID(url string) (id int64, err error) {
	if id, ok := b.targets[url]; ok {
		return id, nil
	}
	err = b.row(`SELECT id FROM target WHERE url = ?`, url).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		id, err = b.insert(`INSERT INTO target (url, first_seen_ms) VALUES (?, ?)`, url, b.run.Started.UnixMilli())
	}
	if err != nil {
		return 0, err
	}
	if len(b.targets) >= knownTargets {
		clear(b.targets)
	}
	b.targets[url] = id
	return id, nil
}

// insert returns the number of the new row.
func (b *batch) insert(statement string, args ...any) (int64, error) {
	res, err := b.exec(statement, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}
