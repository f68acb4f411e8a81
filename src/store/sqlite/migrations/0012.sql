-- The twelfth version: whether the purpose of a consent is one that its list did not name. A migration is never edited once
-- a version with it was released.

ALTER TABLE consent ADD COLUMN purpose_presumed INTEGER;
