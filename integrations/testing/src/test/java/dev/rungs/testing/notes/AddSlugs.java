package dev.rungs.testing.notes;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;
import dev.rungs.runtime.ReversibleStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

@Migration(version = 2)
@Up("ALTER TABLE notes ADD COLUMN slug TEXT;")
@Down("ALTER TABLE notes DROP COLUMN slug;")
final class AddSlugs implements ReversibleStep {
  @Override
  public void up(Connection connection) throws SQLException {
    Map<Long, String> slugs = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, body FROM notes")) {
      while (rows.next()) {
        slugs.put(rows.getLong(1), slug(rows.getString(2)));
      }
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE notes SET slug = ? WHERE id = ?")) {
      for (Map.Entry<Long, String> entry : slugs.entrySet()) {
        update.setString(1, entry.getValue());
        update.setLong(2, entry.getKey());
        update.executeUpdate();
      }
    }
  }

  private static String slug(String body) {
    return body == null || body.isBlank()
        ? null
        : body.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  @Override
  public void down(Connection connection) throws SQLException {
    // The column goes, and with it what the step has stored.
  }
}
