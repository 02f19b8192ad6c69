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
 */
public record Script(
    MigrationModel migration,
    Site.Part part,
    ScriptModel source,
    List<SqlStatement> statements,
    List<List<SqlToken>> tokens) {
  public static Script up(MigrationModel migration) {
    return of(migration, Site.Part.UP, migration.up().orElse(NONE));
  }

  public static Script down(MigrationModel migration) {
    return of(migration, Site.Part.DOWN, migration.down().orElse(NONE));
  }

  private static final ScriptModel NONE = new ScriptModel("", Optional.empty());

  private static Script of(MigrationModel migration, Site.Part part, ScriptModel source) {
    List<SqlStatement> statements = ScriptSplitter.split(source.text());
    List<List<SqlToken>> tokens =
        statements.stream().map(s -> SqlTokenizer.significant(s.text())).toList();
    return new Script(migration, part, source, statements, tokens);
  }

  /** Whether stored rows can make a statement fail. */
  public boolean canFailOnRows() {
    return tokens.stream().anyMatch(t -> StatementKind.of(t).canFailOnRows());
  }

  /** Whether it deletes or overwrites rows, or drops what holds them. */
  public boolean couldLoseRows() {
    return tokens.stream()
        .anyMatch(
            t ->
                switch (StatementKind.of(t)) {
                  case DELETE, DROP_TABLE, DROP_COLUMN -> true;
                  case UPDATE -> !UpdateText.of(t).fillsGaps();
                  case INSERT -> t.stream().anyMatch(w -> w.is("REPLACE") || w.is("CONFLICT"));
                  default -> false;
                });
  }

  /** Whether a statement can lose rows that are there, or fail on them. */
  public boolean worksOnRows() {
    return tokens.stream().anyMatch(t -> StatementKind.of(t).worksOnRows());
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
