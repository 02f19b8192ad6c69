package dev.rungs.runtime.internal.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a CREATE TABLE statement as it stands in {@code sqlite_schema}, by <a
 * href="https://www.sqlite.org/lang_createtable.html">SQLite's grammar</a>. SQLite has accepted the
 * text before, so this asks less than SQLite does and gives up with {@link MalformedSqlException}.
 */
final class CreateTableParser {
  private final TokenReader reader;
  private final List<ColumnParts> columns = new ArrayList<>();
  private final List<List<SqlToken>> checks = new ArrayList<>();
  private final List<KeyParts> uniques = new ArrayList<>();
  private final List<ForeignKeyParser> foreignKeys = new ArrayList<>();
  private KeyParts primaryKey;
  private boolean withoutRowid;
  private boolean strict;

  private CreateTableParser(TokenReader reader) {
    this.reader = reader;
  }

  /** Reads from after {@code CREATE TABLE}, and adds the columns to the table's scope. */
  static TableDefinition parse(TableScope scope, TokenReader statement) {
    statement.accept("IF", "NOT", "EXISTS");
    statement.qualifiedName();
    CreateTableParser parser = new CreateTableParser(new TokenReader(statement.parenthesized()));
    parser.body();
    parser.options(statement);
    return parser.build(scope);
  }

  private void body() {
    while (!isTableConstraint()) {
      column();
      if (!reader.acceptOperator(",")) {
        break;
      }
    }
    if (columns.isEmpty()) {
      throw new MalformedSqlException("The table has no column.");
    }
    while (!reader.atEnd()) {
      tableConstraint();
      // The comma between table constraints may be left out.
      reader.acceptOperator(",");
    }
  }

  private boolean isTableConstraint() {
    SqlToken token = reader.peek();
    return token.is("CONSTRAINT")
        || token.is("PRIMARY")
        || token.is("UNIQUE")
        || token.is("CHECK")
        || token.is("FOREIGN");
  }

  private void column() {
    ColumnParts column = new ColumnParts(reader.name(), type());
    columns.add(column);
    while (!reader.atEnd() && !reader.peek().isOperator(",")) {
      columnConstraint(column);
    }
  }

  private String type() {
    StringBuilder type = new StringBuilder();
    while (isTypeWord()) {
      type.append(type.isEmpty() ? "" : " ").append(reader.take().value());
    }
    if (reader.peek().isOperator("(")) {
      type.append('(');
      for (SqlToken token : reader.parenthesized()) {
        type.append(token.isOperator(",") ? ", " : token.value());
      }
      type.append(')');
    }
    return type.toString().toUpperCase(Locale.ROOT);
  }

  private boolean isTypeWord() {
    SqlToken token = reader.peek();
    if (token.kind() != TokenKind.WORD) {
      return token.kind() == TokenKind.QUOTED_NAME || token.kind() == TokenKind.STRING;
    }
    return !CanonicalSql.isReserved(SqlNames.fold(token.text()))
        && !(token.is("GENERATED") && reader.peek(1).is("ALWAYS"));
  }

  private void columnConstraint(ColumnParts column) {
    if (reader.accept("CONSTRAINT")) {
      reader.name();
    } else if (reader.accept("NOT", "NULL")) {
      column.notNull = conflict();
    } else if (reader.accept("NULL")) {
      conflict();
    } else if (reader.accept("DEFAULT")) {
      column.defaultValue = defaultValue();
    } else if (reader.accept("COLLATE")) {
      column.collation = SqlNames.fold(reader.name());
    } else if (reader.accept("CHECK")) {
      checks.add(reader.parenthesized());
    } else if (reader.accept("UNIQUE")) {
      uniques.add(KeyParts.of(column.name, "", conflict()));
    } else if (reader.accept("PRIMARY", "KEY")) {
      primaryKey = columnPrimaryKey(column);
    } else if (reader.accept("REFERENCES")) {
      foreignKeys.add(ForeignKeyParser.parse(List.of(CanonicalSql.name(column.name)), reader));
    } else if (reader.accept("GENERATED", "ALWAYS", "AS") || reader.accept("AS")) {
      column.generated = reader.parenthesized();
      column.stored = reader.accept("STORED");
      reader.accept("VIRTUAL");
    } else if (!foreignKeys.isEmpty() && foreignKeys.get(foreignKeys.size() - 1).timing(reader)) {
      // [NOT] DEFERRABLE belongs to the foreign key before it.
    } else {
      throw new MalformedSqlException("Unknown constraint " + reader.peek().text() + ".");
    }
  }

  private KeyParts columnPrimaryKey(ColumnParts column) {
    boolean descending = reader.accept("DESC");
    reader.accept("ASC");
    KeyParts key = KeyParts.of(column.name, descending ? " DESC" : "", conflict());
    key.autoincrement = reader.accept("AUTOINCREMENT");
    key.besideRowid = descending && column.type.equals("INTEGER");
    return key;
  }

