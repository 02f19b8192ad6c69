package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.script.Keywords;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.StatementKind;
import dev.rungs.processor.replay.script.UpdateText;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns whose stored values a script can overwrite, by name alone. One that an expression
 * only reads still has them afterwards: no two of them can become one.
 */
final class OverwrittenColumns {
  private final Set<String> names = new HashSet<>();
  private boolean all;

  /**
   * Reads a script.
   *
   * @param reach what of the schema it can reach
   */
  OverwrittenColumns(Script script, List<CatalogEntry> reach) {
    for (int i = 0; i < script.tokens().size(); i++) {
      read(script.kind(i), script.tokens().get(i));
    }
    for (CatalogEntry object : reach) {
      if (object.kind() == CatalogEntry.Kind.TRIGGER) {
        readTrigger(SqlTokenizer.significant(object.sql()));
      } else if (object.kind() == CatalogEntry.Kind.VIRTUAL_TABLE) {
        all = true; // What its module does with values, nobody says.
      }
    }
  }

  private void read(StatementKind kind, List<SqlToken> tokens) {
    switch (kind) {
      case UPDATE -> names.addAll(UpdateText.of(tokens).columns());
      case CREATE_OTHER -> readTrigger(tokens);
      case ALTER_TABLE -> all |= Keywords.areIn(tokens, "RENAME");
      case ALTER_TABLE_CHECKED, CREATE_TABLE -> {
        // Only adds.
      }
      default -> all |= !kind.leavesTables();
    }
  }

  /** Also what creates a view. */
  private void readTrigger(List<SqlToken> tokens) {
    all |= Keywords.areIn(tokens, "INSERT", "REPLACE", "VIRTUAL");
    for (UpdateText update : UpdateText.inTrigger(tokens)) {
      names.addAll(update.columns());
    }
  }

  /** Whether such a column is among them. */
  boolean has(String column) {
    return all || names.contains(column);
  }

  boolean hasAny(Set<String> columns) {
    for (String column : columns) {
      if (has(column)) {
        return true;
      }
    }
    return false;
  }
}
