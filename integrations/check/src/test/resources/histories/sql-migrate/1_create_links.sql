-- +migrate Up
CREATE TABLE links (id INTEGER PRIMARY KEY, url TEXT NOT NULL);

-- +migrate Down
DROP TABLE links;
