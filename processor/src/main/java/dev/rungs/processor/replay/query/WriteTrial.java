package dev.rungs.processor.replay.query;

import dev.rungs.processor.replay.rows.Population;
import dev.rungs.processor.replay.rows.Trial;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.schema.TableReader;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes of a query with values in the place of its placeholders: those of rows that the table of
 * the last release accepts. An INSERT is tried on empty tables, so that it does not meet itself.
 */
final class WriteTrial {
  private static final int MOST = 6;

  /** By table, folded, its rows: by column, folded, the value as a literal. */
  private final Map<String, List<Map<String, String>>> donors;

  private WriteTrial(Map<String, List<Map<String, String>>> donors) {
    this.donors = donors;
  }

  /** Fills the tables of a database that has the released schema. */
  static WriteTrial fill(ScratchDatabase database) throws SQLException {
    List<String> triggers = new ArrayList<>();
    for (String[] trigger :
        database.query(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid",
            row -> new String[] {row.getString(1), row.getString(2)})) {
      database.execute("DROP TRIGGER " + SqlNames.quote(trigger[0]));
      triggers.add(trigger[1]);
    }
    List<Table> tables = TableReader.read(database);
    new Population(
            database,
            new Trial.Setup(
                List.of(),
                ScriptVocabulary.in(),
                Population.Choice.ALL,
                null,
                Population.Extra.NONE))
        .fill(tables);
    for (String trigger : triggers) {
      database.execute(trigger);
    }
    Map<String, List<Map<String, String>>> donors = new LinkedHashMap<>();
    for (Table table : tables) {
      donors.put(SqlNames.fold(table.name()), rows(database, table));
    }
    return new WriteTrial(donors);
  }

