package app;

import dev.rungs.*;

@Migration(version = 2)
@Up(
    """
    CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes, tag TEXT NOT NULL, PRIMARY KEY (note, tag)) WITHOUT ROWID;
    CREATE INDEX tags_by_tag ON tags (tag);
    CREATE VIEW tagged AS SELECT n.body, t.tag FROM notes AS n JOIN tags AS t ON t.note = n.id;
    CREATE VIRTUAL TABLE found USING fts5(body, content='notes', content_rowid='id');
    CREATE TRIGGER notes_found AFTER INSERT ON notes BEGIN
      INSERT INTO found (rowid, body) VALUES (new.id, new.body);
    END;
    """)
@Down("DROP TRIGGER notes_found; DROP TABLE found; DROP VIEW tagged; DROP TABLE tags;")
final class V2 {}
