package dev.rungs.processor.replay.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.Schemas;
import dev.rungs.processor.testing.Sources;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

class FinishedImageTest {
  @TempDir Path directory;

  /** Makes noise, and everything that a file can hold. */
  private static Schemas library() {
    return Schemas.schema()
        .upDown("CREATE TABLE scratch (a); INSERT INTO scratch VALUES (1);", "DROP TABLE scratch;")
        .up("CREATE TABLE words (id INTEGER PRIMARY KEY AUTOINCREMENT, word TEXT UNIQUE) STRICT;")
        .up("INSERT INTO words (word) VALUES ('one'), ('two'); CREATE TABLE k (a PRIMARY KEY);")
        .destructive("DROP TABLE scratch; DELETE FROM words WHERE id = 2;")
        .up("ALTER TABLE words ADD COLUMN seen TEXT DEFAULT 'no'; INSERT INTO k VALUES (x'00');")
        .up("CREATE VIRTUAL TABLE t USING fts5(body); INSERT INTO t VALUES ('a rung');")
        .up("CREATE VIEW v AS SELECT word FROM words; CREATE INDEX i ON words (seen);");
  }

  private static FinishedImage image(Schemas schema) {
    return schema.replay().image().orElseThrow();
  }

  @Test
  void isWhatTheMigrationsBuild() throws Exception {
    SchemaModel schema = library().model();
    FinishedImage image = image(library());

    assertEquals(7, image.version());
    try (ScratchDatabase chain = ScratchDatabase.open();
        ScratchDatabase loaded = ScratchDatabase.open()) {
      Migrator.builder(new ModelRegistry(schema.className(), 1, schema.migrations()))
          .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
          .build()
          .migrate(chain.connection());
      chain.execute("UPDATE rungs_history SET millis = 0");
      ((SQLiteConnection) loaded.connection()).deserialize("main", image.bytes());

      assertEquals(new DatabaseDigest(chain).value(), new DatabaseDigest(loaded).value());
      assertEquals(7, loaded.query("PRAGMA user_version", row -> row.getInt(1)).get(0));
      assertEquals("ok", loaded.query("PRAGMA integrity_check", row -> row.getString(1)).get(0));
      assertEquals(0, loaded.query("PRAGMA freelist_count", row -> row.getInt(1)).get(0));
    }
  }

  @Test
  void isTheSameBytesEachTimeOnEveryJdk() throws Exception {
    byte[] first = image(library()).bytes();
    byte[] second = image(library()).bytes();

    assertTrue(Arrays.equals(first, second));
    assertEquals(
        "67171e6f4ff0888c03eed866f7e8a78deaca74a7275674bdea11d4b82f12af03",
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first)));
  }

  @Test
  void endsBeforeTheFirstStep() {
    Schemas schema = Schemas.schema().up("CREATE TABLE a (b);").step().up("CREATE TABLE c (d);");

    assertEquals(1, image(schema).version());
    assertEquals(Optional.empty(), Schemas.schema().step().replay().image());
    assertEquals(
        1, image(Schemas.schema().up("CREATE TABLE a (b);").unknown("SELECT 1;")).version());
  }

  @Test
  void holdsNoRowsThatDependOnTimeOrChance() {
    String table = "CREATE TABLE a (b, made TEXT DEFAULT CURRENT_TIMESTAMP);";
    Schemas rows = Schemas.schema().up(table).up("INSERT INTO a (b) VALUES (1);");
    Schemas chance =
        Schemas.schema().up("CREATE TABLE a (b); INSERT INTO a VALUES (\"random\"());");

    assertEquals(1, image(Schemas.schema().up(table)).version());
    assertEquals(Optional.empty(), rows.replay().image());
    assertEquals(Optional.empty(), chance.replay().image());
  }

  @Test
  void holdsNoRowsThatStandInForThoseOfTheProgram() {
    String table = "CREATE TABLE a (b TEXT COLLATE sound); CREATE INDEX by_b ON a (b);";
    List<String> sound = List.of("sound");
    Schemas empty = Schemas.schema().up(table).extensions(List.of("slug/1"), sound, List.of());
    Schemas called =
        Schemas.schema()
            .up("CREATE TABLE a (b TEXT); INSERT INTO a VALUES (slug('A b'));")
            .extensions(List.of("slug/1"), List.of(), List.of());
    Schemas ordered =
        Schemas.schema()
            .up(table + " INSERT INTO a VALUES ('x'), ('Y');")
            .extensions(List.of(), sound, List.of());

    assertEquals(1, image(empty).version());
    assertEquals(Optional.empty(), called.replay().image());
    assertEquals(Optional.empty(), ordered.replay().image());
  }

  @Test
  void isNotMadeWhereRowsWouldBeNumberedAnew() {
    Schemas schema =
        Schemas.schema()
            .up("CREATE TABLE a (b); INSERT INTO a (rowid, b) VALUES (5, 'x'), (9, 'y');");

    assertEquals(Optional.empty(), schema.replay().image());
  }

  @Test
  void isNotMadeOfWhatIsRefused() {
    assertEquals(Optional.empty(), Schemas.schema().up("CREATE TABLE a (b").replay().image());
    assertEquals(Optional.empty(), Schemas.schema().replay().image());
  }

  @Test
  void standsBesideTheRegistryThatOpensIt() {
    Compiled compiled = compile("on");
    Registry registry = compiled.registry("app.MigrationRegistry");

    assertTrue(compiled.success(), compiled::text);
    assertTrue(compiled.hasOutput("app/MigrationRegistry.image"));
    assertEquals(2, registry.image().orElseThrow().version());
    Migrator.builder(registry)
        .listener(
            new MigrationListener() {
              @Override
              public void started(dev.rungs.runtime.MigrationDefinition migration) {
                throw new AssertionError("The image spares running " + migration);
              }
            })
        .build()
        .migrate(directory.resolve("app.db"));
  }

  @Test
  void isMissingWhereTheSqlIsNotRunOrTheFileIsGone() throws Exception {
    Compiled compiled = compile("on");
    Registry registry = compiled.registry("app.MigrationRegistry");
    Path image = directory.resolve("out/app/MigrationRegistry.image");

    Files.writeString(image, "of another compile", StandardCharsets.UTF_8);
    assertEquals(Optional.empty(), registry.image());
    Files.delete(image);
    assertEquals(Optional.empty(), registry.image());

    Registry unverified = compile("off").registry("app.MigrationRegistry");
    assertEquals(Optional.empty(), unverified.image());
    Migrator.builder(unverified).build().migrate(directory.resolve("app.db"));
  }

  private Compiled compile(String verify) {
    return Compile.in(directory)
        .file("app/AppSchema.java", Sources.schema(2))
        .file("app/V1.java", Sources.migration(1))
        .file("app/V2.java", Sources.migration(2))
        .option("-Arungs.verify=" + verify)
        .run();
  }
}
