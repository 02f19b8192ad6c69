-- ten comes after two
ALTER TABLE m DROP COLUMN v;
