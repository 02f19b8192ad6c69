DROP VIEW feed_titles;
DROP TABLE feeds;
