package dev.rungs.examples.jooqnotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.examples.jooqnotes.db.DefaultSchema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jooq.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes that jOOQ generated fit the schema that the migrations build. */
class JooqNotesTest {
  @TempDir Path folder;

  @Test
  void queriesWhatTheMigrationsBuilt() throws Exception {
    String file = folder.resolve("notes.db").toString();
    run(file, "Buy milk", "shop");
    assertEquals("home: 1\nshop: 2\n", run(file, "Buy a lamp", "shop", "home").replace("\r", ""));
  }

  @Test
  void everyTableAndViewHasAClassAndNothingElseHas() {
    assertEquals(
        List.of("notes", "tag_counts", "tags"),
        DefaultSchema.DEFAULT_SCHEMA.getTables().stream().map(Named::getName).sorted().toList());
  }

  @Test
  void theSchemaOfEachVersionIsThereToReview() {
    assertTrue(Files.exists(Path.of("target/schema/1.sql")));
    assertTrue(Files.exists(Path.of("target/schema/schema.sql")));
  }

  private static String run(String... args) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      JooqNotes.main(args);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
