package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateCommandTest {
  private static final String SCHEMA =
      """
      package com.example;

      import dev.rungs.VersionedSchema;

      /** Not "CURRENT_VERSION = 7;" and not @VersionedSchema class Other. */
      @VersionedSchema
      public final class AppSchema {
        // CURRENT_VERSION = 8;
        static final String TEXT = "int CURRENT_VERSION = 9;";
        public static final int CURRENT_VERSION = 1; // raised by create
        private AppSchema() {}
      }
      """;
  private static final String FIRST =
      """
      package com.example;

      import dev.rungs.Migration;
      import dev.rungs.Up;

      @Migration(version = 1)
      @Up("CREATE TABLE notes (id INTEGER PRIMARY KEY);")
      final class CreateNotes {}
      """;

  @TempDir Path folder;
  private Path sources;

  @BeforeEach
  void writeProject() throws IOException {
    sources = folder.resolve("src/main/java");
    write("com/example/AppSchema.java", SCHEMA);
    write("com/example/CreateNotes.java", FIRST);
  }

  private void write(String name, String text) throws IOException {
    Path file = sources.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String name) throws IOException {
    return Files.readString(sources.resolve(name));
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }

  private Outcome create(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "create";
    all[1] = "--source";
    all[2] = sources.toString();
    System.arraycopy(args, 0, all, 3, args.length);
    return Outcome.of(Notes.release(1), all);
  }

  @Test
  void writesTheNextClassAndRaisesTheVersion() throws IOException {
    Outcome outcome = create("add_user_roles");
    assertEquals(
        "Wrote   "
            + sources.resolve("com/example/AddUserRoles.java")
            + "\nRaised  "
            + sources.resolve("com/example/AppSchema.java")
            + ": CURRENT_VERSION 1 to 2\nWrite the SQL of version 2; the compiler checks it.\n",
        outcome.out());
    assertEquals("", outcome.err());
    assertEquals(0, outcome.code());
    assertEquals(
        """
        package com.example;

        import dev.rungs.Down;
        import dev.rungs.Migration;
        import dev.rungs.Up;

        @Migration(version = 2)
        @Up(
            \"""
            REPLACE_THIS -- with the SQL that brings version 1 to 2
            \""")
        @Down(
            \"""
            REPLACE_THIS -- with the SQL that brings version 2 back to 1, or remove @Down
            \""")
        final class AddUserRoles {}
        """,
        read("com/example/AddUserRoles.java"));
    assertEquals(
        SCHEMA.replace("int CURRENT_VERSION = 1;", "int CURRENT_VERSION = 2;"),
        read("com/example/AppSchema.java"));
  }

  @Test
  void putsTheSqlIntoFiles() throws IOException {
    Outcome outcome = create("--files", "add_user_roles");
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(
        read("com/example/AddUserRoles.java")
            .contains(
                """
                @Up(file = "add_user_roles.up.sql")
                @Down(file = "add_user_roles.down.sql")
                """));
    assertTrue(read("com/example/add_user_roles.up.sql").contains("REPLACE_THIS"));
    assertTrue(read("com/example/add_user_roles.down.sql").contains("REPLACE_THIS"));
  }

  @Test
  void goesBesideTheNewestMigration() throws IOException {
    write(
        "com/example/migrations/AddTags.java",
        """
        package com.example.migrations;
        @dev.rungs.Migration(name = "add_tags", version = 2)
        final class AddTags {}
        """);
    write("com/example/AppSchema.java", SCHEMA.replace("VERSION = 1;", "VERSION = 2;"));
    assertEquals(0, create("add_slugs").code());
    assertTrue(
        read("com/example/migrations/AddSlugs.java").startsWith("package com.example.migrations;"));
  }

  @Test
  void namesTheSchemaWhereThereAreSeveral() throws IOException {
    write(
        "com/cache/CacheSchema.java",
        """
        package com.cache;
        @dev.rungs.VersionedSchema
        interface CacheSchema { int CURRENT_VERSION = 0; }
        """);
    Outcome which = create("add_entries");
    assertEquals(1, which.code());
    assertTrue(which.err().contains("com.cache.CacheSchema, com.example.AppSchema"), which.err());
    assertEquals(0, create("--schema", "CacheSchema", "add_entries").code());
    assertTrue(
        read("com/cache/AddEntries.java")
            .contains("@Migration(version = 1, schema = CacheSchema.class)"));
    assertTrue(read("com/cache/CacheSchema.java").contains("CURRENT_VERSION = 1;"));
    assertEquals(1, create("--schema", "NoSchema", "add_more").code());
  }

  @ParameterizedTest
  @CsvSource({
    "add_user_roles, AddUserRoles, ''",
    "Add user roles, AddUserRoles, ''",
    "add-user-roles, AddUserRoles, ''",
    "AddUserRoles, AddUserRoles, ''",
    "add_v2_index, AddV2Index, ', name = \"add_v2_index\"'"
  })
  void understandsNames(String written, String className, String attribute) throws IOException {
    assertEquals(0, create(written).code());
    assertTrue(
        read("com/example/" + className + ".java")
            .contains("@Migration(version = 2" + attribute + ")"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2nd", "naïve", "a/b", "../up", "add__roles", "_x", "a;b"})
  void refusesOtherNames(String name) throws IOException {
    Map<String, String> before = everything();
    Outcome outcome = create(name);
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("cannot be called"), outcome.err());
    assertEquals(before, everything());
  }

  @Test
  void takesBackWhatItWroteWhenAFileIsThere() throws IOException {
    write("com/example/add_user_roles.down.sql", "mine");
    Map<String, String> before = everything();
    Outcome outcome = create("--files", "add_user_roles");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("add_user_roles.down.sql already exists"), outcome.err());
    assertEquals(before, everything());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FIRST + 1", "0x10", "99999999999", ""})
  void refusesAVersionThatIsNoPlainNumber(String value) throws IOException {
    write("com/example/AppSchema.java", SCHEMA.replace("VERSION = 1;", "VERSION = " + value + ";"));
    Map<String, String> before = everything();
    Outcome outcome = create("add_user_roles");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("plain number"), outcome.err());
    assertEquals(before, everything());
  }

  @Test
  void refusesWhenAMigrationIsAheadOfTheSchema() throws IOException {
    write("com/example/AddTags.java", FIRST.replace("version = 1", "version = 2"));
    Outcome outcome = create("add_user_roles");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("declares version 2"), outcome.err());
  }

  @Test
  void refusesAFolderWithoutSchema() throws IOException {
    Files.delete(sources.resolve("com/example/AppSchema.java"));
    assertTrue(create("add_user_roles").err().contains("@VersionedSchema"));
    Outcome outcome =
        Outcome.of(Notes.release(1), "create", "--source", folder.resolve("no").toString(), "x_y");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("does not exist"), outcome.err());
  }
}
