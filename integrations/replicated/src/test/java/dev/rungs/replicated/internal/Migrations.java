package dev.rungs.replicated.internal;

import dev.rungs.Target;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A registry written by hand. */
final class Migrations implements Registry {
  private final List<MigrationDefinition> all = new ArrayList<>();
  private final int baseline;

  Migrations() {
    this(1);
  }

  /** A registry whose first version is the baseline. */
  Migrations(int baseline) {
    this.baseline = baseline;
  }

  /** Notes with tags: what most tests are about. */
  static Migrations notes() {
    return new Migrations()
        .add(
            "create_notes",
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);",
            "DROP TABLE notes;")
        .add(
            "create_tags",
            """
            -- what is said of a note; "quoted" and ; in a comment
            CREATE TABLE tags (
              id INTEGER PRIMARY KEY,
              note INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
              tag TEXT NOT NULL DEFAULT 'new; "x" ü'
            );
            CREATE INDEX tags_by_note ON tags (note);
            CREATE TRIGGER notes_first AFTER INSERT ON notes BEGIN
              INSERT INTO tags (note) VALUES (new.id);
              UPDATE notes SET body = trim(body) WHERE id = new.id;
            END;
            INSERT INTO notes (body) VALUES (' first; it''s "here" '); -- the end
            """,
            "DROP TRIGGER notes_first; DROP TABLE tags; DELETE FROM notes;")
        .add(
            "add_slugs",
            "ALTER TABLE notes ADD COLUMN slug TEXT; UPDATE notes SET slug = 'note-' || id;",
            "ALTER TABLE notes DROP COLUMN slug;");
  }

  Migrations add(String name, String up, String down) {
    MigrationDefinition.Builder builder = start(name).up(up);
    all.add(down == null ? builder.build() : builder.down(down).build());
    return this;
  }

  Migrations destructive(String name, String up) {
    all.add(start(name).up(up).destructive().build());
    return this;
  }

  Migrations rebuild(String name, String up) {
    all.add(start(name).up(up).rebuild().build());
    return this;
  }

  Migrations step(String name) {
    all.add(start(name).step().build());
    return this;
  }

  private MigrationDefinition.Builder start(String name) {
    return MigrationDefinition.builder(baseline + all.size(), name, "test." + name);
  }

  private Optional<String> minSqlite = Optional.empty();
  private Set<Target> targets = Set.of();

  Migrations minSqlite(String version) {
    minSqlite = Optional.of(version);
    return this;
  }

  Migrations targets(Target... checked) {
    targets = Set.of(checked);
    return this;
  }

  @Override
  public Optional<String> minSqlite() {
    return minSqlite;
  }

  @Override
  public Set<Target> targets() {
    return targets;
  }

  @Override
  public String schemaName() {
    return "test.Notes";
  }

  @Override
  public int currentVersion() {
    return baseline + all.size() - 1;
  }

  @Override
  public int baseline() {
    return baseline;
  }

  @Override
  public MigrationDefinition migration(int version) {
    return all.get(version - baseline);
  }

  @Override
  public MigrationStep newStep(int version) {
    throw new AssertionError("A step must not run.");
  }
}
