package dev.rungs.processor.replay.diagnose;

import dev.rungs.processor.model.ScriptMessages;
import dev.rungs.processor.replay.rows.RowFailure;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
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
    if (!failure.dangling()) {
      return Optional.empty();
    }
    List<SqlToken> words = SqlTokenizer.significant(failure.rejection().message());
    return script.tokens().stream()
        .filter(t -> t.size() >= 6 && t.get(0).is("ALTER"))
        .filter(t -> t.get(t.size() - 2).is("TO") && t.get(t.size() - 3).is("RENAME"))
        .map(t -> new RenamedParent(t.get(t.size() - 4).value(), t.get(t.size() - 1).value()))
        .filter(r -> words.stream().anyMatch(w -> w.value().equalsIgnoreCase(r.after)))
        .findFirst();
  }

  String fix() {
    return ScriptMessages.createUnderAnotherName(before, after);
  }
}
