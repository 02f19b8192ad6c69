package dev.rungs.processor.replay.schema;

import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for foreign keys that a migration left dangling. Enforcement is off while one runs, here as
 * at run time, so this is the only look there is. What dangled before does not count.
 */
public final class ForeignKeyCheck {
  /**
   * A row without its parent.
   *
   * @param child its table
   * @param rowid its rowid; 0 if it has none
   * @param parent the table that should have the other row
   * @param key which of the child's foreign keys
   */
  public record Dangling(String child, long rowid, String parent, int key) {
    public String words() {
      return words(child, parent);
    }

    /** What is said of rows of one table without their parents in another. */
    public static String words(String child, String parent) {
      return "FOREIGN KEY: rows of %s refer to rows of %s that do not exist"
          .formatted(child, parent);
    }

    public boolean isNamedIn(String sql) {
      for (SqlToken token : SqlTokenizer.significant(sql)) {
        if (token.isName()
            && (token.value().equalsIgnoreCase(child) || token.value().equalsIgnoreCase(parent))) {
          return true;
        }
      }
      return false;
    }
  }

  private final Set<Dangling> before;

  private ForeignKeyCheck(Set<Dangling> before) {
    this.before = before;
  }

  public static ForeignKeyCheck before(ScratchDatabase database) throws SQLException {
    return new ForeignKeyCheck(new HashSet<>(read(database, "")));
  }

  public Optional<Dangling> newlyDangling(ScratchDatabase database) throws SQLException {
    return read(database, "").stream().filter(d -> !before.contains(d)).findFirst();
  }

  /** Reads all dangling rows of one table, quoted; of every table if it is empty. */
  public static List<Dangling> read(ScratchDatabase database, String table) throws SQLException {
    return database.query(
        "PRAGMA foreign_key_check" + (table.isEmpty() ? "" : "(" + table + ")"),
        row -> new Dangling(row.getString(1), row.getLong(2), row.getString(3), row.getInt(4)));
  }

  /** Reads which tables a table refers to, as it names them. */
  public static List<String> parents(ScratchDatabase database, String table) throws SQLException {
    return database.query(
        "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(" + SqlNames.literal(table) + ")",
        row -> row.getString(1));
  }
}
