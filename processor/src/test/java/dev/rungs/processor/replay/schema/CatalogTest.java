package dev.rungs.processor.replay.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.processor.replay.script.Mentions;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.testing.Schemas;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {
  @Test
  void aChainOfForeignKeysIsNotFollowedBeyondTheParents() throws Exception {
    Catalog catalog = new Catalog();
    try (ScratchDatabase database = ScratchDatabase.open()) {
      Set<String> names = new LinkedHashSet<>();
      for (int i = 0; i < 9; i++) {
        String owner = i == 0 ? "" : ", owner INTEGER REFERENCES t" + (i - 1) + " (id)";
        database.execute("CREATE TABLE t" + i + " (id INTEGER PRIMARY KEY, a TEXT" + owner + ")");
        database.execute("CREATE INDEX t" + i + "_a ON t" + i + " (a)");
        names.add("t" + i);
      }
      catalog.refresh(database, names);
    }

    List<CatalogEntry> reached =
        catalog.reach(Mentions.of(Schemas.script("UPDATE t5 SET a = a || id")));

    // t6 refers to what is changed; t4 is the parent of t5. Parents of parents stay away.
    assertEquals(
        List.of("t4", "t5", "t6", "t4_a", "t5_a", "t6_a"),
        reached.stream().map(CatalogEntry::name).toList());
  }
}
