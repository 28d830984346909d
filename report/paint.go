package report

import "linkmedic/crawler"

// paint colours text for a terminal with the sixteen colours that every
// terminal has and every user's theme sets; the zero paint leaves it plain.
type paint struct{ on bool }

// The codes are those of ECMA-48, "Select Graphic Rendition".
func (p paint) bold(s string) string   { return p.as("1", s) }
func (p paint) faint(s string) string  { return p.as("2", s) }
func (p paint) red(s string) string    { return p.as("1;31", s) }
func (p paint) green(s string) string  { return p.as("32", s) }
func (p paint) yellow(s string) string { return p.as("33", s) }
func (p paint) blue(s string) string   { return p.as("34", s) }
func (p paint) purple(s string) string { return p.as("35", s) }
func (p paint) cyan(s string) string   { return p.as("36", s) }

func (p paint) as(code, s string) string {
	if !p.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// verdict colours s the way that the verdict is shown everywhere.
func (p paint) verdict(v crawler.Verdict, s string) string {
	switch v {
	case crawler.OK:
		return p.green(s)
	case crawler.Moved:
		return p.blue(s)
	case crawler.Dead:
		return p.red(s)
	case crawler.Suspect:
		return p.yellow(s)
	case crawler.Blocked:
		return p.purple(s)
	case crawler.Unknown:
		return p.cyan(s)
	}
	return p.faint(s)
}
