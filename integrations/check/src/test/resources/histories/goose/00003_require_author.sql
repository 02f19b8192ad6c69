-- +goose Up
ALTER TABLE posts ADD COLUMN author TEXT NOT NULL;

-- +goose Down
ALTER TABLE posts DROP COLUMN author;
