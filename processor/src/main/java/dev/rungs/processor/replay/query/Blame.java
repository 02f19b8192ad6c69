package dev.rungs.processor.replay.query;

import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.QueryMessages;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.SchemaHistory.Version;
import dev.rungs.processor.replay.query.QueryCheck.Failure;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the migration that broke a query: the one after the last version at which SQLite accepts
 * the query, and in it the statement after which it no longer does.
 */
final class Blame {
  /** What changes rows only. */
  private static final Set<StatementKind> ROWS =
      EnumSet.of(StatementKind.INSERT, StatementKind.UPDATE, StatementKind.DELETE);

  private Blame() {}

  /**
   * A statement of a migration.
   *
   * @param version of the migration
   * @param statement the statement
   * @param words what it did, as a sentence
   */
  record Culprit(Version version, SqlStatement statement, String words) {
    Message appendTo(Message message) {
      return QueryMessages.brokenBy(
          message, version, version.up().orElseThrow(), statement.offset());
    }
  }

  /** One that is watched. */
  private static final class Watched {
    private final Failure failure;
    private int lastGood = -1;
    private SqlStatement statement;

    Watched(Failure failure) {
      this.failure = failure;
    }

    boolean compilesIn(ScratchDatabase database) {
      return database.compileError(failure.statement().sql()).isEmpty();
    }
  }

  /** For each failure its culprit, if an earlier version accepts it. */
  static List<Optional<Culprit>> find(SchemaHistory schema, List<Failure> failures)
      throws SqliteUnavailableException, SQLException {
    List<Watched> watched = failures.stream().map(Watched::new).toList();
    walk(schema, watched, false);
    if (watched.stream().anyMatch(w -> w.lastGood >= 0)) {
      walk(schema, watched, true);
    }
    List<Optional<Culprit>> culprits = new ArrayList<>();
    for (Watched one : watched) {
      culprits.add(
          one.statement == null
              ? Optional.empty()
              : Optional.of(culprit(one, schema.versions(), one.lastGood)));
    }
    return culprits;
  }

  private static void walk(SchemaHistory schema, List<Watched> watched, boolean statements)
      throws SqliteUnavailableException, SQLException {
    try (ScratchDatabase database = ScratchDatabase.open(Options.LIMIT, schema.extensions())) {
      for (int i = 0; i < schema.versions().size(); i++) {
        int index = i;
        List<Watched> here =
            statements ? watched.stream().filter(w -> w.lastGood == index - 1).toList() : List.of();
        if (!run(schema.versions().get(i), database, here)) {
          return;
        }
        if (!statements) {
          for (Watched one : watched) {
            if (one.compilesIn(database)) {
              one.lastGood = i;
            }
          }
        }
      }
    }
  }

  /** Runs what changes the schema; false if it does not run without rows. */
  private static boolean run(Version version, ScratchDatabase database, List<Watched> here) {
    for (SqlStatement statement :
        ScriptSplitter.split(version.up().map(up -> up.text()).orElse(""))) {
      if (changesRowsOnly(statement)) {
        continue;
      }
      List<Watched> good = here.stream().filter(w -> w.compilesIn(database)).toList();
      if (!database.tryToExecute(statement.text())) {
        return false;
      }
      for (Watched one : good) {
        if (!one.compilesIn(database)) {
          one.statement = statement;
        }
      }
    }
    return true;
  }

  static boolean changesRowsOnly(SqlStatement statement) {
    return ROWS.contains(StatementKind.of(SqlTokenizer.significant(statement.text())));
  }

  private static Culprit culprit(Watched one, List<Version> versions, int lastGood) {
    Version version = versions.get(lastGood + 1);
    String message = one.failure.message();
    String words = QueryMessages.broke(version.words(), versions.get(lastGood).number());
    List<SqlToken> tokens = SqlTokenizer.significant(one.statement.text());
    if (message.startsWith("no such ") || message.contains(" has no column named ")) {
      words =
          renamed(tokens, message)
              .map(to -> QueryMessages.renamed(version.words(), to))
              .orElse(QueryMessages.dropped(version.words()));
    }
    return new Culprit(version, one.statement, words);
  }

  /** The new name, if {@code ALTER TABLE ... RENAME} took away the old one. */
  private static Optional<String> renamed(List<SqlToken> tokens, String message) {
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (tokens.get(0).is("ALTER") && tokens.get(i).is("TO")) {
        SqlToken before = tokens.get(i - 1);
        String old = before.is("RENAME") ? tableOf(tokens) : before.value();
        String missing = message.substring(message.lastIndexOf(' ') + 1);
        String name = missing.substring(missing.lastIndexOf('.') + 1);
        return SqlNames.same(old, name) ? Optional.of(tokens.get(i + 1).value()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String tableOf(List<SqlToken> tokens) {
    int name = tokens.size() > 4 && tokens.get(3).isOperator(".") ? 4 : 2;
    return tokens.get(name).value();
  }
}
