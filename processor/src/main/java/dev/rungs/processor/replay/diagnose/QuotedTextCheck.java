package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.schema.DependentCheck;
import dev.rungs.processor.replay.script.QuotedTextPlace;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.StatementWatcher;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds names in double quotes that SQLite took for text, since no column is called so (<a
 * href="https://www.sqlite.org/quirks.html#dblquote">quirks</a>). The driver cannot turn that off.
 * But SQLite does it for double quotes only: a statement that compiles as it is, and does not with
 * the name in backquotes, has such a text.
 */
public final class QuotedTextCheck implements StatementWatcher {
  private final ScratchDatabase database;
  private final DependentCheck dependents;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  /**
   * Binds to a database.
   *
   * @param dependents compiles triggers in it
   */
  public QuotedTextCheck(ScratchDatabase database, DependentCheck dependents) {
    this.database = database;
    this.dependents = dependents;
  }

  /** Asks SQLite about a changed form of a statement. */
  private interface Trying {
    boolean compiles(String sql) throws SQLException;
  }

  /** The problems since it was last asked. */
  public List<Problem> take() {
    List<Problem> taken = List.copyOf(problems);
    problems.clear();
    told.clear();
    return taken;
  }

  /** Looks at a statement that is compiled whole when it runs: not at views and triggers. */
  @Override
  public void before(Script script, int index) throws SQLException {
    List<SqlToken> tokens = script.tokens().get(index);
    if (script.kind(index) != StatementKind.CREATE_OTHER) {
      boolean runs = tokens.get(0).is("ALTER");
      find(script, index, runs ? this::runs : sql -> database.compileError(sql).isEmpty());
    }
  }

  /** Looks at the views and triggers that a script has created, with all that they refer to. */
  public void after(Script script) throws SQLException {
    for (int i = 0; i < script.statements().size(); i++) {
      List<SqlToken> tokens = script.tokens().get(i);
      if (script.kind(i) != StatementKind.CREATE_OTHER || quoted(tokens).isEmpty()) {
        continue;
      }
      Optional<String> view = nameAfter(tokens, "VIEW");
      Optional<String> trigger = nameAfter(tokens, "TRIGGER");
      if (view.isPresent()) {
        int body = bodyOf(tokens);
        find(script, i, sql -> database.compileError(sql.substring(body)).isEmpty());
      } else if (trigger.isPresent()) {
        find(script, i, sql -> isSoundTrigger(trigger.get(), sql));
      }
    }
  }

  private static int bodyOf(List<SqlToken> tokens) {
    return tokens.stream().filter(t -> t.is("AS")).findFirst().map(SqlToken::end).orElse(0);
  }

  private static Optional<String> nameAfter(List<SqlToken> tokens, String what) {
    for (int i = 1; i < Math.min(3, tokens.size()); i++) {
      if (tokens.get(i).is(what)) {
        int name = i + 1;
        if (name < tokens.size() && tokens.get(name).is("IF")) {
          name += 3;
        }
        if (name + 1 < tokens.size() && tokens.get(name + 1).isOperator(".")) {
          name += 2;
        }
        return name < tokens.size() ? Optional.of(tokens.get(name).value()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void find(Script script, int index, Trying trying) throws SQLException {
    String sql = script.statements().get(index).text();
    List<SqlToken> tokens = script.tokens().get(index);
    List<Integer> quoted = quoted(tokens);
    if (quoted.isEmpty()
        || trying.compiles(backquoted(sql, tokens, quoted))
        || !trying.compiles(sql)) {
      return;
    }
    for (int at : quoted) {
      if (!trying.compiles(backquoted(sql, tokens, List.of(at)))) {
        report(script, index, at);
      }
    }
  }

  private void report(Script script, int index, int at) throws SQLException {
    List<SqlToken> tokens = script.tokens().get(index);
    String name = tokens.get(at).value();
    List<String> near = Spelling.near(name, columns(tokens));
    QuotedTextPlace place = QuotedTextPlace.of(tokens, at);
    boolean text = place == QuotedTextPlace.VALUE || near.isEmpty() && !isIdentifier(name);
    boolean asText = text || place == QuotedTextPlace.ARGUMENT;
    if (told.add(asText + name)) {
      problems.add(
          script.problemAt(
              script.statements().get(index).offset() + tokens.get(at).offset(),
              asText
                  ? ScriptMessages.textInDoubleQuotes(name)
                  : ScriptMessages.noSuchColumnInQuotes(
                      name, near.stream().findFirst().map(ScriptMessages::didYouMean))));
    }
  }

  /** What somebody might name a column; {@code "%Y"} or {@code "two words"} is not. */
  private static boolean isIdentifier(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{N}_$]*");
  }

  private List<String> columns(List<SqlToken> tokens) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (SqlToken token : tokens) {
      if (token.isName()) {
        columns.addAll(
            database.query(
                "SELECT name FROM pragma_table_xinfo(" + SqlNames.literal(token.value()) + ")",
                row -> row.getString(1)));
      }
    }
    return columns;
  }

  private static List<Integer> quoted(List<SqlToken> tokens) {
    List<Integer> quoted = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).kind() == TokenKind.QUOTED_NAME && tokens.get(i).text().startsWith("\"")) {
        quoted.add(i);
      }
    }
    return quoted;
  }

  private static String backquoted(String sql, List<SqlToken> tokens, List<Integer> which) {
    StringBuilder changed = new StringBuilder(sql);
    for (int i = which.size() - 1; i >= 0; i--) {
      SqlToken token = tokens.get(which.get(i));
      String name = "`" + token.value().replace("`", "``") + "`";
      changed.replace(token.offset(), token.end(), name);
    }
    return changed.toString();
  }

  private boolean runs(String sql) throws SQLException {
    return undone(
        () -> {
          database.execute(sql);
          return true;
        });
  }

  private boolean isSoundTrigger(String name, String sql) throws SQLException {
    return undone(
        () -> {
          database.execute("DROP TRIGGER main." + SqlNames.quote(name));
          database.execute(sql);
          CatalogEntry entry =
              database
                  .query(
                      "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE type ="
                          + " 'trigger' AND lower(name) = lower("
                          + SqlNames.literal(name)
                          + ")",
                      row ->
                          CatalogEntry.of(
                              row.getString(1),
                              row.getString(2),
                              row.getString(3),
                              row.getString(4)))
                  .get(0);
          return dependents.compileError(entry).isEmpty();
        });
  }

  /** Something that is tried and taken back. */
  private interface Attempt {
    boolean run() throws SQLException;
  }

  private boolean undone(Attempt attempt) throws SQLException {
    database.execute("SAVEPOINT rungs_quoted");
    try {
      return attempt.run();
    } catch (SQLException e) {
      return false;
    } finally {
      database.execute("ROLLBACK TO rungs_quoted");
      database.execute("RELEASE rungs_quoted");
    }
  }
}
