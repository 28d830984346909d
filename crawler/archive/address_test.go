package archive

import (
	"net/http"
	"testing"
	"time"
)

func TestRequestable(t *testing.T) {
	for _, tt := range []struct{ address, page, fragment string }{
		{"http://x.example/a?b=1&c=2", "http://x.example/a?b=1&c=2", ""},
		{"http://x.example/#top", "http://x.example/", "#top"},
		{"http://x.example/#", "http://x.example/", ""},
		{"http://x.example/a b\t?q=c d", "http://x.example/a%20b%09?q=c%20d", ""},
		{"http://x.example/a%20b%E4?q=%2526", "http://x.example/a%20b%E4?q=%2526", ""},
		{"http://x.example/100%", "http://x.example/100%25", ""},
		{"http://x.example/ü?q=ü", "http://x.example/%C3%BC?q=%C3%BC", ""},
		{"http://x.example/a|b?q={c}", "http://x.example/a%7Cb?q=%7Bc%7D", ""},
		{"http://x.example/[a]';(b),c!*@:$+=", "http://x.example/[a]';(b),c!*@:$+=", ""},
	} {
		page, fragment := requestable(tt.address)
		if page != tt.page || fragment != tt.fragment {
			t.Errorf("%s = %s and %s, want %s and %s", tt.address, page, fragment, tt.page, tt.fragment)
		}
		if again, _ := requestable(page); again != page {
			t.Errorf("%s encoded twice is %s", page, again)
		}
	}
}

// FuzzRequestable: whatever is looked up, the request line carries it as it is.
func FuzzRequestable(f *testing.F) {
	f.Add("http://x.example/a?b=1&c=2#d")
	f.Add("http://ä.example/%zz%2F//..?%\x00[]{}|\\^`")
	f.Fuzz(func(t *testing.T, address string) {
		page, _ := requestable(address)
		w := New(nil, Options{})
		asked := w.replayURL(capture{page, firstCapture})
		r, err := http.NewRequest(http.MethodGet, asked, nil)
		if err != nil {
			t.Fatalf("%q cannot be asked: %v", asked, err)
		}
		if got := DefaultBase + r.URL.RequestURI(); got != asked {
			t.Errorf("asked %q, want %q", got, asked)
		}
		c, ok := captureIn(asked)
		if page != "" && (!ok || !samePage(c.page, page)) {
			t.Errorf("read back %v from %q", c, asked)
		}
	})
}

func TestCaptureIn(t *testing.T) {
	at := time.Date(2014, 5, 1, 12, 30, 59, 0, time.UTC)
	for location, want := range map[string]capture{
		"https://web.archive.org/web/20140501123059id_/http://x.example/?a=/web/": {"http://x.example/?a=/web/", at},
		"http://web.archive.org/web/20140501123059/http://x.example:80/a":         {"http://x.example/a", at},
		"/web/20140501123059if_/https://x.example:443?a":                          {"https://x.example?a", at},
		"/web/20140501123059/http://x.example:8080/":                              {"http://x.example:8080/", at},
		"/web/20140501123059/x.example/":                                          {"x.example/", at},
		"/web/2014/http://x.example/":                                             {},
		"/web/20141301123059/http://x.example/":                                   {},
		"/web/19950501123059/http://x.example/":                                   {},
		"/web/20140501123059id_/":                                                 {},
		"https://web.archive.org/sry":                                             {},
		"":                                                                        {},
	} {
		got, ok := captureIn(location)
		if got != want || ok != (want != capture{}) {
			t.Errorf("%s = %v, %t; want %v", location, got, ok, want)
		}
	}
}

func TestSamePage(t *testing.T) {
	const page = "http://x.example/Talk?b=2&a=1"
	for other, same := range map[string]bool{
		page:                                     true,
		"https://www.x.example/talk?b=2&a=1":     true,
		"http://www2.x.example:80/Talk/?a=1&b=2": true,
		"x.example/Talk?a=1&b=2#part":            true,
		"http://x.example/%54alk?a=1&b=2":        true,
		"http://x.example/Talk":                  false,
		"http://x.example/Talk?a=1":              false,
		"http://x.example/":                      false,
		"http://y.example/Talk?b=2&a=1":          false,
		"http://x.example:8080/Talk?b=2&a=1":     false,
	} {
		if got := samePage(page, other); got != same || samePage(other, page) != same {
			t.Errorf("%s is the same page: %t, want %t", other, got, same)
		}
	}
}
