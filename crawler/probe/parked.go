package probe

import (
	"fmt"
	"net/url"
	"regexp"
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
	"sedoparking.com", "parkingcrew.net", "bodis.com", "parklogic.com", "park.above.com",
}

// forSale are words that, right behind the domain's name in a title, offer it.
var forSale = []string{
	"is for sale", "for sale", "may be for sale", "is parked", "parked",
	"steht zum verkauf", "zu verkaufen", "à vendre", "est à vendre", "en venta", "está en venta",
	"te koop", "is te koop", "in vendita", "è in vendita", "na sprzedaż", "продается", "продаётся",
}

// parked recognises a domain that a broker holds. A broker that is told the
// domain, and a parking script, are proof; a broker's address alone, an offer in
// the title, and the ww1 or ww2 that parked domains redirect to (some real sites
// do, too) are one sign.
func parked(_ crawler.Target, way trail) (finding, bool) {
	asked, final := way.asked.Hostname(), way.final().Hostname()
	f := finding{crawler.Suspect, crawler.ReasonParked, ""}
	for _, broker := range brokers {
		if below(final, broker) && !below(asked, broker) {
			f.fact = fmt.Sprintf("%s trades with domains", final)
			if names(way.final(), way) {
				f.verdict = crawler.Dead
			}
			return f, true
		}
	}
	for _, host := range way.last.page.hosts {
		for _, parking := range parkingScripts {
			if below(host, parking) && !below(asked, parking) {
				f.verdict = crawler.Dead
				f.fact = fmt.Sprintf("the page loads scripts from %s, which serves parked domains", plain(host, urlLimit))
				return f, true
			}
		}
	}
	if domain, title := domainOf(final), strings.ToLower(way.last.page.title); domain != "" {
		for _, words := range forSale {
			if strings.Contains(title, domain+" "+words) {
				f.fact = fmt.Sprintf("the page is titled %q", way.last.page.title)
				return f, true
			}
		}
	}
	if way.redirected() && parkingLabel.MatchString(final) && !parkingLabel.MatchString(asked) && domainOf(asked) == domainOf(final) {
		f.fact = fmt.Sprintf("%s looks like the host of a parked domain", final)
		return f, true
	}
	return finding{}, false
}

// parkingLabel begins the hosts that parked domains redirect to.
var parkingLabel = regexp.MustCompile(`^ww[0-9]+\.`)

// names reports whether the broker's address names a domain that led to it:
// "/forsale/example.com", "?d=example&e=com".
func names(broker *url.URL, way trail) bool {
	text := strings.ToLower(broker.Host + broker.RequestURI())
	on := []string{way.asked.Hostname()}
	for _, h := range way.hops[:max(len(way.hops)-1, 0)] {
		if u, err := url.Parse(h.to); err == nil {
			on = append(on, u.Hostname())
		}
	}
	for _, host := range on {
		label, _, _ := strings.Cut(domainOf(host), ".")
		if len(label) > 2 && !below(broker.Hostname(), domainOf(host)) && strings.Contains(text, label) {
			return true
		}
	}
	return false
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
