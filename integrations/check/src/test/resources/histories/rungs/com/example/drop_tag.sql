-- for good
ALTER TABLE notes DROP COLUMN tag;
