package dev.rungs.examples.memoir;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** The index serves the foreign key: forgetting a memory looks up whom it had superseded. */
@Migration(version = 2)
@Up(
    """
    ALTER TABLE memories ADD COLUMN superseded_by TEXT REFERENCES memories (pid) ON DELETE SET NULL;
    CREATE INDEX memories_superseded_by_idx ON memories (superseded_by);
    """)
@Down(
    """
    DROP INDEX memories_superseded_by_idx;
    ALTER TABLE memories DROP COLUMN superseded_by;
    """)
final class AddSupersededBy {}
