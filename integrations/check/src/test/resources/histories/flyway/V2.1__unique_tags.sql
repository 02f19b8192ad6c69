CREATE UNIQUE INDEX tags_unique ON tags (note, tag);
