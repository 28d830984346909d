package testweb_test

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"

	"linkmedic/crawler/testweb"
)

// crowd is a web of many hosts whose pages are made as they are asked for.
func crowd(hosts int) []testweb.Site {
	sites := make([]testweb.Site, hosts)
	for i := range sites {
		sites[i] = testweb.Site{
			Host:    fmt.Sprintf("host%d.example", i),
			Default: testweb.HTML("A page", "<p>One of many.</p>"),
		}
	}
	return sites
}

// askCrowd asks all targets with so many workers for each host, and no more
// connections than that.
func askCrowd(t testing.TB, w *testweb.Web, scheme string, hosts, targets, workers int) {
	t.Helper()
	transport := &http.Transport{
		DialContext:         w.DialContext,
		TLSClientConfig:     &tls.Config{RootCAs: w.CertPool()},
		MaxIdleConns:        hosts * workers,
		MaxIdleConnsPerHost: workers,
		ForceAttemptHTTP2:   true,
	}
	defer transport.CloseIdleConnections()
	var group sync.WaitGroup
	for i := range hosts {
		queue := make(chan int, targets)
		for j := range targets {
			queue <- j
		}
		close(queue)
		for range workers {
			group.Go(func() {
				for j := range queue {
					req, err := http.NewRequest("GET", fmt.Sprintf("%s://host%d.example/%d", scheme, i, j), nil)
					if err != nil {
						t.Error(err)
						return
					}
					resp, err := transport.RoundTrip(req)
					if err != nil {
						t.Error(err)
						return
					}
					if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != 200 {
						t.Errorf("%s: %d, %v", req.URL, resp.StatusCode, err)
					}
					resp.Body.Close()
				}
			})
		}
	}
	group.Wait()
}

func TestCrowd(t *testing.T) {
	const hosts, targets, workers = 20, 50, 4
	for _, scheme := range []string{"http", "https"} {
		w := start(t, crowd(hosts)...)
		askCrowd(t, w, scheme, hosts, targets, workers)
		for i := range hosts {
			if n := w.Log().MaxInFlight(fmt.Sprintf("host%d.example", i)); n < 1 || n > workers {
				t.Errorf("%s: host %d had %d requests in flight, its %d workers one each", scheme, i, n, workers)
			}
		}
		counts := w.Log().Counts()
		if len(counts) != hosts*targets || w.Log().Total() != hosts*targets {
			t.Errorf("%s: %d addresses in %d requests, want %d each", scheme, len(counts), w.Log().Total(), hosts*targets)
		}
	}
}

// BenchmarkCrowd asks 5,000 targets on 50 hosts: the web must not be what
// measurements of the program wait for.
func BenchmarkCrowd(b *testing.B) {
	for b.Loop() {
		w, err := testweb.Start(crowd(50)...)
		if err != nil {
			b.Fatal(err)
		}
		askCrowd(b, w, "http", 50, 100, 2)
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
