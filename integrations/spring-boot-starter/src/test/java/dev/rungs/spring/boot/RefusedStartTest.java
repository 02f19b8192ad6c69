package dev.rungs.spring.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.Registry;
import dev.rungs.spring.boot.Applications.AtVersionTwo;
import dev.rungs.spring.boot.Applications.Plain;
import dev.rungs.spring.boot.Applications.WithTwoDataSources;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;

/** What an application that must not start says, and that it leaves the file as it was. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {
  @TempDir Path folder;

  @Test
  void aDestructiveMigrationIsRefusedWithTheProperty(CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(2, folder);
    assertRefusedUntouched(file, Plain.class);
    assertSays(log, "from version 2 to 3", "3 (drop_drafts)", "rungs.allow-destructive=3");
    assertSpeaksOfProperties(log);
  }

  @Test
  void ofAFileInWalModeTheLogStaysToo(CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(2, folder);
    file.execute("PRAGMA journal_mode=WAL");
    assertRefusedUntouched(file, Plain.class, "rungs.pragmas.journal-mode=delete");
    assertSays(log, "rungs.allow-destructive=3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "all", "1,3", "ALL"})
  void approvedItRunsAndKeepsABackup(String approved) throws Exception {
    NotesFile file = NotesFile.atVersion(2, folder);
    Path backups = Files.createDirectory(folder.resolve("backups"));
    try (ConfigurableApplicationContext app =
        Applications.start(
            Plain.class,
            file.urlProperty(),
            "rungs.allow-destructive=" + approved,
            "rungs.backups.directory=" + backups)) {
      Path backup = app.getBean(RungsInitializer.class).report().backup().orElseThrow();
      assertEquals(backups.toRealPath(), backup.getParent().toRealPath());
      assertEquals("buy", new NotesFile(backup).query("SELECT draft FROM notes"));
    }
    assertEquals("3", file.query("PRAGMA user_version"));
  }

  @Test
  void theNewestBackupsAreKept() throws Exception {
    Path backups = Files.createDirectory(folder.resolve("backups"));
    NotesFile file = NotesFile.atVersion(2, folder);
    byte[] before = Files.readAllBytes(file.path());
    for (int i = 0; i < 3; i++) {
      Files.write(file.path(), before);
      Applications.start(
              Plain.class,
              file.urlProperty(),
              "rungs.allow-destructive=3",
              "rungs.backups.keep=2",
              "rungs.backups.directory=" + backups)
          .close();
    }
    assertEquals(2, names(backups).size(), names(backups).toString());
  }

  @Test
  void aBackupMayBeDoneWithout() throws Exception {
    NotesFile file = NotesFile.atVersion(2, folder);
    try (ConfigurableApplicationContext app =
        Applications.start(
            Plain.class,
            file.urlProperty(),
            "rungs.allow-destructive=3",
            "rungs.backups.enabled=false")) {
      assertTrue(app.getBean(RungsInitializer.class).report().backup().isEmpty());
    }
    assertEquals(List.of("notes.db"), names(folder));
  }

  @Test
  void anotherVersionsApprovalIsNotEnough(CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(2, folder);
    assertRefusedUntouched(file, Plain.class, "rungs.allow-destructive=2");
    assertSays(log, "rungs.allow-destructive=3");
  }

  @Test
  void aNewerFileIsRefused(CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    NewerRegistry.migrate(file);
    assertRefusedUntouched(file, Plain.class);
    assertSays(log, "newer", "version 4", "rungs.allow-rebuild-of-newer=true");
    assertSpeaksOfProperties(log);
  }

  @Test
  void driftIsRefusedWithTheDifference(CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    file.execute("ALTER TABLE notes ADD COLUMN by_hand TEXT");
    assertRefusedUntouched(file, AtVersionTwo.class);
    assertSays(log, "by_hand", "rungs.allow-drift=true");
    assertSpeaksOfProperties(log);
  }

  @Test
  void driftMayBePermitted() throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    file.execute("ALTER TABLE notes ADD COLUMN by_hand TEXT");
    Applications.start(AtVersionTwo.class, file.urlProperty(), "rungs.allow-drift=true").close();
    assertEquals("2", file.query("PRAGMA user_version"));
  }

  @Test
  void aRebuildIsRefusedAndMayBePermitted(CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    assertRefusedUntouched(file, WithRebuild.class);
    assertSays(log, "rungs.allow-rebuild=true");
    assertSpeaksOfProperties(log);
    try (ConfigurableApplicationContext app =
        Applications.start(WithRebuild.class, file.urlProperty(), "rungs.allow-rebuild=true")) {
      assertTrue(app.getBean(RungsInitializer.class).needsRepopulation());
    }
    assertEquals("0", file.query("SELECT count(*) FROM notes"));
  }

  @Configuration(proxyBeanMethods = false)
  static class WithRebuild {
    @Bean
    Registry registry() {
      return new RebuiltRegistry();
    }
  }

  @Test
  void whatIsNoDatabaseIsRefused(CapturedOutput log) throws Exception {
    NotesFile file = new NotesFile(folder.resolve("letter.txt"));
    Files.writeString(file.path(), "Dear reader, this is a letter and no database. ".repeat(50));
    assertRefusedUntouched(file, Plain.class);
    assertSays(log, "APPLICATION FAILED TO START", "not a database");
  }

  @Test
  void severalRegistriesAreRefusedAndOneMayBeNamed(CapturedOutput log) throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    ClassLoader loader = withServices(RebuiltRegistry.class.getName());
    assertRefused(loader, file);
    assertSays(
        log,
        "several registries",
        RebuiltRegistry.class.getName(),
        "dev.rungs.spring.boot.notes.MigrationRegistry",
        "rungs.registry");
    assertFalse(Files.exists(file.path()));

    String named = "rungs.registry=" + RebuiltRegistry.class.getName();
    start(loader, file.urlProperty(), named).close();
    assertEquals("2", file.query("PRAGMA user_version"));
  }

  @Test
  void anUnknownRegistryIsRefused(CapturedOutput log) {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    Applications.refused(Plain.class, file.urlProperty(), "rungs.registry=com.app.Nothing");
    assertSays(log, "com.app.Nothing", "dev.rungs.spring.boot.notes.MigrationRegistry");
  }

  @Test
  void aSchemaMayBeNamedInsteadOfItsRegistry() throws Exception {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    String named = "rungs.registry=dev.rungs.spring.boot.notes.NotesSchema";
    Applications.start(Plain.class, file.urlProperty(), named).close();
    assertEquals("3", file.query("PRAGMA user_version"));
  }

  @Test
  void noRegistryIsRefused(CapturedOutput log) {
    NotesFile file = new NotesFile(folder.resolve("new.db"));
    assertRefused(withoutServices(), file);
    assertSays(log, "no registry of migrations", "rungs-processor", "rungs.enabled=false");
    assertFalse(Files.exists(file.path()));
  }

  @Test
  void severalDataSourcesAreRefused(CapturedOutput log) {
    Applications.refused(WithTwoDataSources.class, "folder=" + folder);
    assertSays(log, "several DataSource beans", "first, second", "rungs.data-source");
    assertEquals(List.of(), names(folder));
  }

  @Test
  void anUnknownDataSourceIsRefused(CapturedOutput log) {
    Applications.refused(WithTwoDataSources.class, "folder=" + folder, "rungs.data-source=third");
    assertSays(log, "third", "first, second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rungs.allow-destructive=three",
        "rungs.pragmas.user-version=7",
        "rungs.pragmas.foreign-keys=on; DROP TABLE notes",
        "rungs.transactions=sometimes",
        "rungs.backups.keep=0",
        "rungs.adopt-as=x",
        "rungs.ignoring=audit_*,*"
      })
  void aWrongValueIsNamed(String property, CapturedOutput log) throws Exception {
    NotesFile file = NotesFile.atVersion(1, folder);
    assertRefusedUntouched(file, AtVersionTwo.class, property);
    assertSays(log, "APPLICATION FAILED TO START", property.substring(0, property.indexOf('=')));
  }

  @Test
  void aDatabaseInMemoryOfEachConnectionIsRefused(CapturedOutput log) {
    Applications.refused(Plain.class, "spring.datasource.url=jdbc:sqlite::memory:");
    assertSays(log, "in memory", "cache=shared");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.datasource.url=jdbc:sqlite::memory:;spring.datasource.hikari.maximum-pool-size=1",
        "spring.datasource.url=jdbc:sqlite:file:notes?mode=memory&cache=shared;x=y"
      })
  void aDatabaseInMemoryThatAllConnectionsShareIsMigrated(String properties) {
    try (ConfigurableApplicationContext app =
        Applications.start(Plain.class, properties.split(";"))) {
      assertEquals(3, app.getBean(RungsInitializer.class).status().storedVersion());
    }
  }

  private void assertRefusedUntouched(NotesFile file, Class<?> beans, String... properties)
      throws Exception {
    byte[] before = Files.readAllBytes(file.path());
    List<String> namesBefore = names(folder);
    Applications.refused(
        beans,
        Stream.concat(Stream.of(file.urlProperty()), Stream.of(properties)).toArray(String[]::new));
    assertArrayEquals(before, Files.readAllBytes(file.path()), "the file changed");
    assertEquals(namesBefore, names(folder));
  }

  private static void assertSays(CapturedOutput log, String... phrases) {
    for (String phrase : phrases) {
      assertTrue(log.getAll().contains(phrase), () -> "Not said: " + phrase + "\n" + log.getAll());
    }
  }

  /** Who reads this has properties to set, not methods to call. */
  private static void assertSpeaksOfProperties(CapturedOutput log) {
    String analysis = log.getAll().substring(log.getAll().indexOf("APPLICATION FAILED TO START"));
    assertFalse(analysis.matches("(?s).*(allow|adopt|rollback)\\w*\\(.*"), analysis);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertRefused(ClassLoader loader, NotesFile file) {
    org.junit.jupiter.api.Assertions.assertThrows(
        RuntimeException.class, () -> start(loader, file.urlProperty()).close());
  }

  private static ConfigurableApplicationContext start(ClassLoader loader, String... properties) {
    return Applications.builder(WebApplicationType.NONE, Plain.class)
        .resourceLoader(new DefaultResourceLoader(loader))
        .run(Applications.arguments(properties));
  }

  /** A class path with one more registry. */
  private ClassLoader withServices(String registry) throws Exception {
    Path services = Files.createDirectories(folder.resolve("cp/META-INF/services"));
    Files.writeString(services.resolve(Registry.class.getName()), registry);
    URL url = folder.resolve("cp").toUri().toURL();
    return new URLClassLoader(new URL[] {url}, RefusedStartTest.class.getClassLoader());
  }

  /** The class path without registries. */
  private static ClassLoader withoutServices() {
    return new ClassLoader(RefusedStartTest.class.getClassLoader()) {
      @Override
      public java.util.Enumeration<URL> getResources(String name) throws java.io.IOException {
        return name.startsWith("META-INF/services/dev.rungs")
            ? java.util.Collections.emptyEnumeration()
            : super.getResources(name);
      }
    };
  }
}
