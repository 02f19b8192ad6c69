package dev.rungs.processor.replay.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.runtime.internal.sql.SqlTokenizer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateTextTest {
  @Test
  void everyUpdateOfATriggerIsRead() {
    List<UpdateText> updates =
        UpdateText.inTrigger(
            SqlTokenizer.significant(
                "CREATE TRIGGER g AFTER UPDATE OF a ON t BEGIN SELECT 1; UPDATE t SET b = lower(b);"
                    + " DELETE FROM u; UPDATE u SET c = 1, d = 2 WHERE id = new.id; END"));

    assertEquals(
        List.of(Set.of("b"), Set.of("c", "d")), updates.stream().map(UpdateText::columns).toList());
    assertEquals(4, updates.get(0).assignments().get(0).value().size());
  }

  @Test
  void nothingElseIsATrigger() {
    String view = "CREATE VIEW v AS SELECT a FROM t";

    assertEquals(List.of(), UpdateText.inTrigger(SqlTokenizer.significant(view)));
  }
}
