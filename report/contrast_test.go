package report

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast asks of every pair of text and background in the style sheet
// what WCAG 2.2 asks for level AA (success criterion 1.4.3): 4.5 to 1, in light
// and in dark.
func TestContrast(t *testing.T) {
	light, dark, found := strings.Cut(pageStyle, "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("no dark theme")
	}
	dark, _, _ = strings.Cut(dark, "* {")
	for theme, css := range map[string]string{"light": light, "dark": dark} {
		colours := make(map[string]string)
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(css, -1) {
			colours[m[1]] = m[2]
		}
		pairs := []string{"ink page", "ink card", "soft page", "soft card", "accent page", "accent card", "accent ok-tint",
			"ink ok-tint", "ok ok-tint", "mark-ink mark", "card ink"}
		for _, v := range worstFirst {
			pairs = append(pairs, string(v)+" "+string(v)+"-tint", string(v)+" page", string(v)+" card")
		}
		for _, pair := range pairs {
			text, back, _ := strings.Cut(pair, " ")
			if colours[text] == "" || colours[back] == "" {
				t.Errorf("%s: no colours for %q", theme, pair)
				continue
			}
			if ratio := contrast(t, colours[text], colours[back]); ratio < 4.5 {
				t.Errorf("%s: %s on %s has %.2f : 1", theme, text, back, ratio)
			}
		}
	}
}

// contrast is the contrast ratio as WCAG 2.2 defines it.
func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

func luminance(t *testing.T, hex string) float64 {
	sum := 0.
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
