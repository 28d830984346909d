package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linkmedic/crawler"
)

// prose gathers a post's text block by block (paragraph, list item, heading),
// markup and folded white space taken out, and gives the links in it their text
// and context.
type prose struct {
	doc *document
	// block is the text of the block at hand. A line feed in it stands for a
	// line break that the author asked for.
	block []byte
	open  []mark // links that have begun, the innermost last
	done  []mark // links of this block that have ended
}

// mark is a link's place in the block.
type mark struct {
	link       int // its number in the document
	start, end int
	// begun is the text that the link had in blocks before this one.
	begun string
}

// textLimit bounds a link's text, in bytes.
const textLimit = 1000

// write appends text, its white space folded.
func (p *prose) write(text []byte) {
	for i, c := range text {
		switch {
		case isSpace(c) || c == '\v':
			p.space()
		case c == 0xA0 && i > 0 && text[i-1] == 0xC2: // a space that does not break
			p.block = p.block[:len(p.block)-1]
			p.space()
		default:
			p.block = append(p.block, c)
		}
	}
}

// space appends a space unless there is one.
func (p *prose) space() {
	if n := len(p.block); n > 0 && p.block[n-1] != ' ' && p.block[n-1] != '\n' {
		p.block = append(p.block, ' ')
	}
}

// newline ends a line that the author ended.
func (p *prose) newline() {
	switch n := len(p.block); {
	case n == 0 || p.block[n-1] == '\n':
	case p.block[n-1] == ' ':
		p.block[n-1] = '\n'
	default:
		p.block = append(p.block, '\n')
	}
}

// begin says that what is written from here on is the link's text, until end.
func (p *prose) begin(link int) {
	p.open = append(p.open, mark{link: link, start: len(p.block)})
}

// end ends the link's text.
func (p *prose) end(link int) {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].link == link {
			m := p.open[i]
			m.end = len(p.block)
			p.open = append(p.open[:i], p.open[i+1:]...)
			p.done = append(p.done, m)
			return
		}
	}
}

// point places a link whose text is known at once, and may be empty.
func (p *prose) point(link int, text string) {
	p.begin(link)
	p.write([]byte(text))
	p.end(link)
}

// share places a link where the last one that ended is, with the same text.
func (p *prose) share(link int) {
	if n := len(p.done); n > 0 {
		m := p.done[n-1]
		m.link = link
		p.done = append(p.done, m)
	}
}

// flush ends the block. Links still open (HTML allows an anchor around
// paragraphs) go on in the next one.
func (p *prose) flush() {
	if len(p.done) > 0 || len(p.open) > 0 {
		block := string(p.block)
		for _, m := range p.done {
			p.settle(m, block)
		}
		for i := range p.open {
			m := &p.open[i]
			m.end = len(block)
			p.settle(*m, block)
			m.begun = p.doc.links[m.link].link.Text
			m.start = 0
		}
	}
	p.block, p.done = p.block[:0], p.done[:0]
}

// settle gives a link its text and, from the first block that has any, its
// context.
func (p *prose) settle(m mark, block string) {
	l := &p.doc.links[m.link].link
	text := strings.TrimSpace(block[m.start:m.end])
	if strings.Contains(text, "\n") {
		text = strings.Join(strings.Fields(text), " ")
	}
	if m.begun != "" {
		text = strings.TrimSpace(m.begun + " " + text)
	}
	if text != "" || l.Text == "" {
		l.Text = shorten(text, textLimit)
	}
	if l.Context == "" {
		l.Context = contextOf(block, m.start, m.end)
	}
}

// text returns the block's text so far.
func (p *prose) text() string { return strings.Join(strings.Fields(string(p.block)), " ") }

// contextOf returns the sentence of the block around [start,end), at most
// crawler.ContextLimit bytes long; a longer one is cut to the words nearest to
// the link.
func contextOf(block string, start, end int) string {
	from, to := start, end
	for low := max(0, start-crawler.ContextLimit); from > low && !sentenceEnds(block, from); {
		from--
	}
	for high := min(len(block), end+crawler.ContextLimit); to < high && !sentenceEnds(block, to); {
		to++
	}
	from, to = boundaryBefore(block, from), boundaryBefore(block, to)
	for from < start && (block[from] == ' ' || block[from] == '\n') {
		from++
	}
	sentence := block[from:to]
	if len(sentence) > crawler.ContextLimit {
		sentence = window(sentence, start-from, end-from)
	}
	sentence = strings.TrimSpace(sentence)
	if strings.Contains(sentence, "\n") {
		sentence = strings.ReplaceAll(sentence, "\n", " ")
	}
	return sentence
}

// sentenceEnds reports whether a sentence or a line ends right before block[at].
func sentenceEnds(block string, at int) bool {
	if at == 0 {
		return true
	}
	switch last := block[at-1]; {
	case last == '\n':
		return true
	case at == len(block) || !utf8.RuneStart(block[at]):
		return false
	case block[at] != ' ':
		// Full stops of scripts that put no space behind them.
		return last >= 0x80 && endsWide(block[:at])
	}
	i := at
	for range 4 { // closing quotes and parentheses belong to the sentence
		r, n := utf8.DecodeLastRuneInString(block[:i])
		switch r {
		case '.', '!', '?', '…':
			next, _ := utf8.DecodeRuneInString(block[at+1:])
			return !unicode.IsLower(next) && !strings.ContainsRune("([–—-", next)
		case ')', ']', '"', '\'', '”', '’', '»', '*':
			i -= n
		default:
			return false
		}
	}
	return false
}

func endsWide(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '。' || r == '！' || r == '？'
}

// window cuts a sentence that is too long to the words around [start,end).
func window(s string, start, end int) string {
	const room = crawler.ContextLimit - 2*len(ellipsis)
	if end-start >= room {
		return s[start:boundaryBefore(s, start+room)] + ellipsis
	}
	from := max(0, start-(room-(end-start))/2)
	to := min(len(s), from+room)
	from = max(0, to-room)
	from, to = wordAfter(s, from, start), wordBefore(s, to, end)
	cut := s[from:to]
	if from > 0 {
		cut = ellipsis + cut
	}
	if to < len(s) {
		cut += ellipsis
	}
	return cut
}

// wordAfter returns the first beginning of a word in s[at:limit].
func wordAfter(s string, at, limit int) int {
	if at == 0 {
		return 0
	}
	if i := strings.IndexByte(s[at:limit], ' '); i >= 0 && i < 40 {
		return at + i + 1
	}
	for at < limit && !utf8.RuneStart(s[at]) {
		at++
	}
	return at
}

// wordBefore returns the last end of a word in s[limit:at].
func wordBefore(s string, at, limit int) int {
	if at == len(s) {
		return at
	}
	if i := strings.LastIndexByte(s[limit:at], ' '); i >= 0 && at-limit-i < 40 {
		return limit + i
	}
	return max(boundaryBefore(s, at), limit)
}

// boundaryBefore returns the last rune boundary of s at or before i.
func boundaryBefore(s string, i int) int {
	i = min(max(i, 0), len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}
