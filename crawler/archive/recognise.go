package archive

import (
	"net/url"
	"regexp"
	"strings"
)

// archives are the hosts of archived copies that the Internet Archive's own bot
// recognises (IABot, APII.php), with the paths under which the copies are. A
// host stands for its subdomains, too.
var archives = []struct {
	host string
	path *regexp.Regexp
}{
	{"web.archive.org", anyPath},
	{"wayback.archive.org", anyPath},
	{"liveweb.archive.org", anyPath},
	{"replay.archive.org", anyPath},
	{"archive.org", regexp.MustCompile(`^/(web|wayback)/[0-9*]`)}, // /details/… are things of its own
	{"waybackmachine.org", anyPath},
	{"archive.is", anyPath}, {"archive.today", anyPath}, {"archive.fo", anyPath}, {"archive.li", anyPath},
	{"archive.vn", anyPath}, {"archive.md", anyPath}, {"archive.ph", anyPath},
	{"timetravel.mementoweb.org", anyPath},
	{"webcitation.org", anyPath},
	{"wayback.archive-it.org", anyPath},
	{"arquivo.pt", wayback},
	{"perma.cc", regexp.MustCompile(`^/[0-9A-Z]{2,4}-[0-9A-Z]{2,4}\b|^/warc/`)},
	{"perma-archives.org", anyPath},
	{"webarchive.loc.gov", anyPath},
	{"webharvest.gov", anyPath},
	{"web.archive.bibalex.org", anyPath}, {"web.petabox.bibalex.org", anyPath},
	{"collectionscanada.gc.ca", regexp.MustCompile(`^/(archivesweb|webarchives)/`)},
	{"webarchive.bac-lac.gc.ca", anyPath},
	{"veebiarhiiv.digar.ee", anyPath},
	{"wayback.vefsafn.is", anyPath},
	{"webarchive.proni.gov.uk", anyPath},
	{"nukrobi2.nuk.uni-lj.si", anyPath},
	{"swap.stanford.edu", anyPath},
	{"webarchive.nationalarchives.gov.uk", anyPath},
	{"webarchive.parliament.uk", anyPath},
	{"eresources.nlb.gov.sg", regexp.MustCompile(`^/webarchives/`)},
	{"webarchive.nla.gov.au", anyPath}, {"pandora.nla.gov.au", anyPath}, {"web.archive.org.au", anyPath},
	{"ndhadeliver.natlib.govt.nz", regexp.MustCompile(`^/webarchive/`)},
	{"archive.wikiwix.com", anyPath},
	{"freezepage.com", anyPath},
	{"webrecorder.io", regexp.MustCompile(`/\d{14}`)}, {"conifer.rhizome.org", regexp.MustCompile(`/\d{14}`)},
	{"webarchive.org.uk", wayback},
	{"collection.europarchive.org", anyPath}, {"collections.europarchive.org", anyPath},
	{"collections.internetmemory.org", anyPath},
	{"digital.library.yorku.ca", wayback},
	{"ghostarchive.org", regexp.MustCompile(`^/(archive|varchive)/`)},
	{"webcache.googleusercontent.com", anyPath},
}

var (
	// anyPath is any but the archive's home page.
	anyPath = regexp.MustCompile(`^/.`)
	wayback = regexp.MustCompile(`^/(\w+/)?wayback/`)
)

// IsArchive reports whether the address is that of an archived copy at one of
// the archives known, which needs no snapshot of its own.
func IsArchive(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	for _, a := range archives {
		if host != a.host && !strings.HasSuffix(host, "."+a.host) {
			continue
		}
		path := u.EscapedPath()
		if u.RawQuery != "" && path == "/" {
			path = "/?" // webcitation.org/?url=…
		}
		if a.path.MatchString(path) {
			return true
		}
	}
	return false
}
