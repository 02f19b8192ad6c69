package dev.rungs.processor.replay.script;

import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ScriptModel;
import dev.rungs.processor.model.Site;
import dev.rungs.runtime.internal.sql.ScriptSplitter;
import dev.rungs.runtime.internal.sql.SqlStatement;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One script of one migration, split.
 *
 * @param migration whose script it is
 * @param part {@code UP} or {@code DOWN}
 * @param source the script as declared
 * @param statements in order
 * @param tokens of each statement
 * @param kinds of each statement
 * @param mentions the names in it
 */
public record Script(
    MigrationModel migration,
    Site.Part part,
    ScriptModel source,
    List<SqlStatement> statements,
    List<List<SqlToken>> tokens,
    List<StatementKind> kinds,
    Mentions mentions) {
  public static Script up(MigrationModel migration) {
    return of(migration, Site.Part.UP, migration.up().orElse(NONE));
  }

  public static Script down(MigrationModel migration) {
    return of(migration, Site.Part.DOWN, migration.down().orElse(NONE));
  }

  private static final ScriptModel NONE = new ScriptModel("", Optional.empty());

  private static Script of(MigrationModel migration, Site.Part part, ScriptModel source) {
    List<SqlStatement> statements = ScriptSplitter.split(source.text());
    List<List<SqlToken>> tokens = new ArrayList<>();
    List<StatementKind> kinds = new ArrayList<>();
    for (SqlStatement statement : statements) {
      tokens.add(SqlTokenizer.significant(statement.text()));
      kinds.add(StatementKind.of(tokens.get(tokens.size() - 1)));
    }
    return new Script(
        migration, part, source, statements, tokens, kinds, Mentions.in(tokens, kinds));
  }

  /** What a statement does, by its place in the script from 0. */
  public StatementKind kind(int index) {
    return kinds.get(index);
  }

  /** Whether stored rows can make a statement fail. */
  public boolean canFailOnRows() {
    for (StatementKind kind : kinds) {
      if (kind.canFailOnRows()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it deletes or overwrites rows, or drops what holds them. */
  public boolean couldLoseRows() {
    for (int i = 0; i < tokens.size(); i++) {
      if (couldLoseRows(kind(i), tokens.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean couldLoseRows(StatementKind kind, List<SqlToken> tokens) {
    return switch (kind) {
      case DELETE, DROP_TABLE, DROP_COLUMN -> true;
      case UPDATE -> !UpdateText.of(tokens).fillsGaps();
      case INSERT -> Keywords.areIn(tokens, "REPLACE", "CONFLICT");
      default -> false;
    };
  }

  /** Whether a statement can lose rows that are there, or fail on them. */
  public boolean worksOnRows() {
    for (StatementKind kind : kinds) {
      if (kind.worksOnRows()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it leaves every table and all rows as they are, as far as it goes through. */
  public boolean leavesTables() {
    for (int i = 0; i < tokens.size(); i++) {
      boolean creates =
          kind(i) == StatementKind.CREATE_OTHER && !Keywords.areIn(tokens.get(i), "VIRTUAL");
      if (!creates && !kind(i).leavesTables()) {
        return false;
      }
    }
    return true;
  }

  public boolean isEmpty() {
    return statements.isEmpty();
  }

  /** A problem that stands at this script as a whole. */
  public Problem problem(Message message) {
    return message.at(migration.version(), site());
  }

  /** A problem that stands at one place in this script. */
  public Problem problemAt(int offset, Message message) {
    return message.in(source, offset).at(migration.version(), site());
  }

  private Site site() {
    return new Site(migration.className(), part);
  }

  /** What the script is called in a message. */
  public String name() {
    return part == Site.Part.UP
        ? "version " + migration.version()
        : "the @Down of version " + migration.version();
  }
}
