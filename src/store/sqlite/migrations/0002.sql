-- The second version: what reviewers decided about pairs of workers. A migration is never edited once a
-- version with it was released.

-- Two workers that a person found to be one. The worker of row `gone` left its tables: its versions up to `seq`
-- are in the history, and the identity that the audit log knows it by rests here until the merge is undone.
-- While `undone_seq` is unknown, `gone_id` leads to `keep_id`.
CREATE TABLE merge (
    decision INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL UNIQUE,
    keep INTEGER NOT NULL,
    keep_id TEXT NOT NULL,
    gone INTEGER NOT NULL,
    gone_id TEXT NOT NULL,
    handle BLOB NOT NULL,
    salt BLOB NOT NULL,
    undone_seq INTEGER,
    undone_at TEXT,
    undone_by TEXT
) STRICT;
CREATE UNIQUE INDEX merge_gone ON merge (gone_id) WHERE undone_seq IS NULL;
CREATE INDEX merge_keep ON merge (keep) WHERE undone_seq IS NULL;

-- Identifiers that lead to another worker, one step each.
CREATE VIEW redirect AS
    SELECT gone_id AS worker_id, keep_id AS leads_to, decision FROM merge WHERE undone_seq IS NULL;

-- What a merge decided against: when a file says it again under the same identifier, that is no news. `record`
-- is a JSON object of the cells by column; of a consent all its cells, which are set aside together.
CREATE TABLE set_aside (
    decision INTEGER NOT NULL,
    worker_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    part TEXT NOT NULL,
    record TEXT NOT NULL,
    unmapped TEXT NOT NULL,
    PRIMARY KEY (decision, worker_id, kind, part)
) WITHOUT ROWID, STRICT;
CREATE INDEX set_aside_worker ON set_aside (worker_id, kind, part);

-- Two workers that a person found to be two. The identifiers stand in order, so that a pair is one row.
CREATE TABLE kept_apart (
    decision INTEGER PRIMARY KEY,
    low_id TEXT NOT NULL,
    high_id TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT
) STRICT;
CREATE UNIQUE INDEX kept_apart_pair ON kept_apart (low_id, high_id) WHERE undone_at IS NULL;
