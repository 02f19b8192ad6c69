package dev.rungs.testing.notes;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 1)
@Up(
    """
    CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, draft TEXT);
    CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes (id), tag TEXT NOT NULL,
      PRIMARY KEY (note, tag)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE search USING fts5 (body);
    CREATE TRIGGER index_note AFTER INSERT ON notes BEGIN
      INSERT INTO search (rowid, body) VALUES (new.id, new.body);
    END;
    """)
@Down("DROP TRIGGER index_note; DROP TABLE search; DROP TABLE tags; DROP TABLE notes;")
final class CreateNotes {}
