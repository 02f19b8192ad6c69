package app;

import dev.rungs.*;
import dev.rungs.runtime.ReversibleStep;
import java.sql.*;

@Migration(version = 3)
@Up("ALTER TABLE notes ADD COLUMN slug TEXT;")
@Down("ALTER TABLE notes DROP COLUMN slug;")
public final class V3 implements ReversibleStep {
  @Override
  public void up(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE notes SET slug = 'note-' || id");
    }
  }

  @Override
  public void down(Connection connection) {}
}
