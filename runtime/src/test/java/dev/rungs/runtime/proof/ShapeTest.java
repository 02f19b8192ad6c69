package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schemas of the proof are sound by themselves, without the runtime. */
class ShapeTest {
  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyVersionCanBeReachedAndUndoneWithRows(Shape shape) throws SQLException {
    Ladder ladder = shape.ladder();
    try (Connection connection = PlainSqlite.memory()) {
      PlainSqlite.up(connection, ladder, 0, 1);
      shape.fill(connection, 50);
      for (int version = 2; version <= shape.current(); version++) {
        DatabaseContent before = DatabaseContent.of(connection);
        PlainSqlite.up(connection, ladder, version - 1, version);
        assertEquals("ok", DatabaseContent.value(connection, "PRAGMA integrity_check"));
        if (ladder.migration(version).reversible()) {
          PlainSqlite.down(connection, ladder, version, version - 1);
          assertEquals(
              before.schema(), DatabaseContent.of(connection).schema(), "undone " + version);
          if (!ladder.migration(version).destructive()) {
            assertEquals(
                before.content(), DatabaseContent.of(connection).content(), "undone " + version);
          }
          PlainSqlite.up(connection, ladder, version - 1, version);
        }
      }
    }
  }
}
