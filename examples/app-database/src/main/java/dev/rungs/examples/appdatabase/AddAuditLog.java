package dev.rungs.examples.appdatabase;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;

/** The log outlives what it speaks of: an entry keeps its text when the agent is gone. */
@Migration(version = 2)
@Up(
    """
    CREATE TABLE audit_log (
      id         INTEGER PRIMARY KEY AUTOINCREMENT,
      agent_id   INTEGER REFERENCES agents (id) ON DELETE SET NULL,
      table_name TEXT NOT NULL,
      action     TEXT NOT NULL,
      timestamp  TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
    );
    CREATE INDEX audit_log_by_agent ON audit_log (agent_id);
    """)
@Down("DROP TABLE audit_log;")
final class AddAuditLog {}
