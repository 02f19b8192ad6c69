-- +migrate Up
ALTER TABLE links ADD COLUMN title TEXT;

-- +migrate Down
SELECT 'nothing to do';
