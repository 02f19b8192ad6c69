package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.Registry;
import dev.rungs.runtime.internal.sql.SqlNames;
import dev.rungs.runtime.internal.sql.SqlToken;
import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.HashSet;
import java.util.Set;

/** What the migrations of a registry name: that may be the schema's own, whatever it is called. */
public final class NamedObjects {
  private NamedObjects() {}

  /** Returns every word of their scripts, folded. */
  public static Set<String> of(Registry registry) {
    Set<String> names = new HashSet<>();
    for (int v = registry.baseline(); v <= registry.currentVersion(); v++) {
      for (SqlToken token : SqlTokenizer.significant(registry.migration(v).up().orElse(""))) {
        names.add(SqlNames.fold(token.value()));
      }
    }
    return names;
  }
}
