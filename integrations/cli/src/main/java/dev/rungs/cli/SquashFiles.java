package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sources of a baseline: its class, its SQL, and the element of the schema's annotation.
 *
 * @param registry the longer history
 * @param version that becomes the lowest
 * @param folder of the sources
 * @param schema in these
 * @param migration what the new migration is called
 * @param script that builds the whole schema
 */
record SquashFiles(
    Registry registry,
    int version,
    SourceFolder folder,
    SourceFolder.Schema schema,
    MigrationName migration,
    SquashScript script) {
  /** All or nothing: what was written is deleted or put back if the rest cannot be. */
  List<Path> write(Path lock, Optional<String> lockText) {
    Path schemaFile = schema.file();
    String schemaText =
        schema
            .source()
            .withBaseline(version)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        schemaFile
                            + " has no @VersionedSchema in which the baseline is absent or a plain number. Write it as in"
                            + " @VersionedSchema(baseline = 3)."));
    SourceFolder.Declared beside =
        folder.migrations(schema).stream()
            .filter(declared -> declared.version() == version)
            .findFirst()
            .orElse(null);
    Path target = (beside == null ? schemaFile : beside.file()).getParent();
    String packageName = beside == null ? schema.source().packageName() : beside.packageName();
    List<Path> written = new ArrayList<>();
    try {
      create(written, target.resolve(migration.className() + ".java"), javaClass(packageName));
      create(written, target.resolve(sqlFile()), head() + script.sql());
      Files.writeString(schemaFile, schemaText, StandardCharsets.UTF_8);
      if (lockText.isPresent()) {
        Files.writeString(lock, lockText.get(), StandardCharsets.UTF_8);
      }
      return written;
    } catch (IOException e) {
      undo(written, schemaFile, e);
      throw new CommandFailure(
          e instanceof FileAlreadyExistsException exists
              ? exists.getFile() + " already exists. Choose another name with --name."
              : "The migration could not be written: " + e + ".",
          e);
    }
  }

  private void undo(List<Path> written, Path schemaFile, IOException failure) {
    written.forEach(file -> file.toFile().delete());
    try {
      if (!Files.readString(schemaFile, StandardCharsets.UTF_8).equals(schema.source().text())) {
        Files.writeString(schemaFile, schema.source().text(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void create(List<Path> written, Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    written.add(file);
  }

  private String sqlFile() {
    return migration.name() + ".up.sql";
  }

  private String javaClass(String packageName) {
    StringBuilder text = new StringBuilder();
    if (!packageName.isEmpty()) {
      text.append("package ").append(packageName).append(";\n\n");
    }
    boolean named = folder.hasSeveralSchemas();
    if (named && !schema.source().packageName().equals(packageName)) {
      text.append("import ").append(schema.qualifiedName()).append(";\n");
    }
    text.append("import dev.rungs.Migration;\nimport dev.rungs.Up;\n\n");
    text.append("/** The whole schema at version ").append(version).append(". */\n");
    text.append("@Migration(version = ").append(version);
    text.append(", name = \"").append(migration.name()).append('"');
    if (named) {
      text.append(", schema = ").append(schema.name()).append(".class");
    }
    text.append(")\n@Up(file = \"").append(sqlFile()).append("\")\n");
    return text.append("final class ").append(migration.className()).append(" {}\n").toString();
  }

  private String head() {
    return "-- The schema of "
        + registry.schemaName()
        + " at version "
        + version
        + ", as versions "
        + registry.baseline()
        + " to "
        + version
        + " built it.\n\n";
  }
}
