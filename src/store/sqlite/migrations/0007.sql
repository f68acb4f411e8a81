-- The seventh version: months of practice in all that a worker states without dates, and the day of that statement. Until it
-- is stated it is unknown. A migration is never edited once a version with it was released.

ALTER TABLE worker ADD COLUMN practice_months INTEGER;
ALTER TABLE worker ADD COLUMN practice_stated_on TEXT;
