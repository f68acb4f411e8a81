-- The tenth version: who bears the fees and costs of a recruitment, as a post announces it; and the
-- profession that the version of a language test is made for. A migration is never edited once a
-- version with it was released.

ALTER TABLE opening ADD COLUMN fees_borne_by TEXT;
ALTER TABLE language_certificate ADD COLUMN test_version TEXT;
