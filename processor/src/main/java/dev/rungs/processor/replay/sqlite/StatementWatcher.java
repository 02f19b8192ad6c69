package dev.rungs.processor.replay.sqlite;

import dev.rungs.processor.replay.script.Script;
import java.sql.SQLException;

/** Is told of each statement of a script that runs. */
public interface StatementWatcher {
  /** Looks away. */
  StatementWatcher NONE = new StatementWatcher() {};

  /**
   * A statement is about to run.
   *
   * @param index its place in the script, from 0
   */
  default void before(Script script, int index) throws SQLException {}

  /**
   * A statement has run.
   *
   * @param index its place in the script, from 0
   */
  default void after(Script script, int index) throws SQLException {}

  /** Tells two watchers, one after the other. */
  static StatementWatcher both(StatementWatcher first, StatementWatcher second) {
    return new StatementWatcher() {
      @Override
      public void before(Script script, int index) throws SQLException {
        first.before(script, index);
        second.before(script, index);
      }

      @Override
      public void after(Script script, int index) throws SQLException {
        first.after(script, index);
        second.after(script, index);
      }
    };
  }
}
