package dev.rungs.runtime.internal.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A row of {@code sqlite_schema}; what is NULL in it is empty. */
record SchemaRow(String type, String name, String table, String sql) {
  /**
   * The ends of the names of shadow tables, by virtual table module. A table so named beside a
   * virtual table of the module belongs to it (<a
   * href="https://www.sqlite.org/vtab.html#xshadowname">xShadowName</a>).
   */
  static final Map<String, Set<String>> SHADOWS =
      Map.of(
          "fts3", Set.of("content", "docsize", "segdir", "segments", "stat"),
          "fts4", Set.of("content", "docsize", "segdir", "segments", "stat"),
          "fts5", Set.of("config", "content", "data", "docsize", "idx"),
          "rtree", Set.of("node", "parent", "rowid"),
          "rtree_i32", Set.of("node", "parent", "rowid"),
          "geopoly", Set.of("node", "parent", "rowid"));

  static SchemaRow of(String type, String name, String table, String sql) {
    return new SchemaRow(
        type == null ? "" : type,
        name == null ? "" : name,
        table == null ? "" : table,
        sql == null ? "" : sql);
  }

  /** The tables that SQLite creates for itself. */
  private static final Set<String> SQLITE_TABLES =
      Set.of("sqlite_sequence", "sqlite_stat1", "sqlite_stat2", "sqlite_stat3", "sqlite_stat4");

  /**
   * Whether the row is SQLite's bookkeeping or ours, and so no part of a schema. A name alone does
   * not tell: SQLite checks it only when an object is created, so a crafted file may give any
   * object a reserved one.
   */
  boolean isBookkeeping() {
    if (type.equals("table") && SQLITE_TABLES.contains(SqlNames.fold(name))) {
      return true;
    }
    if (type.equals("index") && !new SqlTokenizer(sql).advanceToSignificant()) {
      // An automatic index of a key or a unique set, which its table tells.
      return true;
    }
    return switch (type) {
      case "table", "view" -> SqlNames.isRungsOwn(name);
      case "index" -> SqlNames.isRungsOwn(table);
      default -> SqlNames.isRungsOwn(name) && SqlNames.isRungsOwn(table);
    };
  }

  boolean isVirtualTable() {
    if (!type.equals("table")) {
      return false;
    }
    SqlTokenizer words = new SqlTokenizer(sql);
    return words.advanceToSignificant()
        && words.advanceToSignificant()
        && words.token().is("VIRTUAL");
  }

  /** Cuts the text into tokens, each time again: those of all rows would fill the heap. */
  List<SqlToken> tokens() {
    return SqlTokenizer.significant(sql);
  }

  /** Starts reading after {@code CREATE}. */
  TokenReader reader() {
    TokenReader reader = new TokenReader(tokens());
    reader.expect("CREATE");
    return reader;
  }

  /** The module of a virtual table, folded; empty if the text tells none. */
  String module() {
    List<SqlToken> tokens = tokens();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("USING")) {
        return SqlNames.fold(tokens.get(i + 1).value());
      }
    }
    return "";
  }
}
