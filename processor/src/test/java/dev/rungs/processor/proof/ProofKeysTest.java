package dev.rungs.processor.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rungs.Strategy;
import dev.rungs.Target;
import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.ScriptModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nothing that a proof depends on can change without another key. */
class ProofKeysTest {
  private static final byte[] ENVIRONMENT = {1, 2, 3};

  private static final MigrationModel FIRST =
      new MigrationModel(
          "app.V1",
          "app",
          1,
          "first",
          Strategy.IN_PLACE,
          false,
          false,
          Optional.of(new ScriptModel("CREATE TABLE a (b);", Optional.empty())),
          Optional.empty(),
          StepKind.NONE,
          Set.of());

  /** By component of the record: another value. A component that is added has none, and fails. */
  private static final Map<String, Object> OTHER =
      Map.ofEntries(
          Map.entry("className", "app.Other"),
          Map.entry("packageName", "app.other"),
          Map.entry("version", 7),
          Map.entry("name", "other"),
          Map.entry("strategy", Strategy.REBUILD),
          Map.entry("destructive", true),
          Map.entry("schemaUnknown", true),
          Map.entry("up", Optional.of(new ScriptModel("CREATE TABLE a (c);", Optional.empty()))),
          Map.entry("down", Optional.of(new ScriptModel("DROP TABLE a;", Optional.empty()))),
          Map.entry("step", StepKind.UP),
          Map.entry("suppressed", Set.of("rungs.DataDependent")));

  private static final SchemaModel SCHEMA =
      new SchemaModel(
          "app.Schema", "app", "Registry", 1, 1, List.of(), "", Extensions.NONE, List.of(FIRST));

  private static final Map<String, Object> OTHER_SCHEMA =
      Map.of(
          "className",
          "app.Other",
          "packageName",
          "other",
          "registryName",
          "Other",
          "baseline",
          7,
          "currentVersion",
          2,
          "targets",
          List.of(Target.values()[0]),
          "minSqlite",
          "3.40.0",
          "extensions",
          Extensions.parse(List.of("f/1"), List.of("LOCALIZED"), List.of("snowball")),
          "migrations",
          List.of(FIRST, FIRST));

  private static ProofKeys keys(byte[] environment, boolean page, MigrationModel... migrations) {
    return new ProofKeys(environment, with(SCHEMA, "migrations", List.of(migrations)), page);
  }

  @Test
  void theSameGivesTheSame() {
    ProofKeys keys = keys(ENVIRONMENT, false, FIRST);
    assertEquals(keys.result(), keys(ENVIRONMENT, false, FIRST).result());
    assertEquals(keys.checkpoint(1), keys(ENVIRONMENT, false, FIRST).checkpoint(1));
  }

  @TestFactory
  List<DynamicTest> everyPartOfAMigrationCounts() {
    return Arrays.stream(MigrationModel.class.getRecordComponents())
        .map(c -> DynamicTest.dynamicTest(c.getName(), () -> counts(with(c.getName()))))
        .toList();
  }

  @Test
  void theFileOfAScriptCounts() {
    counts(
        with(
            FIRST,
            "up",
            Optional.of(new ScriptModel("CREATE TABLE a (b);", Optional.of("a.sql")))));
    // The text of one script is not taken for that of the other.
    ScriptModel script = FIRST.up().get();
    counts(with(with(FIRST, "up", Optional.empty()), "down", Optional.of(script)));
  }

  private static void counts(MigrationModel other) {
    ProofKeys keys = keys(ENVIRONMENT, false, FIRST, FIRST);
    ProofKeys changed = keys(ENVIRONMENT, false, other, FIRST);
    assertNotEquals(keys.result(), changed.result());
    assertNotEquals(keys.checkpoint(1), changed.checkpoint(1));
    assertNotEquals(keys.checkpoint(2), changed.checkpoint(2), "all that is built on it");
  }

  private static MigrationModel with(String name) {
    return with(FIRST, name, other(OTHER, name));
  }

  private static Object other(Map<String, Object> others, String name) {
    assertNotEquals(null, others.get(name), "Does a proof depend on " + name + "?");
    return others.get(name);
  }

  private static <T extends Record> T with(T record, String name, Object value) {
    return OtherRecord.with(record, name, value);
  }

  @TestFactory
  List<DynamicTest> everyPartOfASchemaCounts() {
    return Arrays.stream(SchemaModel.class.getRecordComponents())
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.getName(),
                    () -> {
                      SchemaModel other =
                          with(SCHEMA, c.getName(), other(OTHER_SCHEMA, c.getName()));
                      assertNotEquals(
                          new ProofKeys(ENVIRONMENT, SCHEMA, false).result(),
                          new ProofKeys(ENVIRONMENT, other, false).result());
                    }))
        .toList();
  }

  @Test
  void theEnvironmentAndThePageCount() {
    String result = keys(ENVIRONMENT, false, FIRST).result();
    assertNotEquals(result, keys(new byte[] {1, 2, 4}, false, FIRST).result());
    assertNotEquals(result, keys(ENVIRONMENT, true, FIRST).result());
    assertNotEquals(
        keys(ENVIRONMENT, false, FIRST).checkpoint(1),
        keys(new byte[] {1, 2, 4}, false, FIRST).checkpoint(1));
  }
}
