-- The eleventh version: seals cover the handle and the salt of workers, and former versions keep both. An
-- earlier program would leave them out of what it writes, so it must not write here. Nothing changes in the
-- tables. A migration is never edited once a version with it was released.

UPDATE head SET seq = seq;
