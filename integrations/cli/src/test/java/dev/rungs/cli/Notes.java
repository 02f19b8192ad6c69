package dev.rungs.cli;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Registry;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A program's schema at each of its releases, written by hand as the processor would. */
final class Notes {
  private static final List<MigrationDefinition> MIGRATIONS =
      List.of(
          define(1, "create_notes")
              .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);")
              .down("DROP TABLE notes;")
              .build(),
          define(2, "add_tags")
              .up(
                  """
                  CREATE TABLE tags (
                    note INTEGER NOT NULL REFERENCES notes,
                    tag TEXT NOT NULL,
                    PRIMARY KEY (note, tag));
                  """)
              .down("DROP TABLE tags;")
              .build(),
          define(3, "add_slugs")
              .up("ALTER TABLE notes ADD COLUMN slug TEXT;\n")
              .down("ALTER TABLE notes DROP COLUMN slug;")
              .build(),
          define(4, "drop_tags").destructive().up("DROP TABLE tags;").build(),
          define(5, "index_bodies")
              .up("CREATE UNIQUE INDEX notes_by_body ON notes (body);\n")
              .down("DROP INDEX notes_by_body;")
              .build(),
          define(6, "number_words")
              .up(
                  """
                  CREATE TABLE words (n INTEGER NOT NULL);
                  INSERT INTO words SELECT count(*) FROM notes a, notes b, notes c, notes d, notes e
                  WHERE a.id + b.id + c.id + d.id + e.id < 0;
                  """)
              .down("DROP TABLE words;")
              .build());

  private Notes() {}

  private static MigrationDefinition.Builder define(int version, String name) {
    return MigrationDefinition.builder(version, name, "com.example." + name);
  }

  /** The registry of the release whose CURRENT_VERSION is given. */
  static Registry release(int version) {
    return new Release(MIGRATIONS.subList(0, version), null);
  }

  /** The same, in which somebody has edited version 2 and given version 1 another name. */
  static Registry edited(int version) {
    List<MigrationDefinition> migrations = new ArrayList<>(MIGRATIONS.subList(0, version));
    migrations.set(0, rewritten(MIGRATIONS.get(0), "start", ""));
    if (version > 1) {
      migrations.set(1, rewritten(MIGRATIONS.get(1), "add_tags", "tag TEXT"));
    }
    return new Release(migrations, null);
  }

  private static MigrationDefinition rewritten(
      MigrationDefinition released, String name, String text) {
    return define(released.version(), name)
        .up(released.up().orElseThrow().replace(text, text.replace("TEXT", "BLOB")))
        .down(released.down().orElseThrow())
        .build();
  }

  /** The same, whose last migration has a step that says so and then runs SQL for hours. */
  static Registry announcing(int version, Runnable announcement) {
    List<MigrationDefinition> migrations = new ArrayList<>(MIGRATIONS.subList(0, version - 1));
    migrations.add(
        define(version, "count_words")
            .up("CREATE TABLE words (n INTEGER NOT NULL);")
            .step()
            .build());
    return new Release(
        migrations,
        connection -> {
          announcement.run();
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                "INSERT INTO words SELECT count(*)"
                    + " FROM notes a, notes b, notes c, notes d WHERE a.id + b.id + c.id + d.id < 0");
          }
        });
  }

  /** A registry of some migrations, with the step of those that have one. */
  private record Release(List<MigrationDefinition> migrations, MigrationStep step)
      implements Registry {
    @Override
    public String schemaName() {
      return "com.example.NotesSchema";
    }

    @Override
    public int currentVersion() {
      return migrations.size();
    }

    @Override
    public MigrationDefinition migration(int version) {
      if (version < 1 || version > currentVersion()) {
        throw new IllegalArgumentException("There is no version " + version + ".");
      }
      return migrations.get(version - 1);
    }

    @Override
    public MigrationStep newStep(int version) {
      return step;
    }
  }
}
