package dev.rungs.processor.replay.image;

import dev.rungs.processor.model.MigrationModel;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds what gives another value when a file is created than in the compiler: <a
 * href="https://www.sqlite.org/lang_datefunc.html">date and time functions</a>, and those of the <a
 * href="https://www.sqlite.org/lang_corefunc.html">core functions</a> that are not deterministic.
 */
public final class NondeterministicSql {
  private static final Set<String> WORDS =
      Set.of(
          "random",
          "randomblob",
          "current_date",
          "current_time",
          "current_timestamp",
          "date",
          "time",
          "datetime",
          "julianday",
          "unixepoch",
          "strftime",
          "timediff",
          "changes",
          "total_changes",
          "last_insert_rowid",
          "sqlite_version",
          "sqlite_source_id",
          "sqlite_compileoption_get",
          "sqlite_compileoption_used");

  private NondeterministicSql() {}

  /** Tells whether a script that builds the schema has one of the words. */
  static boolean isIn(List<MigrationModel> migrations) {
    for (MigrationModel migration : migrations) {
      if (migration.up().isPresent() && isIn(migration.up().get().text())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String script) {
    for (SqlToken token : SqlTokenizer.significant(script)) {
      if (token.isName() && WORDS.contains(token.value().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
