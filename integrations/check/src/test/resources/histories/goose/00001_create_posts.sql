-- +goose Up
CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, words INTEGER NOT NULL DEFAULT 0);

-- +goose StatementBegin
CREATE TRIGGER posts_words AFTER INSERT ON posts BEGIN
  UPDATE posts SET words = length(new.title) WHERE id = new.id;
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE posts;
