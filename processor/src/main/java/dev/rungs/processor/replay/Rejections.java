package dev.rungs.processor.replay;

import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.Problem;
import java.util.Optional;

/** Makes the error of a statement that SQLite refused: its words, the statement, place and mend. */
final class Rejections {
  private static final int WIDEST = 80;

  private final ErrorLocator locator;
  private final MendFinder mends;

  /**
   * Binds to a database.
   *
   * @param database in the state in which the statement was refused
   */
  Rejections(ScratchDatabase database) {
    locator = new ErrorLocator(database);
    mends = new MendFinder(database, locator);
  }

  Problem problem(Script script, Rejection rejection) {
    String sql = rejection.statement().text();
    String message = rejection.message();
    Optional<String> mend = mends.find(sql, message);
    int offset = rejection.isConstraint() ? 0 : locator.locate(sql, message);
    return script.problemAt(
        rejection.statement().offset() + offset,
        Message.REJECTED,
        rejection.index(),
        script.name(),
        brief(sql),
        message,
        mend.map(m -> " " + m).orElse(""));
  }

  /** A statement in one line, shortened. */
  static String brief(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
  }
}
