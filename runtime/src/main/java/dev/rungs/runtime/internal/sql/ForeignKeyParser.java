package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Reads what follows REFERENCES. */
final class ForeignKeyParser {
  private final List<String> columns;
  private final String parent;
  private List<String> parentColumns = List.of();
  private String onDelete = "NO ACTION";
  private String onUpdate = "NO ACTION";
  private boolean deferred;

  private ForeignKeyParser(List<String> columns, String parent) {
    this.columns = columns;
    this.parent = parent;
  }

  static ForeignKeyParser parse(List<String> columns, TokenReader reader) {
    ForeignKeyParser key = new ForeignKeyParser(columns, reader.name());
    if (reader.peek().isOperator("(")) {
      key.parentColumns = names(reader.parenthesized());
    }
    while (key.clause(reader)) {
      // Later clauses win, as in SQLite.
    }
    return key;
  }

  /** Takes {@code [NOT] DEFERRABLE [INITIALLY DEFERRED|IMMEDIATE]} if it stands here. */
  boolean timing(TokenReader reader) {
    boolean not = reader.accept("NOT", "DEFERRABLE");
    if (!not && !reader.accept("DEFERRABLE")) {
      return false;
    }
    deferred = reader.accept("INITIALLY", "DEFERRED") && !not;
    reader.accept("INITIALLY", "IMMEDIATE");
    return true;
  }

  ForeignKeyDefinition build() {
    if (parentColumns.size() != columns.size() || columns.size() < 2) {
      return new ForeignKeyDefinition(columns, parent, parentColumns, onDelete, onUpdate, deferred);
    }
    List<Integer> order =
        IntStream.range(0, columns.size())
            .boxed()
            .sorted(
                Comparator.<Integer, String>comparing(columns::get)
                    .thenComparing(parentColumns::get))
            .toList();
    return new ForeignKeyDefinition(
        order.stream().map(columns::get).toList(),
        parent,
        order.stream().map(parentColumns::get).toList(),
        onDelete,
        onUpdate,
        deferred);
  }

  static List<String> names(List<SqlToken> tokens) {
    List<String> names = new ArrayList<>();
    for (List<SqlToken> part : TokenReader.splitAtCommas(tokens)) {
      names.add(CanonicalSql.name(new TokenReader(part).name()));
    }
    return names;
  }

  private boolean clause(TokenReader reader) {
    if (reader.accept("MATCH")) {
      reader.name(); // SQLite reads it and does nothing with it.
    } else if (reader.accept("ON", "DELETE")) {
      onDelete = action(reader);
    } else if (reader.accept("ON", "UPDATE")) {
      onUpdate = action(reader);
    } else if (reader.accept("ON", "INSERT")) {
      action(reader); // The same.
    } else {
      return false;
    }
    return true;
  }

  private static String action(TokenReader reader) {
    if (reader.accept("CASCADE")) {
      return "CASCADE";
    }
    if (reader.accept("RESTRICT")) {
      return "RESTRICT";
    }
    if (reader.accept("SET", "NULL")) {
      return "SET NULL";
    }
    if (reader.accept("SET", "DEFAULT")) {
      return "SET DEFAULT";
    }
    reader.expect("NO");
    reader.expect("ACTION");
    return "NO ACTION";
  }
}
