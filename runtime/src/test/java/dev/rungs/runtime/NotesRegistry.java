package dev.rungs.runtime;

/** A schema of three versions, written by hand as the processor would. */
final class NotesRegistry implements Registry {
  static final NotesRegistry INSTANCE = new NotesRegistry();

  @Override
  public String schemaName() {
    return "com.example.NotesSchema";
  }

  @Override
  public int currentVersion() {
    return 3;
  }

  @Override
  public MigrationDefinition migration(int version) {
    return switch (version) {
      case 1 ->
          MigrationDefinition.builder(1, "create_notes", "com.example.CreateNotes")
              .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);")
              .down("DROP TABLE notes;")
              .build();
      case 2 ->
          MigrationDefinition.builder(2, "add_tags", "com.example.AddTags")
              .up(
                  "CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes DEFERRABLE"
                      + " INITIALLY DEFERRED, tag TEXT NOT NULL, UNIQUE (note, tag));")
              .down("DROP TABLE tags;")
              .build();
      case 3 ->
          MigrationDefinition.builder(3, "add_slugs", "com.example.AddSlugs")
              .up("ALTER TABLE notes ADD COLUMN slug TEXT;")
              .down("ALTER TABLE notes DROP COLUMN slug;")
              .build();
      default -> throw new IllegalArgumentException("There is no version " + version + ".");
    };
  }
}
