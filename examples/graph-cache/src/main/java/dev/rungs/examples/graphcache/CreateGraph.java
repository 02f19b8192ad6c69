package dev.rungs.examples.graphcache;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/**
 * Packages, types and methods, and the edges between them. An edge ends at a name, not at a node: a
 * file can be read without those it mentions.
 */
@Migration(version = 1)
@Up(
    """
    CREATE TABLE files (
      id     INTEGER PRIMARY KEY,
      path   TEXT NOT NULL UNIQUE,
      digest TEXT NOT NULL
    );

    CREATE TABLE nodes (
      id      INTEGER PRIMARY KEY,
      file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
      kind    TEXT NOT NULL CHECK (kind IN ('package', 'type', 'method')),
      owner   TEXT NOT NULL,
      name    TEXT NOT NULL,
      line    INTEGER NOT NULL
    );

    CREATE INDEX nodes_by_file ON nodes (file_id);

    CREATE TABLE edges (
      source_id INTEGER NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
      kind      TEXT NOT NULL CHECK (kind IN ('contains', 'calls', 'extends', 'imports')),
      target    TEXT NOT NULL,
      PRIMARY KEY (source_id, kind, target)
    ) WITHOUT ROWID;
    """)
@Down(
    """
    DROP TABLE edges;
    DROP TABLE nodes;
    DROP TABLE files;
    """)
final class CreateGraph {}
