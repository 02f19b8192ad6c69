package dev.rungs.examples.quickstart;

import dev.rungs.Down;
import dev.rungs.Migration;
import dev.rungs.Up;
import dev.rungs.runtime.MigrationStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** SQL adds the column; Java computes the slugs of existing rows, which SQL cannot. */
@Migration(version = 3)
@Up("ALTER TABLE notes ADD COLUMN slug TEXT;")
@Down("ALTER TABLE notes DROP COLUMN slug;")
final class AddSlugs implements MigrationStep {
  @Override
  public void up(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet notes = select.executeQuery("SELECT id, body FROM notes");
        PreparedStatement update =
            connection.prepareStatement("UPDATE notes SET slug = ? WHERE id = ?")) {
      while (notes.next()) {
        update.setString(1, Slug.of(notes.getString("body")));
        update.setLong(2, notes.getLong("id"));
        update.executeUpdate();
      }
    }
  }
}
