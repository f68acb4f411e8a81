-- The tenth version: who bears the fees and costs of a recruitment, as a post announces it. A migration is never edited once a
-- version with it was released.

ALTER TABLE opening ADD COLUMN fees_borne_by TEXT;
