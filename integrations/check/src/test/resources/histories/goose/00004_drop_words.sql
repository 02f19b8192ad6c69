-- +goose Up
DROP TRIGGER posts_words;
ALTER TABLE posts DROP COLUMN words;

-- +goose Down
ALTER TABLE posts ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
