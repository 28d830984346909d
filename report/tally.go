package report

import "linkmedic/crawler"

// tally counts the links of a run, not its targets: what a reader of the posts
// meets, and what the sections of a report add up to.
type tally struct {
	links    int
	verdicts map[crawler.Verdict]int
	classes  map[crawler.Class]map[crawler.Verdict]int
	// malformed links are Skipped, but broken all the same.
	malformed int
	broken    int // see broken
	brokenOf  map[crawler.Verdict]int
	archived  int // dead links with a snapshot
	pending   int // dead links whose snapshot was not looked up yet
	unsaved   int // dead links without a copy that fits
	fresh     int // failing links that were not failing before
	notAsked  int
}

func newTally() tally {
	t := tally{
		brokenOf: make(map[crawler.Verdict]int),
		verdicts: make(map[crawler.Verdict]int, len(crawler.Verdicts)),
		classes:  make(map[crawler.Class]map[crawler.Verdict]int, len(crawler.Classes)),
	}
	for _, c := range crawler.Classes {
		t.classes[c] = make(map[crawler.Verdict]int, len(crawler.Verdicts))
	}
	return t
}

func (t *tally) add(f crawler.Finding) {
	t.links++
	t.verdicts[f.Check.Verdict]++
	if t.classes[f.Link.Class] == nil {
		t.classes[f.Link.Class] = make(map[crawler.Verdict]int)
	}
	t.classes[f.Link.Class][f.Check.Verdict]++
	if broken(f) {
		t.broken++
		t.brokenOf[f.Check.Verdict]++
	}
	if f.Failing && f.New {
		t.fresh++
	}
	switch {
	case f.Check.Reason == crawler.ReasonMalformed:
		t.malformed++
	case f.Check.Reason == crawler.ReasonNotAsked:
		t.notAsked++
	case f.Check.Verdict == crawler.Dead && f.State == crawler.SnapshotFound:
		t.archived++
	case f.Check.Verdict == crawler.Dead && f.State == crawler.SnapshotPending:
		t.pending++
	case f.Check.Verdict == crawler.Dead && f.State != "":
		t.unsaved++
	}
}

// inClass is the number of links of the class.
func (t *tally) inClass(c crawler.Class) int {
	n := 0
	for _, links := range t.classes[c] {
		n += links
	}
	return n
}

// rest is the number of links of the verdict that are not listed as broken.
func (t *tally) rest(v crawler.Verdict) int { return t.verdicts[v] - t.brokenOf[v] }

// broken reports whether a report lists the link first, under what is to be
// mended: what is gone or was never an address, whatever the run was told to
// fail on, and whatever else it was told to fail on.
func broken(f crawler.Finding) bool {
	return f.Failing || f.Check.Verdict == crawler.Dead || f.Check.Reason == crawler.ReasonMalformed
}

// label is the word that says what is wrong with a link: its verdict, but
// malformed for what was skipped because it is no address at all.
func label(f crawler.Finding) string {
	if f.Check.Reason == crawler.ReasonMalformed {
		return string(crawler.ReasonMalformed)
	}
	return string(f.Check.Verdict)
}
