-- Times are milliseconds since 1970 in UTC; NULL where there is none.
-- Texts are never NULL: an empty one says that there is nothing.

-- A run whose state is "going" and which is not going was killed.
CREATE TABLE run (
    -- AUTOINCREMENT: a number is never given twice, not even after the run
    -- that had it was thrown away.
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    started_ms  INTEGER NOT NULL,
    finished_ms INTEGER,
    command     TEXT NOT NULL,
    tool        TEXT NOT NULL,
    fail_on     TEXT NOT NULL,
    state       TEXT NOT NULL,
    -- The counts as JSON once the run is over, so that listing the runs does
    -- not count them again.
    summary     TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE post (
    id   INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE
) STRICT;

-- A version is what a post said: another title, date or link is another one.
CREATE TABLE version (
    id             INTEGER PRIMARY KEY,
    post_id        INTEGER NOT NULL REFERENCES post (id),
    fingerprint    BLOB NOT NULL,
    title          TEXT NOT NULL,
    published_ms   INTEGER,
    published_from TEXT NOT NULL,
    format         TEXT NOT NULL,
    error          TEXT NOT NULL,
    links          INTEGER NOT NULL,
    UNIQUE (post_id, fingerprint)
) STRICT;

CREATE TABLE run_post (
    run_id     INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    post_id    INTEGER NOT NULL REFERENCES post (id),
    version_id INTEGER NOT NULL REFERENCES version (id),
    PRIMARY KEY (run_id, post_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_post_version ON run_post (version_id);

CREATE TABLE target (
    id            INTEGER PRIMARY KEY,
    url           TEXT NOT NULL UNIQUE,
    first_seen_ms INTEGER NOT NULL
) STRICT;

-- The links of a version are inserted in the order of every output, so that
-- within a version the order of ids is that order.
CREATE TABLE link (
    id         INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    target_id  INTEGER NOT NULL REFERENCES target (id),
    line       INTEGER NOT NULL,
    col        INTEGER NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    -- NULL where it equals the target's, as most do.
    url        TEXT,
    raw        TEXT NOT NULL,
    text       TEXT NOT NULL,
    context    TEXT NOT NULL,
    syntax     TEXT NOT NULL,
    embedded   INTEGER NOT NULL,
    rel        TEXT NOT NULL,
    class      TEXT NOT NULL,
    class_from TEXT NOT NULL
) STRICT;

CREATE INDEX link_version ON link (version_id);
CREATE INDEX link_target ON link (target_id, version_id, url);

-- What a target answered: a new row only where it differs from the target's
-- newest, which has the highest number.
CREATE TABLE outcome (
    target_id INTEGER NOT NULL REFERENCES target (id),
    number    INTEGER NOT NULL,
    verdict   TEXT NOT NULL,
    reason    TEXT NOT NULL,
    status    INTEGER NOT NULL,
    final_url TEXT NOT NULL,
    redirects TEXT NOT NULL, -- JSON array; empty without redirects
    title     TEXT NOT NULL,
    evidence  TEXT NOT NULL,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (target_id, number)
) STRICT, WITHOUT ROWID;

-- One check ("check" is a word of SQL).
CREATE TABLE visit (
    run_id     INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    target_id  INTEGER NOT NULL,
    outcome    INTEGER NOT NULL,
    checked_ms INTEGER,
    elapsed_ms INTEGER NOT NULL,
    requests   INTEGER NOT NULL,
    PRIMARY KEY (run_id, target_id),
    FOREIGN KEY (target_id, outcome) REFERENCES outcome (target_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_target ON visit (target_id, run_id);

-- What an archive answered to a search for a snapshot near a day. Answers are
-- remembered whatever becomes of the run that asked.
CREATE TABLE lookup (
    id          INTEGER PRIMARY KEY,
    target_id   INTEGER NOT NULL REFERENCES target (id),
    near_ms     INTEGER NOT NULL, -- midnight UTC of the wanted day
    asked_ms    INTEGER NOT NULL,
    state       TEXT NOT NULL,
    url         TEXT NOT NULL,
    captured_ms INTEGER,
    archive     TEXT NOT NULL,
    status      INTEGER NOT NULL,
    verified    INTEGER NOT NULL,
    evidence    TEXT NOT NULL
) STRICT;

CREATE INDEX lookup_wanted ON lookup (target_id, near_ms);

-- Which answer a run had, from the archive or from memory.
CREATE TABLE search (
    run_id    INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    target_id INTEGER NOT NULL REFERENCES target (id),
    near_ms   INTEGER NOT NULL,
    lookup_id INTEGER NOT NULL REFERENCES lookup (id),
    PRIMARY KEY (run_id, target_id, near_ms)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_lookup ON search (lookup_id);
