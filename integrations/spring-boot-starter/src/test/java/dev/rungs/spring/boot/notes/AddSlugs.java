package dev.rungs.spring.boot.notes;

import dev.rungs.Migration;
import dev.rungs.Up;
import dev.rungs.runtime.MigrationStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

@Migration(version = 2)
@Up("ALTER TABLE notes ADD COLUMN slug TEXT;")
final class AddSlugs implements MigrationStep {
  @Override
  public void up(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE notes SET slug = 'note-' || id");
    }
  }
}
