package probe

import (
	"fmt"
	"strings"

	"golang.org/x/net/publicsuffix"

	"linkmedic/crawler"
)

// brokers are hosts that sell or rent out domains; who is sent there from
// another domain has come to one that is parked. From lists that link checkers
// and domain linters keep (AdguardTeam/DeadDomainsLinter#39, PyFunceble#255).
var brokers = []string{
	"afternic.com", "bodis.com", "buydomains.com", "dan.com", "domainmarket.com", "hugedomains.com",
	"namebright.com", "parkingcrew.net", "parklogic.com", "sedo.com", "sedoparking.com", "undeveloped.com",
	"uniregistry.com", "domainnamesales.com", "above.com",
}

// parkingScripts are hosts that serve nothing but parked pages: whoever loads
// scripts or frames from them is one.
var parkingScripts = []string{
	"sedoparking.com", "parkingcrew.net", "bodis.com", "parklogic.com", "park.above.com", "domainparking.ru",
}

// forSale are words for a domain that is for sale, in lower case.
var forSale = []string{
	"is for sale", "for sale", "may be for sale", "domain parked", "parked domain", "parked free",
	"steht zum verkauf", "zu verkaufen", "à vendre", "a vendre", "en venta", "te koop", "in vendita", "na sprzedaż", "продается", "продаётся",
}

// parked recognises a domain that a broker holds. A broker's address or script
// is proof; words in the title, and the ww1 or ww2 that parked domains redirect
// to (some real sites do, too), are one sign.
func parked(_ crawler.Target, way trail) (finding, bool) {
	asked, final := way.asked.Hostname(), way.final().Hostname()
	for _, broker := range brokers {
		if below(final, broker) && !below(asked, broker) {
			return finding{crawler.Dead, crawler.ReasonParked, fmt.Sprintf("%s trades with domains", final)}, true
		}
	}
	for _, host := range way.last.page.hosts {
		for _, parking := range parkingScripts {
			if below(host, parking) && !below(asked, parking) {
				return finding{crawler.Dead, crawler.ReasonParked, fmt.Sprintf("the page comes from %s, which serves parked domains", plain(host, urlLimit))}, true
			}
		}
	}
	title := way.last.page.title
	if domain := domainOf(final); domain != "" && strings.Contains(strings.ToLower(title), domain) {
		for _, words := range forSale {
			if strings.Contains(strings.ToLower(title), words) {
				return finding{crawler.Suspect, crawler.ReasonParked, fmt.Sprintf("the page is titled %q", title)}, true
			}
		}
	}
	if way.redirected() && !strings.HasPrefix(asked, "ww") && domainOf(asked) == domainOf(final) {
		for _, label := range []string{"ww1.", "ww2.", "ww7.", "ww12.", "ww16.", "ww25.", "ww38."} {
			if strings.HasPrefix(final, label) {
				return finding{crawler.Suspect, crawler.ReasonParked, fmt.Sprintf("%s looks like the host of a parked domain", final)}, true
			}
		}
	}
	return finding{}, false
}

// domainOf is the domain that somebody registered: "example.co.uk" of
// "www.example.co.uk". It is empty for addresses and public suffixes.
func domainOf(host string) string {
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	return domain
}
