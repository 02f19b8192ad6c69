package dev.rungs.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A registry written by hand, as the compiler would generate it. */
final class Migrations implements Registry {
  private final String schema;
  private final List<MigrationDefinition> definitions = new ArrayList<>();
  private final Map<Integer, MigrationStep> steps = new HashMap<>();

  private Migrations(String schema) {
    this.schema = schema;
  }

  static Migrations of(String schema) {
    return new Migrations(schema);
  }

  static Migrations registry() {
    return of("app.AppSchema");
  }

  /** The notes that most tests keep: a table, its tags, and a column. */
  static Migrations notes() {
    return registry()
        .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);", "DROP TABLE notes;")
        .up(
            "CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes, tag TEXT NOT NULL);\n"
                + "CREATE INDEX tags_by_note ON tags (note);",
            "DROP TABLE tags;")
        .up("ALTER TABLE notes ADD COLUMN slug TEXT;", "ALTER TABLE notes DROP COLUMN slug;");
  }

  Migrations up(String up) {
    return add(builder -> builder.up(up));
  }

  Migrations up(String up, String down) {
    return add(builder -> builder.up(up).down(down));
  }

  /**
   * A script that claims to have been run by the compiler, so that the runtime goes on to run it.
   */
  Migrations claimed(String up) {
    return add(builder -> builder.up(up).fingerprint("claimed"));
  }

  Migrations destructive(String up) {
    return add(builder -> builder.up(up).destructive());
  }

  Migrations rebuild(String up) {
    return add(builder -> builder.up(up).rebuild());
  }

  Migrations step(MigrationStep step) {
    steps.put(definitions.size() + 1, step);
    return add(MigrationDefinition.Builder::step);
  }

  Migrations step(MigrationStep step, Consumer<MigrationDefinition.Builder> more) {
    steps.put(definitions.size() + 1, step);
    return add(more.andThen(MigrationDefinition.Builder::step));
  }

  Migrations add(Consumer<MigrationDefinition.Builder> parts) {
    int version = definitions.size() + 1;
    MigrationDefinition.Builder builder =
        MigrationDefinition.builder(version, "step_" + version, "app.Step" + version);
    parts.accept(builder);
    definitions.add(builder.build());
    return this;
  }

  /** The registry of an older build. */
  @Override
  public Migrations upTo(int version) {
    Migrations older = new Migrations(schema);
    older.definitions.addAll(definitions.subList(0, version));
    older.steps.putAll(steps);
    return older;
  }

  @Override
  public String schemaName() {
    return schema;
  }

  @Override
  public int currentVersion() {
    return definitions.size();
  }

  @Override
  public MigrationDefinition migration(int version) {
    if (version < 1 || version > definitions.size()) {
      throw new IllegalArgumentException("There is no version " + version + ".");
    }
    return definitions.get(version - 1);
  }

  @Override
  public MigrationStep newStep(int version) {
    return steps.get(version);
  }
}
