-- The fifth version: school before a training, births conducted in it, and its traineeship. Recognition asks for them.
-- A migration is never edited once a version with it was released.

ALTER TABLE curriculum ADD COLUMN school_years TEXT;
ALTER TABLE curriculum ADD COLUMN births_attended INTEGER;
ALTER TABLE curriculum ADD COLUMN traineeship_months TEXT;
ALTER TABLE qualification ADD COLUMN school_years TEXT;
ALTER TABLE qualification ADD COLUMN births_attended INTEGER;
ALTER TABLE qualification ADD COLUMN traineeship_months TEXT;
