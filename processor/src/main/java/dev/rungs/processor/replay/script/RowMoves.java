package dev.rungs.processor.replay.script;

import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.List;

/** Whether scripts can put rows elsewhere, or take some away, by the kinds of their statements. */
public final class RowMoves {
  private RowMoves() {}

  /**
   * Whether a script can put what is in one table into another. Where none does, a row is nowhere
   * but in its table.
   *
   * @param triggers that a statement may fire, as SQL; those that the script creates are seen
   */
  public static boolean canCopy(Script script, List<List<SqlToken>> triggers) {
    for (List<SqlToken> trigger : triggers) {
      if (Keywords.areIn(trigger, "INSERT", "REPLACE")) {
        return true;
      }
    }
    for (int i = 0; i < script.tokens().size(); i++) {
      List<SqlToken> tokens = script.tokens().get(i);
      boolean copies =
          switch (script.kind(i)) {
            case INSERT, UPDATE -> Keywords.areIn(tokens, "SELECT", "FROM");
            case CREATE_OTHER -> Keywords.areIn(tokens, "INSERT", "REPLACE", "VIRTUAL");
            case ALTER_TABLE -> Keywords.areIn(tokens, "RENAME");
            case CREATE_TABLE_AS, OTHER -> true;
            default -> false;
          };
      if (copies) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a table that is there before and after a script can have fewer rows after it, or other
   * values in them. A column that is dropped takes its values along, but does no harm to the others
   * unless one of its name comes in its place.
   */
  public static boolean canTake(Script script) {
    boolean dropped = false;
    for (int i = 0; i < script.tokens().size(); i++) {
      List<SqlToken> tokens = script.tokens().get(i);
      boolean takes =
          switch (script.kind(i)) {
            case DROP_TABLE, DROP_OTHER, CREATE_INDEX, CREATE_INDEX_CHECKED, DROP_COLUMN -> false;
            case ALTER_TABLE, ALTER_TABLE_CHECKED -> dropped || Keywords.areIn(tokens, "RENAME");
            case CREATE_OTHER -> Keywords.areIn(tokens, "VIRTUAL");
            default -> true;
          };
      if (takes) {
        return true;
      }
      dropped |= script.kind(i) == StatementKind.DROP_COLUMN;
    }
    return false;
  }
}
