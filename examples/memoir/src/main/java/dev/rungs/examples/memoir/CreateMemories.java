package dev.rungs.examples.memoir;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/**
 * Times are UTC text of one fixed form, so that they sort as text in the order of time. The CHECK
 * keeps any other form out.
 */
@Migration(version = 1)
@Up(
    """
    CREATE TABLE memories (
      id         INTEGER PRIMARY KEY,
      pid        TEXT NOT NULL UNIQUE,
      body       TEXT NOT NULL,
      created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z')
    ) STRICT;
    """)
@Down("DROP TABLE memories;")
final class CreateMemories {}
