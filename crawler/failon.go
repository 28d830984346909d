package crawler

import (
	"fmt"
	"slices"
	"strings"
)

// FailOn is the list of verdicts and reasons that make a check fail, in the
// words of the --fail-on flag. The word "new" narrows the rest (or the default
// list, if it stands alone) to links that were not failing before; "none" stands
// alone and names nothing.
type FailOn []string

// DefaultFailOn is what fails unless the user says otherwise.
var DefaultFailOn = FailOn{string(Dead), string(ReasonMalformed)}

// ParseFailOn reads a comma-separated list. Known reports whether a word is a
// reason; the error names the first word that is neither that nor a verdict.
func ParseFailOn(list string) (FailOn, error) {
	var f FailOn
	for word := range strings.SplitSeq(list, ",") {
		word = strings.TrimSpace(word)
		switch {
		case word == "":
			continue
		case word == "new", word == "none":
		case slices.Contains(Verdicts, Verdict(word)) && word != string(OK):
		case Reason(word).Known():
		default:
			return nil, fmt.Errorf("%q is neither a verdict nor a reason", word)
		}
		if !slices.Contains(f, word) {
			f = append(f, word)
		}
	}
	if len(f) == 0 {
		return nil, fmt.Errorf("empty list: say none if nothing should fail")
	}
	if len(f) > 1 && slices.Contains(f, "none") {
		return nil, fmt.Errorf("none stands alone")
	}
	return f, nil
}

// OnlyNew reports whether only newly failing links count for the exit status.
func (f FailOn) OnlyNew() bool { return slices.Contains(f, "new") }

// Names reports whether the list names the check, new or not.
func (f FailOn) Names(c Check) bool {
	words := f
	if len(f) == 1 && f.OnlyNew() {
		words = DefaultFailOn
	}
	for _, w := range words {
		if w == string(c.Verdict) || c.Reason != "" && w == string(c.Reason) {
			return true
		}
	}
	return false
}

func (f FailOn) String() string { return strings.Join(f, ",") }
