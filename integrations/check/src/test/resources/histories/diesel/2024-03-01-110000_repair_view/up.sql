DROP VIEW feed_titles;
CREATE VIEW feed_titles AS SELECT name AS title FROM feeds;
