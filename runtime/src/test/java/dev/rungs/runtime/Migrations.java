package dev.rungs.runtime;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteConnection;

/** A registry written by hand, as the compiler would generate it. */
final class Migrations implements Registry {
  private final String schema;
  private final int baseline;
  private final List<MigrationDefinition> definitions = new ArrayList<>();
  private final Map<Integer, MigrationStep> steps = new HashMap<>();
  private String minSqlite;
  private byte[] packed;
  private int imagedVersion;
  private int opened;

  private Migrations(String schema, int baseline) {
    this.schema = schema;
    this.baseline = baseline;
  }

  static Migrations of(String schema) {
    return new Migrations(schema, 1);
  }

  /** A registry whose first version is the baseline. */
  static Migrations from(int baseline) {
    return new Migrations("app.AppSchema", baseline);
  }

  static Migrations registry() {
    return of("app.AppSchema");
  }

  /** The notes that most tests keep: a table, its tags, and a column. */
  static Migrations notes() {
    return notes(
        "CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes, tag TEXT NOT NULL);\n"
            + "CREATE INDEX tags_by_note ON tags (note);");
  }

  /** The notes with tags whose references are checked at the commit. */
  static Migrations deferredNotes() {
    return notes(
        "CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes DEFERRABLE"
            + " INITIALLY DEFERRED, tag TEXT NOT NULL, UNIQUE (note, tag));");
  }

  private static Migrations notes(String tags) {
    return registry()
        .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);", "DROP TABLE notes;")
        .up(tags, "DROP TABLE tags;")
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
    steps.put(currentVersion() + 1, step);
    return add(MigrationDefinition.Builder::step);
  }

  Migrations step(MigrationStep step, Consumer<MigrationDefinition.Builder> more) {
    steps.put(currentVersion() + 1, step);
    return add(more.andThen(MigrationDefinition.Builder::step));
  }

  Migrations add(Consumer<MigrationDefinition.Builder> parts) {
    return add("step_" + (currentVersion() + 1), parts);
  }

  Migrations add(String name, Consumer<MigrationDefinition.Builder> parts) {
    int version = currentVersion() + 1;
    MigrationDefinition.Builder builder =
        MigrationDefinition.builder(version, name, "app.Step" + version);
    parts.accept(builder);
    definitions.add(builder.build());
    return this;
  }

  /** Sets the oldest SQLite that the scripts need. */
  Migrations needing(String version) {
    minSqlite = version;
    return this;
  }

  @Override
  public Optional<String> minSqlite() {
    return Optional.ofNullable(minSqlite);
  }

  /** The first versions, to be continued in another way than here. */
  Migrations branch(int version) {
    Migrations branch = new Migrations(schema, baseline);
    branch.definitions.addAll(definitions.subList(0, version - baseline + 1));
    branch.steps.putAll(steps);
    branch.minSqlite = minSqlite;
    return branch;
  }

  /** The same with the image that the compiler would make of the whole schema. */
  Migrations imaged() {
    return imaged(currentVersion());
  }

  /** The same with an image of the first versions. */
  Migrations imaged(int version) {
    return imaged(version, this);
  }

  /** The same with an image of the first versions of another registry. */
  Migrations imaged(int version, Registry source) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Migrator.builder(source.upTo(version)).build().migrate(connection);
      byte[] database = connection.unwrap(SQLiteConnection.class).serialize("main");
      return imaged(version, SchemaImage.pack(database));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same with these bytes as the image, whatever they are. */
  Migrations imaged(int version, byte[] bytes) {
    Migrations imaged = branch(currentVersion());
    imaged.imagedVersion = version;
    imaged.packed = bytes.clone();
    return imaged;
  }

  byte[] packed() {
    return packed.clone();
  }

  /** How often the image was asked for. */
  int opened() {
    return opened;
  }

  @Override
  public Optional<SchemaImage> image() {
    opened++;
    return packed == null
        ? Optional.empty()
        : SchemaImage.read(imagedVersion, sha256(packed), new ByteArrayInputStream(packed));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String schemaName() {
    return schema;
  }

  @Override
  public int currentVersion() {
    return baseline + definitions.size() - 1;
  }

  @Override
  public int baseline() {
    return baseline;
  }

  @Override
  public MigrationDefinition migration(int version) {
    if (version < baseline || version > currentVersion()) {
      throw new IllegalArgumentException("There is no version " + version + ".");
    }
    return definitions.get(version - baseline);
  }

  @Override
  public MigrationStep newStep(int version) {
    return steps.get(version);
  }
}
