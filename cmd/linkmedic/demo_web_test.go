package main

import (
	"net/url"
	"slices"
	"testing"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

func TestDemoWebServesThePostsHosts(t *testing.T) {
	served := make(map[string]bool)
	for _, site := range demoSites() {
		if served[site.Host] {
			t.Errorf("host %s is served twice", site.Host)
		}
		served[site.Host] = true
	}
	linked := make(map[string]bool)
	err := demoSource{}.Each(t.Context(), func(doc crawler.Document) error {
		_, links, err := extract.Extract(doc)
		for _, link := range links {
			address, reason := crawler.Ask(link.URL)
			if reason != "" {
				continue // nobody asks it
			}
			u, err := url.Parse(address)
			if err != nil {
				return err
			}
			linked[u.Hostname()] = true
			if served[u.Hostname()] == slices.Contains(demoMissing, u.Hostname()) {
				t.Errorf("%s: %s must be either served or in demoMissing", doc.Post.Path, link.URL)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range demoMissing {
		if !linked[host] {
			t.Errorf("no post links to %s, which demoMissing names", host)
		}
	}
}
