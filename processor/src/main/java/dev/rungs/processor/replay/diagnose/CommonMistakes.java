package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.replay.script.Keywords;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What to write instead, for refusals whose words do not say it. */
final class CommonMistakes {
  private static final String REBUILD =
      "Create a new table with it, copy the rows, drop the old table, and rename the new one.";

  private static final Pattern DEPENDENT =
      Pattern.compile("error in (view|index|trigger) (\\S+)(?: (after \\w+ \\w+))?: .+");

  private static final Pattern COUNT =
      Pattern.compile("table (\\S+) has \\d+ columns but \\d+ values were supplied");

  private static final Pattern QUALIFIED =
      Pattern.compile("(?:no such table: |unknown database )(\\w+)(?:\\.(\\w+))?");

  private static final List<String> BEGINNINGS =
      List.of("CREATE", "ALTER", "INSERT", "UPDATE", "DELETE", "DROP", "SELECT", "REPLACE");

  private CommonMistakes() {}

  /** A fix that follows from SQLite's words alone. */
  static Optional<String> fix(String message) {
    if (message.startsWith("Cannot add a NOT NULL column")) {
      return Optional.of("Give it a DEFAULT, which the rows that are there get.");
    }
    if (message.startsWith("Cannot add a column with non-constant default")) {
      return Optional.of(
          "ALTER TABLE takes only a constant DEFAULT. Add the column without one and fill it with"
              + " UPDATE, or rebuild the table: "
              + REBUILD);
    }
    if (message.startsWith("Cannot add a UNIQUE column")) {
      return Optional.of("Add it without UNIQUE, and create a UNIQUE INDEX on it.");
    }
    if (message.startsWith("Cannot add a PRIMARY KEY column")) {
      return Optional.of("ALTER TABLE cannot add a primary key. " + REBUILD);
    }
    Matcher dependent = DEPENDENT.matcher(message);
    if (dependent.matches()) {
      String object = dependent.group(1) + " " + dependent.group(2);
      boolean index = dependent.group(1).equals("index");
      return Optional.of(
          "Drop %s first%s."
              .formatted(
                  object,
                  index
                      ? ""
                      : ", and create it again, as it must be then, at the end of the script"));
    }
    Matcher count = COUNT.matcher(message);
    return count.matches()
        ? Optional.of(
            "Name the columns that are filled: INSERT INTO %s (a, b) SELECT ..."
                .formatted(count.group(1)))
        : Optional.empty();
  }

  /**
   * A fix that follows from the statement.
   *
   * @param culprit the token that SQLite stopped at
   */
  static Optional<String> fix(
      ScratchDatabase database, String sql, List<SqlToken> tokens, int culprit, String message) {
    if (message.equals("incomplete input")) {
      boolean trigger = tokens.stream().limit(3).anyMatch(t -> t.is("TRIGGER"));
      return Optional.of(
          trigger
              ? "The trigger has no END. Write END; behind its last statement."
              : "The statement ends too early: a parenthesis or its last part is missing.");
    }
    if (message.startsWith("unrecognized token: \"#")) {
      return Optional.of("In SQL a comment begins with --.");
    }
    if (message.chars().anyMatch(c -> "\u2018\u2019\u201c\u201d".indexOf(c) >= 0)) {
      return Optional.of("Write text in straight single quotes: 'text'.");
    }
    Matcher qualified = QUALIFIED.matcher(message);
    if (qualified.matches()) {
      return schema(database, tokens, qualified.group(1));
    }
    return message.endsWith(": syntax error")
        ? syntax(database, sql, tokens, culprit)
        : Optional.empty();
  }

  /** {@code public.users}, in a database that has one schema only. */
  private static Optional<String> schema(
      ScratchDatabase database, List<SqlToken> tokens, String schema) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).value().equalsIgnoreCase(schema) && tokens.get(i + 1).isOperator(".")) {
        String table = tokens.get(i + 2).value();
        if (database.compileError("SELECT 1 FROM main." + SqlNames.quote(table)).isEmpty()) {
          return Optional.of(
              "An SQLite file has no schemas such as %s. Write %s.".formatted(schema, table));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> syntax(
      ScratchDatabase database, String sql, List<SqlToken> tokens, int culprit) {
    SqlToken at = tokens.get(culprit);
    SqlToken before = culprit == 0 ? at : tokens.get(culprit - 1);
    if (at.isOperator(")") && before.isOperator(",")) {
      return Optional.of("Remove the comma in front of it.");
    }
    if (at.isOperator(",") && tokens.get(0).is("ALTER")) {
      return Optional.of("ALTER TABLE does one thing at a time. Write a statement for each.");
    }
    if (before.kind() == TokenKind.STRING && before.end() == at.offset()) {
      return Optional.of("A quote within a text is written twice: 'it''s'.");
    }
    if (tokens.get(0).is("UPDATE") && Keywords.areIn(tokens, "JOIN")) {
      return Optional.of("In SQLite it is UPDATE t SET a = o.b FROM other o WHERE o.id = t.id.");
    }
    boolean begins = culprit > 0 && BEGINNINGS.stream().anyMatch(at::is);
    if (begins && database.compileError(sql.substring(0, at.offset())).isEmpty()) {
      return Optional.of("A semicolon is missing in front of " + at.text() + ".");
    }
    return Optional.empty();
  }

  /** Whether a name is wanted behind a token. */
  static boolean isFollowedByName(SqlToken token) {
    return token.isOperator("(")
        || token.isOperator(",")
        || Stream.of("TABLE", "INDEX", "VIEW", "COLUMN", "INTO", "UPDATE", "FROM", "TO")
            .anyMatch(token::is);
  }
}
