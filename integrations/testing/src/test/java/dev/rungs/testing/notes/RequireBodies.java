package dev.rungs.testing.notes;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** NULL becomes empty text, and stays so when it is undone: nothing was said, nothing is lost. */
@Migration(version = 4)
@Up(
    """
    CREATE TABLE new_notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL, slug TEXT);
    INSERT INTO new_notes (id, body, slug) SELECT id, coalesce(body, ''), slug FROM notes;
    DROP TABLE notes;
    ALTER TABLE new_notes RENAME TO notes;
    CREATE TRIGGER index_note AFTER INSERT ON notes BEGIN
      INSERT INTO search (rowid, body) VALUES (new.id, new.body);
    END;
    """)
@Down(
    """
    CREATE TABLE new_notes (id INTEGER PRIMARY KEY, body TEXT, slug TEXT);
    INSERT INTO new_notes (id, body, slug) SELECT id, body, slug FROM notes;
    DROP TABLE notes;
    ALTER TABLE new_notes RENAME TO notes;
    CREATE TRIGGER index_note AFTER INSERT ON notes BEGIN
      INSERT INTO search (rowid, body) VALUES (new.id, new.body);
    END;
    """)
final class RequireBodies {}
