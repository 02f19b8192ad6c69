CREATE TABLE notes_new (id INTEGER PRIMARY KEY, body TEXT, changed TEXT);
INSERT INTO notes_new (id, body, changed) SELECT id, body, changed FROM notes;
DROP TABLE notes;
ALTER TABLE notes_new RENAME TO notes;
