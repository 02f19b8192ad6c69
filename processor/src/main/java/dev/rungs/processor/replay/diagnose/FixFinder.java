package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteMessage;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a fix for a statement that SQLite refused. Another word is offered only after SQLite was
 * asked about the statement with it, and no longer had the same complaint.
 */
public final class FixFinder {
  private static final Pattern MISSING =
      Pattern.compile(
          "(?s).*no such (table|view|column|index|trigger|function): (?:(?:main|temp)\\.)?(.+)");
  private static final Pattern NO_COLUMN_NAMED =
      Pattern.compile("(?s)table .+ has no column named (.+)");

  /** What a program can add to its own connections. */
  private static final Pattern REGISTERED = Pattern.compile("no such module: .+");

  private static final List<String> KEYWORDS =
      List.of(
          ("ABORT ACTION ADD AFTER ALL ALTER ALWAYS AND AS ASC AUTOINCREMENT BEFORE BEGIN BETWEEN BY"
                  + " CASCADE CASE CAST CHECK COLLATE COLUMN CONFLICT CONSTRAINT CREATE CROSS"
                  + " CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DEFAULT DEFERRABLE DEFERRED DELETE"
                  + " DESC DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXISTS FAIL FOR FOREIGN FROM"
                  + " FULL GENERATED GLOB GROUP HAVING IF IGNORE IN INDEX INNER INSERT INSTEAD"
                  + " INTERSECT INTO IS ISNULL JOIN KEY LEFT LIKE LIMIT MATCH NATURAL NO NOT NOTHING"
                  + " NOTNULL NULL OF OFFSET ON OR ORDER OUTER OVER PARTITION PRIMARY RAISE RECURSIVE"
                  + " REFERENCES RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWID SELECT SET"
                  + " STRICT TABLE TEMP TEMPORARY THEN TO TRIGGER UNION UNIQUE UPDATE USING VALUES"
                  + " VIEW VIRTUAL WHEN WHERE WITH WITHOUT")
              .split(" "));

  private final ScratchDatabase database;
  private final ErrorLocator locator;

  FixFinder(ScratchDatabase database, ErrorLocator locator) {
    this.database = database;
    this.locator = locator;
  }

  /**
   * Looks for a fix.
   *
   * @param sql the statement
   * @param message SQLite's words
   * @return a sentence, if one is known
   */
  Optional<String> find(String sql, String message) {
    List<SqlToken> tokens = SqlTokenizer.significant(sql);
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    boolean isForeign = SqliteMessage.isSyntax(message) || message.startsWith("no such function");
    Optional<String> dialect = isForeign ? OtherDialects.fix(sql) : Optional.empty();
    if (dialect.isPresent()) {
      return dialect;
    }
    Optional<String> common =
        CommonMistakes.fix(message)
            .or(
                () ->
                    CommonMistakes.fix(
                        database, sql, tokens, locator.culprit(sql, tokens, message), message));
    if (common.isPresent()) {
      return common;
    }
    Optional<String> asked = findAndAsk(sql, tokens, message);
    if (asked.isPresent()) {
      return asked;
    }
    return Declarable.fix(tokens, message)
        .or(
            () ->
                REGISTERED.matcher(message).matches()
                    ? Optional.of(ScriptMessages.notBuiltIn())
                    : Optional.empty());
  }

  private Optional<String> findAndAsk(String sql, List<SqlToken> tokens, String message) {
    if (message.endsWith(": syntax error")) {
      return keyword(sql, tokens, message);
    }
    Matcher missing = MISSING.matcher(message);
    Matcher named = NO_COLUMN_NAMED.matcher(message);
    if (!missing.matches() && !named.matches()) {
      return Optional.empty();
    }
    String kind = missing.matches() ? missing.group(1) : "column";
    try {
      return name(sql, tokens, message, candidates(kind, tokens));
    } catch (SQLException e) {
      // The schema cannot be read just now: the error is reported without a fix.
      return Optional.empty();
    }
  }

  private Optional<String> name(
      String sql, List<SqlToken> tokens, String message, List<String> candidates) {
    Optional<SqlToken> wrong = locator.named(sql, tokens, message);
    if (wrong.isEmpty()) {
      return Optional.empty();
    }
    return Spelling.near(wrong.get().value(), candidates).stream()
        .limit(5)
        .filter(c -> helps(sql, wrong.get(), SqlNames.quote(c), message))
        .findFirst()
        .map(ScriptMessages::didYouMean);
  }

  private Optional<String> keyword(String sql, List<SqlToken> tokens, String message) {
    int culprit = locator.culprit(sql, tokens, message);
    // The parser notices a misspelt keyword there or, having taken it for a name, a little later.
    for (int i = culprit; i >= Math.max(0, culprit - 2); i--) {
      SqlToken token = tokens.get(i);
      if (token.kind() != TokenKind.WORD || isKeyword(token)) {
        continue;
      }
      Optional<String> fix =
          Spelling.near(token.text(), KEYWORDS).stream()
              .limit(5)
              .filter(k -> helps(sql, token, k, message))
              .findFirst();
      if (fix.isPresent()) {
        return fix.map(ScriptMessages::didYouMean);
      }
    }
    SqlToken token = tokens.get(culprit);
    boolean isName = culprit > 0 && CommonMistakes.isFollowedByName(tokens.get(culprit - 1));
    if (isKeyword(token) && (isName || helps(sql, token, SqlNames.quote(token.text()), message))) {
      return Optional.of(ScriptMessages.quoteKeyword(token.text()));
    }
    return Optional.empty();
  }

  private static boolean isKeyword(SqlToken token) {
    return token.kind() == TokenKind.WORD
        && KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
  }

  private boolean helps(String sql, SqlToken token, String replacement, String message) {
    String fixed = sql.substring(0, token.offset()) + replacement + sql.substring(token.end());
    Optional<String> complaint = database.compileError(fixed);
    return complaint.isEmpty()
        || (!complaint.get().equals(message)
            && !(SqliteMessage.isSyntax(message) && SqliteMessage.isSyntax(complaint.get())));
  }

  private List<String> candidates(String kind, List<SqlToken> tokens) throws SQLException {
    return switch (kind) {
      case "column" -> columns(tokens);
      case "function" -> read("SELECT DISTINCT name FROM pragma_function_list");
      case "table", "view" -> read(objects("'table', 'view'"));
      default -> read(objects("'" + kind + "'"));
    };
  }

  private static String objects(String types) {
    return "SELECT name FROM sqlite_schema WHERE type IN ("
        + types
        + ") UNION SELECT name FROM sqlite_temp_schema WHERE type IN ("
        + types
        + ")";
  }

  private List<String> columns(List<SqlToken> tokens) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (SqlToken token : tokens) {
      if (token.isName()) {
        String table = SqlNames.literal(token.value());
        columns.addAll(read("SELECT name FROM pragma_table_xinfo(" + table + ")"));
        if (isKeyword(token)) {
          continue;
        }
        // In ALTER TABLE and CREATE TABLE the columns are in the statement itself.
        columns.add(token.value());
      }
    }
    return columns;
  }

  private List<String> read(String sql) throws SQLException {
    return database.query(sql, row -> row.getString(1));
  }
}
