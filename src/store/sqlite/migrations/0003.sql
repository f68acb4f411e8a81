-- The third version: whether it is stated that a worker has no language certificate. Until it is stated it is
-- unknown. A migration is never edited once a version with it was released.

ALTER TABLE worker ADD COLUMN no_language_certificates INTEGER;
