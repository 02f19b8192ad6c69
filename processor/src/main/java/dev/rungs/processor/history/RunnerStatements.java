package dev.rungs.processor.history;

import dev.rungs.runtime.internal.sql.ScriptRules;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import dev.rungs.runtime.internal.sql.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script says that is for the tool that runs it: transactions, pragmas, its own table. In
 * Rungs such statements are not allowed; here they are what the tool makes of them, and the check
 * leaves them out, since it runs every script as Rungs would: in a transaction, with foreign keys
 * off and verified at the end.
 */
final class RunnerStatements {
  private static final Set<String> TRANSACTION =
      Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE");
  private static final Pattern LEFT_BEHIND =
      Pattern.compile("Add DROP (TABLE|VIEW|TRIGGER) temp\\.(.*) at the end\\.$", Pattern.DOTALL);

  /** The tables in which tools keep their books, folded. */
  private static final Set<String> BOOKS =
      Set.of(
          "schema_migrations",
          "goose_db_version",
          "flyway_schema_history",
          "schema_version",
          "_sqlx_migrations",
          "__diesel_schema_migrations",
          "_prisma_migrations",
          "__drizzle_migrations",
          "refinery_schema_history",
          "databasechangelog",
          "databasechangeloglock",
          "changelog",
          "gorp_migrations",
          "knex_migrations",
          "d1_migrations");

  /**
   * What is left of a script.
   *
   * @param text the script, with blanks in place of what was left out
   * @param leftOut what that was, in words
   * @param notRun statements that do something, and that the check cannot run
   */
  record Rest(String text, Set<String> leftOut, List<NotRun> notRun) {}

  /** A statement that was not run. */
  record NotRun(int offset, String what) {}

  private final Set<String> created = new HashSet<>();

  /** Takes out of a script what is for its runner. Scripts are to be given in their order. */
  Rest of(String script) {
    StringBuilder text = new StringBuilder(script);
    Set<String> leftOut = new TreeSet<>();
    List<NotRun> notRun = new ArrayList<>();
    for (SqlStatement statement : ScriptSplitter.split(script)) {
      List<SqlToken> tokens = SqlTokenizer.significant(statement.text());
      String first = tokens.get(0).text().toUpperCase(Locale.ROOT);
      noteCreated(tokens);
      if (TRANSACTION.contains(first) || first.equals("VACUUM") || first.equals("EXPLAIN")) {
        leftOut.add(TRANSACTION.contains(first) ? "BEGIN and COMMIT" : first);
        blank(text, statement);
      } else if (first.equals("ATTACH") || first.equals("DETACH")) {
        notRun.add(new NotRun(statement.offset(), first + " reaches into another file"));
        blank(text, statement);
      } else if (first.equals("PRAGMA") && !ScriptRules.violations(statement.text()).isEmpty()) {
        leftOut.add("PRAGMA " + pragma(tokens));
        blank(text, statement);
      } else if (isBookkeeping(first, tokens)) {
        leftOut.add("the tool's own table");
        blank(text, statement);
      } else {
        for (Violation violation : ScriptRules.violations(statement.text())) {
          if (violation.message().startsWith("The script writes to sqlite_")
              || violation.message().startsWith("The script calls load_extension")) {
            String what =
                violation.message().contains("load_extension")
                    ? "load_extension runs native code"
                    : "a write to sqlite_master changes the schema behind SQLite's back";
            notRun.add(new NotRun(statement.offset(), what));
            blank(text, statement);
            break;
          }
        }
      }
    }
    dropLeftBehind(text);
    return new Rest(text.toString(), leftOut, notRun);
  }

  private static String pragma(List<SqlToken> tokens) {
    int at = tokens.size() > 3 && tokens.get(2).isOperator(".") ? 3 : 1;
    return tokens.size() > at ? SqlNames.fold(tokens.get(at).value()) : "";
  }

  private void noteCreated(List<SqlToken> tokens) {
    if (tokens.get(0).is("CREATE") && tokens.size() > 2 && tokens.get(1).is("TABLE")) {
      int at = tokens.get(2).is("IF") ? 5 : 2;
      if (tokens.size() > at) {
        created.add(SqlNames.fold(tokens.get(at).value()));
      }
    }
  }

  private boolean isBookkeeping(String first, List<SqlToken> tokens) {
    return Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "DROP", "ALTER").contains(first)
        && tokens.stream()
            .limit(6)
            .map(token -> SqlNames.fold(token.value()))
            .anyMatch(name -> BOOKS.contains(name) && !created.contains(name));
  }

  /** Blanks out a statement with its semicolon. */
  private static void blank(StringBuilder text, SqlStatement statement) {
    int end = statement.offset() + statement.text().length();
    int after = end;
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    if (after < text.length() && text.charAt(after) == ';') {
      end = after + 1;
    }
    for (int i = statement.offset(); i < end; i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        text.setCharAt(i, ' ');
      }
    }
  }

  /** Tools close the connection, or go on with it; the rows of a trial must not depend on it. */
  private static void dropLeftBehind(StringBuilder text) {
    for (Violation violation : ScriptRules.violations(text.toString())) {
      Matcher drop = LEFT_BEHIND.matcher(violation.message());
      if (drop.find()) {
        text.append("\n;DROP ")
            .append(drop.group(1))
            .append(" IF EXISTS temp.")
            .append(SqlNames.quote(drop.group(2)));
      }
    }
  }
}
