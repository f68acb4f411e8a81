-- The eighth version: the tree over looks at personal data alone. A migration is never edited once a version with it was
-- released.

CREATE TABLE look_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    frontier TEXT NOT NULL
) STRICT;
