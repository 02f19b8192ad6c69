package dev.rungs.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationPlan.Action;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.NewerSchemaException;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every release left is used by this one: database files, lock files and compiled registries,
 * kept in {@code released/VERSION}. {@code docs/compatibility.md} says how a release is added.
 */
class ReleasedFormatsTest {
  private static final String SERVICE = "app.MigrationRegistry";
  private static final String CACHE = "cache.CacheRegistry";

  @TempDir Path folder;

  static Stream<Path> releases() throws IOException, URISyntaxException {
    Path all =
        Path.of(Objects.requireNonNull(ReleasedFormatsTest.class.getResource("/released")).toURI());
    return Files.list(all).filter(Files::isDirectory).sorted();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void itsRegistriesRunAndItsFilesAreUpgraded(Path release) throws Exception {
    Registry registry = compiledThen(release, SERVICE);
    Path file = copy(release, "notes.db");
    Migrator migrator = Migrator.builder(registry).allowDestructive().build();
    MigrationStatus before = migrator.status(file);
    assertEquals(2, before.storedVersion());
    assertTrue(before.migrations().stream().noneMatch(MigrationStatus.Entry::edited));
    assertEquals(
        List.of(Kind.CREATED, Kind.APPLIED),
        migrator.history(file).stream().map(row -> row.kind()).toList());

    assertEquals(Action.UPGRADE, migrator.migrate(file).action());
    assertTrue(migrator.verify(file).findings().isEmpty(), () -> "" + migrator.verify(file));
    assertEquals("1|first|note-1,2|second|note-2", rows(file));
    migrator.rollbackTo(file, 1);
    assertEquals(Action.UPGRADE, migrator.migrate(file).action());

    Path fresh = folder.resolve("fresh.db");
    assertEquals(Action.CREATE, Migrator.builder(registry).build().migrate(fresh).action());
    assertTrue(migrator.verify(fresh).findings().isEmpty(), () -> "" + migrator.verify(fresh));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void itsSourcesCompileWithItsLock(Path release) throws Exception {
    Compile compile = sources(release).option("-Arungs.lock=" + release.resolve("rungs.lock"));
    Compiled compiled = compile.option("-Werror").run();
    assertTrue(compiled.success(), compiled::text);
    Path file = copy(release, "notes.db");
    Migrator migrator = Migrator.builder(compiled.registry(SERVICE)).allowDestructive().build();
    assertTrue(
        migrator.status(file).migrations().stream().noneMatch(MigrationStatus.Entry::edited));
    assertEquals(Action.UPGRADE, migrator.migrate(file).action());
    assertTrue(migrator.verify(file).findings().isEmpty(), () -> "" + migrator.verify(file));

    // Its build refuses what a newer one upgraded, and leaves it as it is.
    byte[] bytes = Files.readAllBytes(file);
    Migrator older = Migrator.builder(compiledThen(release, SERVICE).upTo(2)).build();
    assertThrows(NewerSchemaException.class, () -> older.migrate(file));
    assertArrayEquals(bytes, Files.readAllBytes(file));

    Compiled edited =
        sources(release)
            .option("-Arungs.lock=" + release.resolve("rungs.lock"))
            .file(
                "app/V2.java",
                Files.readString(release.resolve("src/app/V2.java"))
                    .replace("tag TEXT", "tag BLOB"))
            .run();
    assertEquals(List.of("LockedMigration V2.java:7"), edited.brief());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aStoreThatItWipedStillWaitsForItsContent(Path release) throws Exception {
    Path file = copy(release, "wiped.db");
    for (Registry registry :
        List.of(compiledThen(release, CACHE), sources(release).run().registry(CACHE))) {
      Path again = folder.resolve("wiped-again.db");
      Files.copy(file, again, StandardCopyOption.REPLACE_EXISTING);
      Migrator migrator = Migrator.builder(registry).build();
      assertTrue(migrator.needsRepopulation(again));
      assertTrue(migrator.migrate(again).needsRepopulation());
      migrator.markRepopulated(again);
      assertFalse(migrator.needsRepopulation(again));
      assertTrue(migrator.verify(again).findings().isEmpty());
    }
  }

  /** Writes the files of a release, to be run at its tag. */
  @Test
  @EnabledIfSystemProperty(named = "rungs.released.write", matches = ".+")
  void write() throws Exception {
    Path release =
        Files.createDirectories(
            Path.of("src/test/resources/released", System.getProperty("rungs.released.write")));
    Path lastSources;
    try (Stream<Path> all = releases()) {
      lastSources = all.reduce((first, second) -> second).orElse(release).resolve("src");
    }
    copyFolder(lastSources, release.resolve("src"));
    Compiled compiled = sources(release).option("-Arungs.lock=" + folder.resolve("none")).run();
    assertTrue(compiled.success(), compiled::text);
    Files.writeString(
        release.resolve("rungs.lock"),
        compiled.output("META-INF/rungs/" + SERVICE + ".lock")
            + compiled.output("META-INF/rungs/" + CACHE + ".lock"));
    writeJar(folder.resolve("project/out"), release.resolve("registries.jar"));

    Registry registry = compiled.registry(SERVICE);
    Path notes = release.resolve("notes.db");
    Files.deleteIfExists(notes);
    Migrator.builder(registry.upTo(1)).build().migrate(notes);
    run(notes, "INSERT INTO notes (body) VALUES ('first'), ('second')");
    Migrator.builder(registry.upTo(2)).withoutBackups().build().migrate(notes);

    Registry cache = compiled.registry(CACHE);
    Path wiped = release.resolve("wiped.db");
    Files.deleteIfExists(wiped);
    Migrator.builder(cache.upTo(1)).build().migrate(wiped);
    run(wiped, "INSERT INTO pages VALUES ('a', 'b')");
    Migrator.builder(cache).allowRebuild().withoutBackups().build().migrate(wiped);
  }

  private Compile sources(Path release) throws IOException {
    copyFolder(release.resolve("src"), folder.resolve("project/src"));
    return Compile.in(folder.resolve("project"));
  }

  private Path copy(Path release, String name) throws IOException {
    return Files.copy(
        release.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The registry as that release compiled it. */
  private static Registry compiledThen(Path release, String className) throws Exception {
    @SuppressWarnings("resource") // The registry lives as long as its loader.
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {release.resolve("registries.jar").toUri().toURL()},
            ReleasedFormatsTest.class.getClassLoader());
    return (Registry) loader.loadClass(className).getField("INSTANCE").get(null);
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (!target.equals(file)) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void writeJar(Path classes, Path jar) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        ZipEntry entry = new ZipEntry(classes.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(file, zip);
      }
    }
  }

  private static void run(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static String rows(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT group_concat(id || '|' || body || '|' || slug) FROM notes")) {
      return row.getString(1);
    }
  }
}
