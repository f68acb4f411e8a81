-- The ninth version: whether the test of a certificate was read out of a name that another test goes by as well. A migration is
-- never edited once a version with it was released.

ALTER TABLE language_certificate ADD COLUMN test_presumed INTEGER;
