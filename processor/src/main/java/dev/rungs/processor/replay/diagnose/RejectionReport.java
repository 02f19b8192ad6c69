package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.sqlite.Rejection;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import java.util.Optional;

/**
 * Creates the error of a statement that SQLite refused: its words, the statement, place and fix.
 */
public final class RejectionReport {
  private static final int WIDEST = 80;

  private final ErrorLocator locator;
  private final FixFinder fixs;

  /**
   * Binds to a database.
   *
   * @param database in the state in which the statement was refused
   */
  public RejectionReport(ScratchDatabase database) {
    locator = new ErrorLocator(database);
    fixs = new FixFinder(database, locator);
  }

  public Problem problem(Script script, Rejection rejection) {
    String sql = rejection.statement().text();
    String message = rejection.message();
    if (rejection.isOutOfTime() || rejection.isOutOfMemory()) {
      int index = rejection.index();
      return script.problemAt(
          rejection.statement().offset(),
          rejection.isOutOfTime()
              ? ScriptMessages.outOfTime(index, script.name(), brief(sql))
              : ScriptMessages.outOfMemory(index, script.name(), brief(sql), message));
    }
    Optional<String> fix = fixs.find(sql, message);
    int offset = rejection.isConstraint() ? 0 : locator.locate(sql, message);
    return script.problemAt(
        rejection.statement().offset() + offset,
        ScriptMessages.rejected(rejection.index(), script.name(), brief(sql), message, fix));
  }

  /**
   * Locates an error.
   *
   * @param sql a statement that SQLite refuses in the database
   * @param message SQLite's words
   * @return an offset in the statement
   */
  public int place(String sql, String message) {
    return locator.locate(sql, message);
  }

  /**
   * Looks for a fix.
   *
   * @param sql a statement that SQLite refuses in the database
   * @param message SQLite's words
   * @return a sentence, if one is known
   */
  public Optional<String> fix(String sql, String message) {
    return fixs.find(sql, message);
  }

  /** A statement in one line, shortened. */
  static String brief(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
  }
}
