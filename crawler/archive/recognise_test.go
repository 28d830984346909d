package archive

import "testing"

func TestIsArchive(t *testing.T) {
	for address, want := range map[string]bool{
		"https://web.archive.org/web/20140501000000/http://x.example/":  true,
		"http://WEB.archive.org./web/2014*/http://x.example/":           true,
		"http://web.archive.org/20080101000000/http://x.example/":       true,
		"https://archive.org/web/20140501000000/http://x.example/":      true,
		"https://www.archive.org/wayback/20140501000000/x":              true,
		"http://replay.waybackmachine.org/2014/http://x.example/":       true,
		"https://archive.org/details/pycon2014":                         false,
		"https://archive.org/download/pycon2014/a.mp4":                  false,
		"https://archive.org/web/":                                      false,
		"https://web.archive.org/":                                      false,
		"https://web.archive.org":                                       false,
		"https://archive.ph/AbCdE":                                      true,
		"https://archive.today/2014/http://x.example/":                  true,
		"https://archive.is/":                                           false,
		"https://notarchive.is/x":                                       false,
		"http://www.webcitation.org/6abc":                               true,
		"http://www.webcitation.org/?url=x":                             true,
		"https://wayback.archive-it.org/1068/2014/http://x.example/":    true,
		"https://arquivo.pt/wayback/2014/http://x.example/":             true,
		"https://arquivo.pt/noFrame/wayback/2014/x":                     true,
		"https://arquivo.pt/page/search":                                false,
		"https://perma.cc/ABCD-1234":                                    true,
		"https://perma.cc/about":                                        false,
		"https://webarchive.nationalarchives.gov.uk/ukgwa/2014/http://": true,
		"https://www.nationalarchives.gov.uk/":                          false,
		"https://www.loc.gov/item/1":                                    false,
		"https://webarchive.loc.gov/all/2014/http://x.example/":         true,
		"https://ghostarchive.org/archive/AbCdE":                        true,
		"https://webrecorder.io/u/c/20140501000000/http://x.example/":   true,
		"https://webrecorder.io/guide":                                  false,
		"https://x.example/web/20140501000000/http://y.example/":        false,
		"mailto:web.archive.org/web/x":                                  false,
		"http://%zz/":                                                   false,
		"":                                                              false,
	} {
		if got := IsArchive(address); got != want {
			t.Errorf("%q is an archived copy: %t, want %t", address, got, want)
		}
	}
}
