package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Arungs.docs}. */
class SchemaPageTest {
  @TempDir Path folder;

  private Compile compile() {
    return Compile.in(folder)
        .file("app/AppSchema.java", schema(3))
        .file(
            "app/V1.java",
            migration(
                "app",
                "V1",
                "version = 1, name = \"notes | tags\"",
                "\"CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);\""))
        .file(
            "app/V2.java",
            migration(
                "app",
                "V2",
                "version = 2",
                "\"CREATE TABLE \\\"note tags\\\" (note_id INTEGER NOT NULL REFERENCES Notes (id),"
                    + " \\\"the tag\\\" VARCHAR(20) UNIQUE);\""))
        .file(
            "app/V3.java",
            migration(
                "app", "V3", "version = 3", "\"CREATE INDEX notes_by_body ON notes (body);\""));
  }

  @Test
  void tablesAndVersions() {
    Compiled compiled = compile().option("-Arungs.docs").run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(
        """
        # app.AppSchema

        Version 3. Written by Rungs.

        ## Tables

        ```mermaid
        erDiagram
          "note tags" {
            INTEGER note_id FK "not null"
            VARCHAR_20_ the_tag UK
          }
          "notes" {
            INTEGER id PK
            TEXT body "not null"
          }
          "notes" ||--o{ "note tags" : "note_id"
        ```

        ### notes

        ```sql
        CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
        ```

        ### note tags

        ```sql
        CREATE TABLE "note tags" (note_id INTEGER NOT NULL REFERENCES Notes (id), "the tag" VARCHAR(20) UNIQUE);
        ```

        ## Indexes

        ### notes_by_body

        ```sql
        CREATE INDEX notes_by_body ON notes (body);
        ```

        ## Versions

        | version | name | how | changes |
        | --: | --- | --- | --- |
        | 1 | notes \\| tags | in place | + table notes |
        | 2 | v2 | in place | + table note tags |
        | 3 | v3 | in place | + index notes_by_body |
        """,
        compiled.output("schema.md"));
  }

  @Test
  void withoutVerificationThePageKnowsTheVersionsAlone() {
    Compiled compiled = compile().option("-Arungs.docs=on").option("-Arungs.verify=off").run();
    assertTrue(compiled.success(), compiled::text);
    String page = compiled.output("schema.md");
    assertTrue(page.contains("The schema is not known from version 1 on."), page);
    assertTrue(page.contains("| 3 | v3 | in place | not known |"), page);
  }

  @Test
  void nothingIsWrittenUnasked() {
    assertFalse(compile().run().hasOutput("schema.md"));
    assertFalse(compile().option("-Arungs.docs=off").run().hasOutput("schema.md"));
  }
}
