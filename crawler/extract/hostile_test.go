package extract_test

import (
	"strings"
	"testing"
	"time"

	"linkmedic/crawler"
	"linkmedic/crawler/extract"
)

// Hostile input costs linear time: with what each row repeats, some parser (of
// ours, or one that we use) once took the square of its length. All of them take
// a fraction of a second; the square would be minutes.
func TestHostileInputIsLinear(t *testing.T) {
	const size, limit = 256 << 10, 20 * time.Second
	rows := []struct{ path, before, repeated, after string }{
		{"p.md", "", "[", ""}, {"p.md", "", "![a", ""}, {"p.md", "", "[a](", ""}, {"p.md", "", "[a](<", ""}, {"p.md", "", "[a](b (", ""},
		{"p.md", "", "[a](((((", ""}, {"p.md", "", "[a](b \"", "'"}, {"p.md", "", "[a][", ""}, {"p.md", "", "[[a](b)", ""}, {"p.md", "", "![![a](b)](c)", ""},
		{"p.md", "", "[a]: http://b.example\n", ""}, {"p.md", "", "[a]: b\n \"", ""}, {"p.md", "", "[a] ", "\n\n[a]: b"}, {"p.md", "", "[^1] ", "\n\n[^1]: b"},
		{"p.md", "", ">", ""}, {"p.md", "", "> ", "a"}, {"p.md", "", "- ", "a"}, {"p.md", "", "1. ", ""}, {"p.md", "", "[^1]: ", ""}, {"p.md", "", "a\n: ", ""},
		{"p.md", "", "*a **b ", ""}, {"p.md", "", "_a", ""}, {"p.md", "", "a.b_", ""}, {"p.md", "", "a@", ""}, {"p.md", "", "`a ``b ", ""}, {"p.md", "", "~~a ", ""},
		{"p.md", strings.Repeat("a|", 2000) + "\n" + strings.Repeat("-|", 2000) + "\n", "a\n", ""},
		{"p.md", "", "<a x='", ""}, {"p.md", "", "<!--", ""}, {"p.md", "", "<?", ""}, {"p.md", "", "<![CDATA[", ""}, {"p.md", "", "<div>\n\n", ""}, {"p.md", "", "# {", ""},
		{"p.md", "", "http://a.example/(", ""}, {"p.md", "", "http://[", ""}, {"p.md", "", "www.a(", ""}, {"p.md", "", "&", ""}, {"p.md", "", "\\", ""},
		{"p.md", "---\na: ", "[", "\n---\n"}, {"p.md", "---\n", "a: {", "\n---\n"}, {"p.md", "---\na: '", "http://a.b/it''s ", "'\n---\n"}, {"p.md", "---\n", "a: b\n", ""}, {"p.md", "---\n", "a: http://b\n", "---\n"},
		{"p.md", "+++\na = ", "[", "\n+++\n"}, {"p.md", "+++\n", "a.", "a = 1\n+++\n"}, {"p.md", "", "{\"a\":", ""}, {"p.md", "", "---\n", ""},
		{"p.html", "", "<div>", "<a href=http://a.example/>"}, {"p.html", "", "<a href=http://a.example/>", ""}, {"p.html", "<a ", "x ", ">"}, {"p.html", "<a href='", "&lt;", "'>"},
		{"p.html", "", "<iframe srcdoc='", ""}, {"p.html", "<img srcset='", "a, b ( ", "'>"}, {"p.html", "<style>", "url(", ""}, {"p.html", "<style>", "url('", ""}, {"p.html", "", "<script>", ""},
		{"p.html", "<script type='application/ld+json'>", "[", ""}, {"p.html", "", "<svg><title>", ""}, {"p.html", "", "<!--", ""}, {"p.html", "<p>", "a. ", ""},
		{"p.txt", "ä ", "http://a.example/ ", ""}, {"p.txt", "", "http://a;", ""}, {"p.txt", "", "www.", ""}, {"p.txt", "", "://", ""}, {"p.txt", "\xE9", "é http://a.b/ ", ""},
	}
	for _, r := range rows {
		n := size / len(r.repeated)
		body := r.before + strings.Repeat(r.repeated, n) + r.after
		start := time.Now()
		_, links, err := extract.Extract(crawler.Document{Post: crawler.Post{Path: r.path}, Body: []byte(body)})
		if took := time.Since(start); err != nil || took > limit {
			t.Errorf("%s: %.30q %.20q…: %v, %d links, %v", r.path, r.before, r.repeated, took, len(links), err)
		}
	}
}