  private String defaultValue() {
    if (reader.peek().isOperator("(")) {
      return CanonicalSql.expression(reader.parenthesized(), Set.of());
    }
    String sign = reader.acceptOperator("-") ? "- " : reader.acceptOperator("+") ? "+ " : "";
    SqlToken token = reader.take();
    String folded = SqlNames.fold(token.text());
    // DEFAULT name is the name as text.
    boolean text =
        token.kind() == TokenKind.QUOTED_NAME
            || (token.kind() == TokenKind.WORD && !CanonicalSql.isReserved(folded));
    return sign
        + (text ? SqlNames.literal(token.value()) : CanonicalSql.of(List.of(token), Set.of()));
  }

  private void tableConstraint() {
    if (reader.accept("CONSTRAINT")) {
      reader.name();
    } else if (reader.accept("PRIMARY", "KEY")) {
      primaryKey = new KeyParts(TokenReader.splitAtCommas(reader.parenthesized()), conflict());
    } else if (reader.accept("UNIQUE")) {
      uniques.add(new KeyParts(TokenReader.splitAtCommas(reader.parenthesized()), conflict()));
    } else if (reader.accept("CHECK")) {
      checks.add(reader.parenthesized());
      conflict();
    } else if (reader.accept("FOREIGN", "KEY")) {
      List<String> names = ForeignKeyParser.names(reader.parenthesized());
      reader.expect("REFERENCES");
      ForeignKeyParser key = ForeignKeyParser.parse(names, reader);
      key.timing(reader);
      foreignKeys.add(key);
    } else {
      throw new MalformedSqlException("Unknown table constraint " + reader.peek().text() + ".");
    }
  }

  private String conflict() {
    return reader.accept("ON", "CONFLICT")
        ? reader.take().text().toUpperCase(Locale.ROOT)
        : "ABORT";
  }

  private void options(TokenReader statement) {
    while (!statement.atEnd()) {
      if (statement.accept("WITHOUT", "ROWID")) {
        withoutRowid = true;
      } else if (statement.accept("STRICT")) {
        strict = true;
      } else if (!statement.acceptOperator(",")) {
        throw new MalformedSqlException("Unknown option " + statement.peek().text() + ".");
      }
    }
  }

  private TableDefinition build(TableScope scope) {
    for (ColumnParts column : columns) {
      scope.add(column.name, column.collation);
    }
    return new TableDefinition(
        scope.table(),
        each(columns, column -> column.build(scope)),
        Optional.ofNullable(primaryKey).map(key -> key.build(scope, withoutRowid)),
        each(uniques, key -> key.build(scope, withoutRowid)),
        each(checks, check -> CanonicalSql.expression(check, scope.names())),
        each(foreignKeys, ForeignKeyParser::build),
        withoutRowid,
        strict);
  }

  private static <P, D> List<D> each(List<P> parts, Function<P, D> build) {
    if (parts.isEmpty()) {
      return List.of();
    }
    List<D> built = new ArrayList<>(parts.size());
    for (P part : parts) {
      built.add(build.apply(part));
    }
    return Collections.unmodifiableList(built);
  }

  /** A column while it is read: expressions can be written only when all columns are known. */
  private static final class ColumnParts {
    private final String name;
    private final String type;
    private String notNull;
    private String defaultValue;
    private String collation = "binary";
    private List<SqlToken> generated;
    private boolean stored;

    ColumnParts(String name, String type) {
      this.name = name;
      this.type = type;
    }

    ColumnDefinition build(TableScope scope) {
      return new ColumnDefinition(
          name,
          type,
          Optional.ofNullable(notNull),
          Optional.ofNullable(defaultValue),
          collation,
          Optional.ofNullable(generated)
              .map(tokens -> CanonicalSql.expression(tokens, scope.names())),
          stored);
    }
  }

  /** A key while it is read. */
  private static final class KeyParts {
    private final List<List<SqlToken>> parts;
    private final String conflict;
    private String direction = "";
    private boolean autoincrement;
    private boolean besideRowid;

    KeyParts(List<List<SqlToken>> parts, String conflict) {
      this.parts = new ArrayList<>(parts);
      this.conflict = conflict;
      // PRIMARY KEY (id AUTOINCREMENT)
      List<SqlToken> last = parts.get(parts.size() - 1);
      if (last.size() > 1 && last.get(last.size() - 1).is("AUTOINCREMENT")) {
        autoincrement = true;
        this.parts.set(parts.size() - 1, last.subList(0, last.size() - 1));
      }
    }

    static KeyParts of(String column, String direction, String conflict) {
      SqlToken name = new SqlToken(TokenKind.QUOTED_NAME, SqlNames.quote(column), 0);
      KeyParts key = new KeyParts(List.of(List.of(name)), conflict);
      key.direction = direction;
      return key;
    }

    KeyDefinition build(TableScope scope, boolean withoutRowid) {
      List<String> columns = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (List<SqlToken> part : parts) {
        String column = scope.indexed(part) + direction;
        if (seen.add(column)) {
          columns.add(column);
        }
      }
      return new KeyDefinition(columns, conflict, autoincrement, besideRowid && !withoutRowid);
    }
  }
}
