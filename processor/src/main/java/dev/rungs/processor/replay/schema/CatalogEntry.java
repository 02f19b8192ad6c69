package dev.rungs.processor.replay.schema;

import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One row of {@code sqlite_schema}.
 *
 * @param kind table, index, view or trigger
 * @param name as stored
 * @param table the table or view that it belongs to
 * @param sql its CREATE statement, as SQLite keeps it
 */
public record CatalogEntry(Kind kind, String name, String table, String sql) {
  /** In the order in which objects can be created. */
  public enum Kind {
    TABLE,
    VIRTUAL_TABLE,
    INDEX,
    VIEW,
    TRIGGER
  }

  public static CatalogEntry of(String type, String name, String table, String sql) {
    Kind kind =
        switch (type) {
          case "table" -> isVirtual(sql) ? Kind.VIRTUAL_TABLE : Kind.TABLE;
          case "index" -> Kind.INDEX;
          case "view" -> Kind.VIEW;
          default -> Kind.TRIGGER;
        };
    return new CatalogEntry(kind, name, table, sql);
  }

  private static boolean isVirtual(String sql) {
    return sql.regionMatches(true, 0, "CREATE VIRTUAL", 0, 14);
  }

  public String key() {
    return SqlNames.fold(name);
  }

  /** Whether rows can be read from it. */
  boolean isRelation() {
    return kind == Kind.TABLE || kind == Kind.VIRTUAL_TABLE || kind == Kind.VIEW;
  }

  /** The names, folded, of what the object may need to work: more than that does no harm. */
  public Set<String> needs() {
    Set<String> names = new HashSet<>();
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    for (int i = 1; i < tokens.size(); i++) {
      boolean counts = kind != Kind.TABLE || tokens.get(i - 1).is("REFERENCES");
      if (counts) {
        names.add(SqlNames.fold(tokens.get(i).value()));
      }
    }
    if (!table.isEmpty()) {
      names.add(SqlNames.fold(table));
    }
    names.remove(key());
    return names;
  }

  /** Whether a table has a foreign key. */
  public boolean hasReferences() {
    return SqlTokenizer.significant(sql).stream().anyMatch(t -> t.is("REFERENCES"));
  }
}
