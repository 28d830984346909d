package classify

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"linkmedic/crawler"
)

//go:embed hosts.txt
var hostsText string

var builtinTable = sync.OnceValue(func() *table {
	t, err := parseTable(hostsText)
	if err != nil {
		panic("classify: hosts.txt: " + err.Error()) // a test reads it
	}
	return t
})

// silent is the class of lines that keep the rest of the table from speaking.
const silent crawler.Class = "-"

// table finds the class of an address by its host and the shape of its path.
type table struct {
	exact  map[string][]line // by host
	below  map[string][]line // *.example.org, by example.org
	labels map[string][]line // other patterns of hosts, by one label that they need
	any    []line            // any host
	events []line            // any host, if the address is that of an event
}

// line is what the table says about one host.
type line struct {
	class  crawler.Class
	host   shape // by labels; only of lines in table.labels
	shapes []shape
}

func (l line) matches(a address) bool {
	return slices.ContainsFunc(l.shapes, func(s shape) bool { return s.matches(a) })
}

// class returns what the table says about the address, if anything.
func (t *table) class(a address) (crawler.Class, crawler.ClassFrom, bool) {
	class, from := t.lookup(a)
	return class, from, class != "" && class != silent
}

func (t *table) lookup(a address) (crawler.Class, crawler.ClassFrom) {
	for _, l := range t.exact[a.bare] {
		if l.matches(a) {
			return l.class, crawler.ClassFromHost
		}
	}
	for rest := a.bare; ; {
		_, suffix, ok := strings.Cut(rest, ".")
		if !ok {
			break
		}
		for _, l := range t.below[suffix] {
			if l.matches(a) {
				return l.class, crawler.ClassFromHost
			}
		}
		rest = suffix
	}
	labels := strings.Split(a.bare, ".")
	for _, label := range labels {
		for _, l := range t.labels[label] {
			if l.host.matchesParts(labels) && l.matches(a) {
				return l.class, crawler.ClassFromHost
			}
		}
	}
	for _, l := range t.any {
		if l.matches(a) {
			return l.class, crawler.ClassFromPath
		}
	}
	for _, l := range t.events {
		if l.matches(a) && a.ofEvent() {
			return l.class, crawler.ClassFromPath
		}
	}
	return "", ""
}

// parseTable reads the notation of hosts.txt. The error names the line.
func parseTable(text string) (*table, error) {
	t := &table{exact: map[string][]line{}, below: map[string][]line{}, labels: map[string][]line{}}
	number := 0
	for row := range strings.Lines(text) {
		number++
		if row = strings.TrimSpace(row); row == "" || strings.HasPrefix(row, "#") {
			continue
		}
		if err := t.add(strings.Fields(row)); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
	}
	return t, nil
}

func (t *table) add(fields []string) error {
	if len(fields) < 3 {
		return fmt.Errorf("a line is a class, a host and shapes: %q", strings.Join(fields, " "))
	}
	l := line{class: crawler.Class(fields[0])}
	if l.class != silent && !slices.Contains(crawler.Classes, l.class) {
		return fmt.Errorf("class %q is not known", fields[0])
	}
	for _, field := range fields[2:] {
		s, err := parseShape(field)
		if err != nil {
			return err
		}
		l.shapes = append(l.shapes, s)
	}
	host := fields[1]
	suffix, isBelow := strings.CutPrefix(host, "*.")
	switch {
	case host != strings.ToLower(host) || bareHost(host) != host:
		return fmt.Errorf("write host %q in lower case and without www. or m. before it", host)
	case host == "*":
		t.any = append(t.any, l)
	case host == "{event}":
		t.events = append(t.events, l)
	case !strings.ContainsAny(host, "*{"):
		t.exact[host] = append(t.exact[host], l)
	case isBelow && !strings.ContainsAny(suffix, "*{"):
		t.below[suffix] = append(t.below[suffix], l)
	default:
		return t.addPattern(host, l)
	}
	return nil
}

// addPattern files a host with wildcards under its longest literal label.
func (t *table) addPattern(host string, l line) error {
	labels := strings.Split(host, ".")
	key := ""
	var parts []string
	for i, label := range labels {
		switch {
		case label == "*" && i == 0:
			parts = append(parts, "**", "*")
		case label == "*" && i == len(labels)-1:
			parts = append(parts, "*", "**")
		default:
			parts = append(parts, label)
			if !strings.ContainsAny(label, "*{") && len(label) > len(key) {
				key = label
			}
		}
	}
	if key == "" {
		return fmt.Errorf("host %q names no label in full", host)
	}
	segments, err := parseSegments(parts)
	if err != nil {
		return fmt.Errorf("host %q: %w", host, err)
	}
	l.host = shape{segments: segments}
	t.labels[key] = append(t.labels[key], l)
	return nil
}
