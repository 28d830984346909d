package probe

import (
	"fmt"
	"net/http"
	"strings"

	"linkmedic/crawler"
)

// challengeTitles are the titles of pages that test whether the visitor is a
// person, in lower case and as a whole.
var challengeTitles = map[string]string{
	"just a moment...":                        "Cloudflare",
	"attention required! | cloudflare":        "Cloudflare",
	"please wait... | cloudflare":             "Cloudflare",
	"ddos-guard":                              "DDoS-Guard",
	"pardon our interruption":                 "Imperva",
	"pardon our interruption...":              "Imperva",
	"access to this page has been denied":     "HUMAN (PerimeterX)",
	"access to this page has been denied.":    "HUMAN (PerimeterX)",
	"vercel security checkpoint":              "Vercel",
	"making sure you're not a bot!":           "Anubis",
	"human verification":                      "AWS WAF",
	"robot check":                             "Amazon",
	"bot verification":                        "LiteSpeed",
	"client challenge":                        "Fastly",
	"one moment, please...":                   "Imunify360",
	"sucuri website firewall - access denied": "Sucuri",
	"radware bot manager captcha":             "Radware",
}

// challengeHeaders are headers by which firewalls say that they put a test in
// the place of the page, as their makers document it.
var challengeHeaders = []struct{ key, value, firewall string }{
	{"Cf-Mitigated", "challenge", "Cloudflare"},   // Cloudflare docs, "Detect a Challenge page response"
	{"X-Amzn-Waf-Action", "challenge", "AWS WAF"}, // AWS WAF Developer Guide, "CAPTCHA and Challenge"
	{"X-Amzn-Waf-Action", "captcha", "AWS WAF"},   // ditto
	{"X-Vercel-Mitigated", "challenge", "Vercel"}, // Vercel docs, "Attack Challenge Mode"
}

// challenged recognises a test for robots in the place of the page, whatever
// its status but 404 and 410: those are the site's own answer.
func challenged(way trail) (finding, bool) {
	a := way.last
	firewall := ""
	for _, h := range challengeHeaders {
		if strings.EqualFold(strings.TrimSpace(a.header.Get(h.key)), h.value) {
			firewall = h.firewall
			break
		}
	}
	if firewall == "" && a.status != http.StatusNotFound && a.status != http.StatusGone {
		firewall = challengeTitles[strings.ToLower(a.page.title)]
	}
	if firewall == "" {
		return finding{}, false
	}
	return finding{crawler.Blocked, crawler.ReasonChallenge,
		fmt.Sprintf("%s answered %s with a test for humans (%s)", a.method, statusText(a.status), firewall)}, true
}
