package classify

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"linkmedic/crawler"
)

// Rule is a rule of the user: links whose host and path fit have the class.
type Rule struct {
	// Host is a host name without port; * stands for any characters, so
	// that *.example.org is every host below example.org. A www. in front of
	// the link's host may be there or not. Empty: any host.
	Host string
	// Path is a regular expression (RE2) that is to be found somewhere in
	// the path as it is written, with the query if it does not fit without
	// it. Empty: any path.
	Path  string
	Class crawler.Class
}

// String shows the rule as messages to the user name it.
func (r Rule) String() string {
	var parts []string
	if r.Host != "" {
		parts = append(parts, fmt.Sprintf("host %q", r.Host))
	}
	if r.Path != "" {
		parts = append(parts, fmt.Sprintf("path %q", r.Path))
	}
	return strings.Join(append(parts, fmt.Sprintf("class %q", r.Class)), ", ")
}

// rule is a Rule ready for use.
type rule struct {
	host  *pattern       // nil: any
	path  *regexp.Regexp // nil: any
	class crawler.Class
}

func (r Rule) compile() (rule, error) {
	compiled := rule{class: r.Class}
	if !slices.Contains(crawler.Classes, r.Class) {
		return rule{}, fmt.Errorf("the class must be one of %s", classNames())
	}
	if r.Host == "" && r.Path == "" {
		return rule{}, errors.New("it needs a host or a path, or it would fit every link")
	}
	if r.Host != "" {
		if i := strings.IndexAny(r.Host, "/:?#@ \t{}"); i >= 0 {
			return rule{}, fmt.Errorf("a host is a name such as *.example.org: %q cannot be part of it", r.Host[i:i+1])
		}
		p, err := parsePattern(strings.TrimSuffix(strings.ToLower(r.Host), "."))
		if err != nil {
			return rule{}, fmt.Errorf("host: %w", err)
		}
		compiled.host = &p
	}
	if r.Path != "" {
		re, err := regexp.Compile(r.Path)
		if err != nil {
			return rule{}, fmt.Errorf("path: %w", err)
		}
		compiled.path = re
	}
	return compiled, nil
}

func (r rule) matches(a address) bool {
	if r.host != nil && (a.host == "" || !r.host.matches(a.host) && !r.host.matches(strings.TrimPrefix(a.host, "www."))) {
		return false
	}
	return r.path == nil || r.path.MatchString(a.path) || a.query != "" && r.path.MatchString(a.path+"?"+a.query)
}

func classNames() string {
	var names []string
	for _, c := range crawler.Classes {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}
