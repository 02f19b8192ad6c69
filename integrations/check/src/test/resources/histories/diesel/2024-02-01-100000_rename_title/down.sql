DROP VIEW feed_titles;
ALTER TABLE feeds RENAME COLUMN name TO title;
CREATE VIEW feed_titles AS SELECT title FROM feeds;
