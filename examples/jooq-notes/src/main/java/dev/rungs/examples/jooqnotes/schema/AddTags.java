package dev.rungs.examples.jooqnotes.schema;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 2)
@Up(
    """
    CREATE TABLE tags (
      note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
      tag TEXT NOT NULL,
      PRIMARY KEY (note_id, tag)
    );
    CREATE VIEW tag_counts AS SELECT tag, count(*) AS notes FROM tags GROUP BY tag;
    """)
@Down("DROP VIEW tag_counts; DROP TABLE tags;")
final class AddTags {}
