package dev.rungs.processor.replay.rows;

import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.script.Keywords;
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
 * The full-text indexes that store no text of their own, and so must be brought in step with rows
 * that are created without a trigger's help. One that is not is malformed to SQLite as soon as a
 * trigger takes an entry out of it.
 *
 * @see <a href="https://www.sqlite.org/fts5.html#external_content_tables">External content</a>
 */
final class SearchIndexes {
  private final ScratchDatabase database;
  private final boolean any;
  private final Set<String> external = new HashSet<>();
  private final Set<String> contentless = new HashSet<>();

  SearchIndexes(ScratchDatabase database, List<CatalogEntry> objects) {
    this.database = database;
    boolean found = false;
    for (CatalogEntry object : objects) {
      if (object.kind() == CatalogEntry.Kind.VIRTUAL_TABLE) {
        found = true;
        content(object.sql())
            .ifPresent(c -> (c.isEmpty() ? contentless : external).add(object.key()));
      }
    }
    this.any = found;
  }

  /** The table that an index reads; empty text where it reads none. */
  private static Optional<String> content(String sql) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).is("content") && tokens.get(i + 1).isOperator("=")) {
        SqlToken value = tokens.get(i + 2);
        return Optional.of(value.isOperator(",") || value.isOperator(")") ? "" : value.value());
      }
    }
    return Optional.empty();
  }

  /** Whether there are virtual tables: a row of one can show in another. */
  boolean areAny() {
    return any;
  }

  /**
   * Whether a trigger puts new rows into an index that cannot be rebuilt, as it reads no table: it
   * must be there before the rows are.
   */
  boolean feeds(CatalogEntry trigger) {
    if (contentless.isEmpty()) {
      return false;
    }
    List<SqlToken> tokens = SqlTokenizer.significant(trigger.sql());
    int on = 0;
    while (on < tokens.size() && !tokens.get(on).is("ON")) {
      on++;
    }
    return Keywords.areIn(tokens.subList(0, on), "INSERT")
        && tokens.stream().anyMatch(t -> contentless.contains(SqlNames.fold(t.value())));
  }

  /** Fills the indexes that read a table. */
  void rebuild() {
    for (String name : external) {
      String quoted = SqlNames.quote(name);
      try {
        database.execute("INSERT INTO " + quoted + "(" + quoted + ") VALUES ('rebuild')");
      } catch (SQLException e) {
        // Its table is missing, or has other columns: DependentCheck reports that.
      }
    }
  }
}
