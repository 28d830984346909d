package main

import (
	"context"
	"embed"
	"fmt"
	"path"

	"linkmedic/crawler"
)

// demoPosts are recaps of conferences, in every format; people and most of the
// conferences are invented. demoSites is the web that their links lead to.
//
//go:embed demo_posts
var demoPosts embed.FS

// demoSource yields the sample posts of the demo, the oldest first.
type demoSource struct{}

// Each yields the posts in the order of their names, which begin with the date.
func (demoSource) Each(ctx context.Context, yield func(crawler.Document) error) error {
	files, err := demoPosts.ReadDir("demo_posts")
	if err != nil {
		return fmt.Errorf("list sample posts: %w", err)
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		body, err := demoPosts.ReadFile(path.Join("demo_posts", file.Name()))
		if err != nil {
			return fmt.Errorf("read sample post: %w", err)
		}
		doc := crawler.Document{Post: crawler.Post{Path: path.Join("posts", file.Name())}, Body: body}
		if err := yield(doc); err != nil {
			return err
		}
	}
	return nil
}
