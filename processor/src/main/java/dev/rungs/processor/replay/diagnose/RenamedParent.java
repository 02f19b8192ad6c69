package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.rows.RowFailure;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.TokenReader;
import java.util.List;
import java.util.Optional;

/**
 * A table that a script renamed to make room for a new one. SQLite rewrites the references of other
 * tables with it, unless {@code legacy_alter_table} is on (<a
 * href="https://www.sqlite.org/lang_altertable.html#altertabrename">ALTER TABLE RENAME</a>), so
 * they go when the renamed table is dropped.
 *
 * @param before the name that it had
 * @param after the name that it got
 */
public record RenamedParent(String before, String after) {
  /** Finds the one whose children a script leaves behind. */
  static Optional<RenamedParent> in(Script script, RowFailure failure) {
    if (failure.key().isEmpty()) {
      return Optional.empty();
    }
    String parent = failure.key().get().parent();
    return script.tokens().stream()
        .map(RenamedParent::read)
        .flatMap(Optional::stream)
        .filter(r -> r.after.equalsIgnoreCase(parent))
        .findFirst();
  }

  private static Optional<RenamedParent> read(List<SqlToken> statement) {
    TokenReader reader = new TokenReader(statement);
    if (!reader.accept("ALTER", "TABLE")) {
      return Optional.empty();
    }
    String table = reader.qualifiedName();
    return reader.accept("RENAME", "TO")
        ? Optional.of(new RenamedParent(table, reader.name()))
        : Optional.empty();
  }

  String fix() {
    return ScriptMessages.createUnderAnotherName(before, after);
  }
}
