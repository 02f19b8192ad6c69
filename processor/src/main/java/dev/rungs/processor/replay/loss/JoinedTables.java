package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.schema.CatalogEntry;
import dev.rungs.processor.replay.script.Script;
import dev.rungs.processor.replay.script.SelectItems;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables that a copy reads beside the one it copies, such as settings. One without rows leaves
 * nothing to copy, where the join is an inner one. A table that others refer to has rows if they
 * have.
 */
final class JoinedTables {
  private static final int MOST = 3;

  private final Script script;
  private final List<CatalogEntry> objects;

  JoinedTables(Script script, List<CatalogEntry> objects) {
    this.script = script;
    this.objects = objects;
  }

  /** Their names, folded. */
  Set<String> names() {
    Set<String> joined = new LinkedHashSet<>();
    for (int i = 0; i < script.tokens().size(); i++) {
      Set<String> read = script.kind(i).isInsert() ? tables(script.tokens().get(i)) : Set.of();
      if (read.size() > 1 && joined.size() < MOST) {
        joined.addAll(read);
      }
    }
    for (CatalogEntry object : objects) {
      if (object.kind() == CatalogEntry.Kind.TABLE) {
        Set<String> needs = new HashSet<>(object.needs());
        needs.remove(SqlNames.fold(object.name()));
        joined.removeAll(needs);
      }
    }
    return joined;
  }

  private Set<String> tables(List<SqlToken> tokens) {
    Set<String> names = SelectItems.names(tokens);
    Set<String> tables = new LinkedHashSet<>();
    for (CatalogEntry object : objects) {
      if (object.kind() == CatalogEntry.Kind.TABLE && names.contains(object.key())) {
        tables.add(object.key());
      }
    }
    return tables;
  }
}
