DROP VIEW feed_titles;
ALTER TABLE feeds RENAME COLUMN title TO name;
CREATE VIEW feed_titles AS SELECT title FROM feeds;
