package report

import (
	"strings"

	"linkmedic/crawler"
)

// href is the address if it may become a link of the page, otherwise empty: an
// absolute http or https address that can be asked, with nothing hidden in it
// and no password. Everything else is shown as text only, whatever the template
// engine would make of it.
func href(address string) string {
	if _, reason := crawler.Ask(address); reason != "" {
		return ""
	}
	lower := strings.ToLower(address)
	if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		return ""
	}
	if strings.ContainsFunc(address, hidden) || maskAddress(address) != address {
		return ""
	}
	return address
}
