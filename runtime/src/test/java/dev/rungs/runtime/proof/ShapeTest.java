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
    try (Connection connection = Replay.memory()) {
      Replay.up(connection, ladder, 0, 1);
      shape.fill(connection, 50);
      for (int version = 2; version <= shape.current(); version++) {
        State before = State.of(connection);
        Replay.up(connection, ladder, version - 1, version);
        assertEquals("ok", State.value(connection, "PRAGMA integrity_check"));
        if (ladder.migration(version).reversible()) {
          Replay.down(connection, ladder, version, version - 1);
          assertEquals(before.schema(), State.of(connection).schema(), "undone " + version);
          if (!ladder.migration(version).destructive()) {
            assertEquals(before.content(), State.of(connection).content(), "undone " + version);
          }
          Replay.up(connection, ladder, version - 1, version);
        }
      }
    }
  }
}
