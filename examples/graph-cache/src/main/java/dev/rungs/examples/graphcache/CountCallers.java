package dev.rungs.examples.graphcache;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** A count that the edges give: filled in place, for the rows that are there. */
@Migration(version = 5)
@Up(
    """
    ALTER TABLE nodes ADD COLUMN callers INTEGER NOT NULL DEFAULT 0;
    UPDATE nodes SET callers = (
      SELECT count(*) FROM edges WHERE kind = 'calls' AND target = nodes.name
    );
    """)
@Down("ALTER TABLE nodes DROP COLUMN callers;")
final class CountCallers {}
