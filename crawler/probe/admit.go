package probe

import (
	"fmt"
	"strings"

	"linkmedic/crawler"
)

// Admit reports whether an address is one to be requested. If it is not, the
// check says why.
func Admit(address string) (settled crawler.Check, ok bool) {
	_, reason := crawler.Ask(address)
	switch reason {
	case "":
		return crawler.Check{}, true
	case crawler.ReasonUnsupportedScheme:
		scheme, _, _ := strings.Cut(strings.TrimSpace(address), ":")
		return skipped(reason, fmt.Sprintf("%s: is not checked", plain(strings.ToLower(scheme), 40))), false
	case crawler.ReasonMalformed:
		if strings.TrimSpace(address) == "" {
			return skipped(reason, "the address is empty"), false
		}
		return skipped(reason, fmt.Sprintf("%q is not a valid address", plain(crawler.Mask(address), urlLimit))), false
	}
	return skipped(reason, "the address is relative and the post's own is not known"), false
}

func skipped(reason crawler.Reason, evidence string) crawler.Check {
	return crawler.Check{Verdict: crawler.Skipped, Reason: reason, Evidence: evidence}
}
