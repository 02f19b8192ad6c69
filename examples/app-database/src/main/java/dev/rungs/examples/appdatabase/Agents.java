package dev.rungs.examples.appdatabase;

import dev.rungs.runtime.AppDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Agents, each change of whom is in the audit log. For use by one thread. */
final class Agents {
  private final AppDatabase database;

  Agents(AppDatabase database) {
    this.database = database;
  }

  /**
   * One agent.
   *
   * @param name as given
   * @param handle as it can be typed
   * @param description what it is for
   */
  record Agent(String name, String handle, String description) {}

  /** Adds an agent and the entry that says so, or neither. Returns its number. */
  long add(String name, String description) throws SQLException {
    return database.transaction(
        connection -> {
          PreparedStatement insert =
              database.prepare(
                  "INSERT INTO agents (name, handle, description) VALUES (?, ?, ?) RETURNING id");
          insert.setString(1, name);
          insert.setString(2, Handle.of(name));
          insert.setString(3, description);
          long id;
          try (ResultSet row = insert.executeQuery()) {
            row.next();
            id = row.getLong(1);
          }
          log(id, "insert " + name);
          return id;
        });
  }

  /** Removes an agent; the log keeps what was said of it. Returns false if there is none. */
  boolean remove(String name) throws SQLException {
    return database.transaction(
        connection -> {
          PreparedStatement delete = database.prepare("DELETE FROM agents WHERE name = ?");
          delete.setString(1, name);
          boolean removed = delete.executeUpdate() == 1;
          if (removed) {
            log(null, "delete " + name);
          }
          return removed;
        });
  }

  Optional<Agent> find(String name) throws SQLException {
    PreparedStatement select =
        database.prepare("SELECT name, handle, description FROM agents WHERE name = ?");
    select.setString(1, name);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Optional.of(agent(row)) : Optional.empty();
    }
  }

  /** Every agent, by name. */
  List<Agent> all() throws SQLException {
    List<Agent> agents = new ArrayList<>();
    try (ResultSet row =
        database
            .prepare("SELECT name, handle, description FROM agents ORDER BY name")
            .executeQuery()) {
      while (row.next()) {
        agents.add(agent(row));
      }
    }
    return agents;
  }

  /** What was done, oldest first. */
  List<String> audit() throws SQLException {
    List<String> actions = new ArrayList<>();
    try (ResultSet row =
        database.prepare("SELECT action FROM audit_log ORDER BY id").executeQuery()) {
      while (row.next()) {
        actions.add(row.getString(1));
      }
    }
    return actions;
  }

  private void log(Long agent, String action) throws SQLException {
    PreparedStatement insert =
        database.prepare(
            "INSERT INTO audit_log (agent_id, table_name, action) VALUES (?, 'agents', ?)");
    insert.setObject(1, agent);
    insert.setString(2, action);
    insert.executeUpdate();
  }

  private static Agent agent(ResultSet row) throws SQLException {
    return new Agent(row.getString("name"), row.getString("handle"), row.getString("description"));
  }
}