  private static List<Map<String, String>> rows(ScratchDatabase database, Table table)
      throws SQLException {
    if (table.columns().isEmpty()) {
      return List.of();
    }
    List<String> quoted =
        table.columns().stream().map(c -> "quote(" + SqlNames.quote(c.name()) + ")").toList();
    return database.query(
        "SELECT " + String.join(", ", quoted) + " FROM main." + table.quoted() + " LIMIT " + MOST,
        row -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (int i = 0; i < table.columns().size(); i++) {
            values.put(SqlNames.fold(table.columns().get(i).name()), row.getString(i + 1));
          }
          return values;
        });
  }

  /** The forms of a write that the released schema accepts; none for what only reads. */
  List<String> of(QueryStatement statement, ScratchDatabase filled, ScratchDatabase empty) {
    List<String> accepted = new ArrayList<>();
    Optional<String> table = target(statement.tokens());
    if (table.isEmpty()) {
      return accepted;
    }
    List<Map<String, String>> rows =
        donors.getOrDefault(SqlNames.fold(table.get()), List.of(Map.of()));
    for (Map<String, String> row : rows.isEmpty() ? List.of(Map.<String, String>of()) : rows) {
      String written = withValues(statement, row);
      if (refusal(written, filled, empty).isEmpty()) {
        accepted.add(written);
      }
    }
    return accepted;
  }

  /** SQLite's words, if none of the writes that were accepted before is accepted now. */
  static Optional<String> refusal(
      List<String> trials, ScratchDatabase filled, ScratchDatabase empty) {
    Optional<String> refusal = Optional.empty();
    for (String trial : trials) {
      refusal = refusal(trial, filled, empty);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return refusal;
  }

  private static Optional<String> refusal(
      String write, ScratchDatabase filled, ScratchDatabase empty) {
    boolean changes =
        write.regionMatches(true, 0, "UPDATE", 0, 6)
            || write.regionMatches(true, 0, "DELETE", 0, 6);
    return run(write, changes ? filled : empty);
  }

  private static Optional<String> run(String write, ScratchDatabase database) {
    try {
      database.execute("SAVEPOINT rungs_write");
      try (Statement statement = database.connection().createStatement()) {
        statement.execute(write);
        return Optional.empty();
      } catch (SQLException e) {
        return Optional.of(SqliteMessage.of(e));
      } finally {
        database.execute("ROLLBACK TO rungs_write");
        database.execute("RELEASE rungs_write");
      }
    } catch (SQLException e) {
      return Optional.empty(); // Nothing is known of it.
    }
  }

  /** The table that a statement writes to. */
  private static Optional<String> target(List<SqlToken> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean before =
          token.is("INTO")
              || token.is("DELETE") && tokens.get(i + 1).is("FROM")
              || token.is("UPDATE") && i + 1 < tokens.size() && !tokens.get(i + 1).is("SET");
      if (!before) {
        continue;
      }
      int at = i + (token.is("DELETE") ? 2 : 1);
      if (token.is("UPDATE") && tokens.get(at).is("OR")) {
        at += 2;
      }
      if (at + 2 < tokens.size() && tokens.get(at + 1).isOperator(".")) {
        at += 2;
      }
      return at < tokens.size() ? Optional.of(tokens.get(at).value()) : Optional.empty();
    }
    return Optional.empty();
  }

  private String withValues(QueryStatement statement, Map<String, String> row) {
    List<SqlToken> tokens = statement.tokens();
    Map<Integer, String> columns = insertColumns(tokens);
    StringBuilder text = new StringBuilder(statement.sql());
    for (int i = tokens.size() - 1; i >= 0; i--) {
      SqlToken token = tokens.get(i);
      if (token.kind() == TokenKind.VARIABLE) {
        String value = value(column(tokens, i, columns), row);
        text.replace(token.offset(), token.end(), value);
      }
    }
    return text.toString();
  }

  private String value(String column, Map<String, String> row) {
    String name = SqlNames.fold(column);
    if (row.containsKey(name)) {
      return row.get(name);
    }
    for (String known : row.keySet()) {
      if (known.replace("_", "").equals(name.replace("_", ""))) {
        return row.get(known);
      }
    }
    return donors.values().stream()
        .flatMap(List::stream)
        .filter(other -> other.containsKey(name))
        .map(other -> other.get(name))
        .findFirst()
        .orElse("1");
  }

  /** The column that a placeholder is for; its own name if nothing better is near. */
  private static String column(List<SqlToken> tokens, int at, Map<Integer, String> inserted) {
    if (inserted.containsKey(at)) {
      return inserted.get(at);
    }
    for (int i = at - 1; i > 0 && i >= at - 3; i--) {
      SqlToken token = tokens.get(i);
      boolean compares =
          token.kind() == TokenKind.OPERATOR && !token.text().equals(",")
              || token.is("LIKE")
              || token.is("IN")
              || token.is("IS");
      if (!compares) {
        break;
      }
      if (tokens.get(i - 1).isName() && !tokens.get(i - 1).is("IN")) {
        return tokens.get(i - 1).value();
      }
    }
    return tokens.get(at).text().substring(1);
  }

  /** By the place of a value in VALUES, the column of the list before. */
  private static Map<Integer, String> insertColumns(List<SqlToken> tokens) {
    Map<Integer, String> columns = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < tokens.size() && !tokens.get(at).isOperator("(")) {
      if (tokens.get(at).is("VALUES") || tokens.get(at).is("SELECT")) {
        return columns;
      }
      at++;
    }
    for (at++; at < tokens.size() && !tokens.get(at).isOperator(")"); at++) {
      if (tokens.get(at).isName()) {
        names.add(tokens.get(at).value());
      }
    }
    if (at + 1 >= tokens.size() || !tokens.get(at + 1).is("VALUES")) {
      return columns;
    }
    int depth = 0;
    int index = 0;
    for (at += 2; at < tokens.size(); at++) {
      SqlToken token = tokens.get(at);
      if (token.isOperator("(") && depth++ == 0) {
        index = 0;
      }
      depth -= token.isOperator(")") ? 1 : 0;
      if (depth == 1 && token.isOperator(",")) {
        index++;
      }
      if (depth == 0 && !token.isOperator(")") && !token.isOperator(",")) {
        break;
      }
      if (token.kind() == TokenKind.VARIABLE && index < names.size()) {
        columns.put(at, names.get(index));
      }
    }
    return columns;
  }
}
