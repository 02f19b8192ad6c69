package dev.rungs.examples.appdatabase;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;
import dev.rungs.runtime.MigrationStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** A handle needs Unicode, which SQLite has not: the schema is SQL, the old rows are Java's. */
@Migration(version = 3)
@Up(
    """
    ALTER TABLE agents ADD COLUMN handle TEXT;
    CREATE UNIQUE INDEX agents_by_handle ON agents (handle);
    """)
@Down(
    """
    DROP INDEX agents_by_handle;
    ALTER TABLE agents DROP COLUMN handle;
    """)
final class AddHandles implements MigrationStep {
  @Override
  public void up(Connection connection) throws SQLException {
    Map<Long, String> handles = new LinkedHashMap<>();
    try (Statement select = connection.createStatement();
        ResultSet agent = select.executeQuery("SELECT id, name FROM agents ORDER BY id")) {
      while (agent.next()) {
        String handle = Handle.of(agent.getString("name"));
        long id = agent.getLong("id");
        // Two names may give one handle; the older agent keeps it.
        handles.put(id, handles.containsValue(handle) ? handle + "-" + id : handle);
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE agents SET handle = ? WHERE id = ?")) {
      for (Map.Entry<Long, String> agent : handles.entrySet()) {
        update.setString(1, agent.getValue());
        update.setLong(2, agent.getKey());
        update.executeUpdate();
      }
    }
  }
}
