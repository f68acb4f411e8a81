-- The fourth version: seals, by which the audit log covers the records. A migration is never edited once a version
-- with it was released.

-- What a transaction sealed: `entry` is the log entry that carries the root over this row and its chunks. `columns` is a
-- JSON object of the sealed columns by table, in the order of the tags in the items.
CREATE TABLE seal (
    seal INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL UNIQUE,
    seq INTEGER NOT NULL,
    next_row INTEGER NOT NULL,
    salt BLOB NOT NULL,
    columns TEXT NOT NULL
) STRICT;

-- The chunks of a seal: `place` is the number of the seal times 2^32, and the number of the chunk within it.
CREATE TABLE seal_chunk (
    place INTEGER PRIMARY KEY,
    items BLOB NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- The rows of a batch had a salt of their own; the seal has one now.
ALTER TABLE batch DROP COLUMN salt;

-- The packs of the data directory as the log tells of them last.
CREATE TABLE pack (
    pack TEXT PRIMARY KEY,
    edition TEXT NOT NULL,
    sha256 TEXT NOT NULL
) WITHOUT ROWID, STRICT;
