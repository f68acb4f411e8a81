-- The sixth version: questions that are kept under a name, and what was seen of their answers. A migration is never
-- edited once a version with it was released.

-- A question: `question` is a JSON object. `organization` is the one that the owner acted for; a shared question is
-- for everybody who acts for the same. The log holds the hash of the question under its salt. Numbers are never reused.
CREATE TABLE saved_search (
    search INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    organization TEXT,
    shared INTEGER NOT NULL,
    saved_at TEXT NOT NULL,
    question TEXT NOT NULL,
    salt TEXT NOT NULL
) STRICT;

-- The last look of somebody at the answer: the sequence number and the day (since 1970) that it was of.
CREATE TABLE saved_look (
    look INTEGER PRIMARY KEY,
    search INTEGER NOT NULL,
    viewer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    day INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    UNIQUE (search, viewer)
) STRICT;

-- The records that were seen, by their numbers alone: nothing of a person is kept twice. `seq` is the sequence number at
-- which a record was seen first.
CREATE TABLE saved_seen (
    look INTEGER NOT NULL,
    row INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (look, row)
) WITHOUT ROWID, STRICT;

-- Decisions are asked for by their kind.
CREATE INDEX decision_kind ON decision (kind);
