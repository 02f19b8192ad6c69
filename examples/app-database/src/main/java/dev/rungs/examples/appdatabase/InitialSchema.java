package dev.rungs.examples.appdatabase;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

@Migration(version = 1)
@Up(
    """
    CREATE TABLE agents (
      id          INTEGER PRIMARY KEY,
      name        TEXT NOT NULL UNIQUE,
      description TEXT NOT NULL DEFAULT '',
      api_key     TEXT
    );
    """)
@Down("DROP TABLE agents;")
final class InitialSchema {}
