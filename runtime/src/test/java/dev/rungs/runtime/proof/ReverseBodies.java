package dev.rungs.runtime.proof;

import dev.rungs.runtime.ReversibleStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** A step whose work SQL cannot do: it spells each note backwards. */
final class ReverseBodies implements ReversibleStep {
  /** Called half-way by the migrating thread, if a test wants to stop there. */
  static final ThreadLocal<Runnable> HALF_WAY = ThreadLocal.withInitial(() -> () -> {});

  @Override
  public void up(Connection connection) throws SQLException {
    Map<Long, String> reversed = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, body FROM notes")) {
      while (rows.next()) {
        reversed.put(rows.getLong(1), new StringBuilder(rows.getString(2)).reverse().toString());
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE notes SET reversed = ? WHERE id = ?")) {
      int done = 0;
      for (Map.Entry<Long, String> note : reversed.entrySet()) {
        update.setString(1, note.getValue());
        update.setLong(2, note.getKey());
        update.executeUpdate();
        if (++done == reversed.size() / 2) {
          HALF_WAY.get().run();
        }
      }
    }
  }

  @Override
  public void down(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE notes SET reversed = NULL");
    }
  }
}
