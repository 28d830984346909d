package report

import (
	"fmt"
	"net/http"

	"linkmedic/crawler"
)

// snapshotNote says in words which copy of a link there is, or why there is
// none, without a full stop in the first case; empty if none was looked for.
func snapshotNote(f crawler.Finding) string {
	switch f.State {
	case crawler.SnapshotFound:
		note := "Archived " + date(f.Snapshot.Captured)
		if !f.Post.Published.IsZero() {
			note += ", " + distance(f.Snapshot.Captured, f.Post.Published)
		}
		if status := f.Snapshot.Status; status != http.StatusOK && status != 0 {
			note += fmt.Sprintf(", with status %d", status)
		}
		if !f.Snapshot.Verified {
			note += ", replay not verified"
		}
		return note
	case crawler.SnapshotNone:
		return "No archived copy that fits was found."
	case crawler.SnapshotExcluded:
		return "The archive does not show this site."
	case crawler.SnapshotPending:
		return "The archive has not been asked yet; the next run does."
	}
	return ""
}
