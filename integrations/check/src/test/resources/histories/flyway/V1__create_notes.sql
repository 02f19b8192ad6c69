CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  changed TEXT
);

CREATE TRIGGER notes_changed AFTER UPDATE OF body ON notes BEGIN
  UPDATE notes SET changed = datetime('now') WHERE id = new.id;
END;
