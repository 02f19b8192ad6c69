package dev.rungs.processor.replay.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.rungs.processor.replay.schema.Column;
import dev.rungs.processor.replay.schema.Table;
import dev.rungs.processor.replay.script.ScriptVocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

class SampleRowsTest {
  private static final ScriptVocabulary VOCABULARY =
      new ScriptVocabulary(
          Set.of(), List.of(), List.of(), Set.of("", "a", "b"), Set.of("n"), Set.of(), Set.of());

  @ParameterizedTest
  @NullSource
  @EnumSource(TextShape.class)
  void aRowThatIsLeftOutTakesItsValuesAlong(TextShape shape) {
    List<Column> columns = new ArrayList<>();
    for (String type : List.of("INTEGER", "REAL", "TEXT", "BLOB", "DATE", "JSON", "")) {
      columns.add(new Column("c" + columns.size(), type, true, null));
      columns.add(new Column("c" + columns.size(), type, true, new Column.Reference("none", null)));
    }
    columns.add(new Column("n", "INTEGER", true, null));
    columns.add(new Column("own", "INTEGER", false, new Column.Reference("t", "c0")));
    for (int row = 0; row < 8; row++) {
      check(columns, false, shape, row);
    }
  }

  @Test
  void soDoesOneOfAVirtualTable() {
    List<Column> columns = new ArrayList<>();
    for (String type : List.of("INT", "REAL", "", "REAL")) {
      columns.add(new Column("c" + columns.size(), type, false, null));
    }
    check(columns, true, null, 1);
    Collections.reverse(columns);
    check(columns.subList(0, 2), true, null, 1);
  }

  private static void check(List<Column> columns, boolean virtual, TextShape shape, int row) {
    Table table = new Table("t", columns, List.of(), List.of(), true, virtual);
    SampleRows made =
        new SampleRows(table, VOCABULARY, new SampleValues(new SampleTexts()), Map.of(), shape);
    SampleRows skipped =
        new SampleRows(table, VOCABULARY, new SampleValues(new SampleTexts()), Map.of(), shape);
    made.ordinary(row);
    skipped.skip(row);
    assertArrayEquals(made.ordinary(0), skipped.ordinary(0));
  }
}
