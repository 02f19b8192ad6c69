package dev.rungs.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The schemas and migrations that a folder of Java sources declares. */
final class SourceFolder {
  private final List<Schema> schemas = new ArrayList<>();
  private final List<Declared> migrations = new ArrayList<>();

  /** Reads every Java file below a folder. */
  SourceFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          "The folder " + folder + " does not exist. Name the source folder with --source.");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(this::read);
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure("The sources in " + folder + " could not be read: " + e, e);
    }
  }

  private void read(Path file) {
    JavaSource source;
    try {
      source = new JavaSource(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    source.schemaName().ifPresent(name -> schemas.add(new Schema(file, source, name)));
    source.migrations().forEach(found -> migrations.add(new Declared(file, source, found)));
  }

  /** The schema of a name, simple or qualified; the only one if the name is null. */
  Schema schema(String name) {
    List<Schema> found =
        schemas.stream()
            .filter(s -> name == null || name.equals(s.name()) || name.equals(s.qualifiedName()))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String all = String.join(", ", schemas.stream().map(Schema::qualifiedName).toList());
    if (schemas.isEmpty()) {
      throw new CommandFailure(
          "No class here is annotated @VersionedSchema. Name the source folder with --source, or"
              + " create the schema class first.");
    }
    throw new CommandFailure(
        name == null
            ? "There are several schemas here: " + all + ". Choose one with --schema."
            : "No schema here is called " + name + ". Found: " + all + ".");
  }

  boolean hasSeveralSchemas() {
    return schemas.size() > 1;
  }

  /** A schema's newest migration: the next one goes beside it. */
  Optional<Declared> newest(Schema schema) {
    return migrations(schema).stream().max(Comparator.comparingInt(Declared::version));
  }

  /** The migrations in a schema's package and below, by version. */
  List<Declared> migrations(Schema schema) {
    String packageName = schema.source().packageName();
    return migrations.stream()
        .filter(
            migration ->
                packageName.isEmpty()
                    || migration.packageName().equals(packageName)
                    || migration.packageName().startsWith(packageName + "."))
        .sorted(Comparator.comparingInt(Declared::version))
        .toList();
  }

  /** A class annotated {@code @VersionedSchema}. */
  record Schema(Path file, JavaSource source, String name) {
    String qualifiedName() {
      return source.packageName().isEmpty() ? name : source.packageName() + "." + name;
    }

    /** {@code CURRENT_VERSION}, which has to be a plain number to be raised. */
    int currentVersion() {
      String written = source.currentVersion().orElse("");
      if (!written.matches("\\d[\\d_]{0,9}")) {
        throw new CommandFailure(
            file
                + " has no CURRENT_VERSION that is a plain number. Write it as in"
                + " public static final int CURRENT_VERSION = 3;");
      }
      return Integer.parseInt(written.replace("_", ""));
    }
  }

  /** A class annotated {@code @Migration}. */
  record Declared(Path file, JavaSource source, JavaSource.Migration migration) {
    int version() {
      return migration.version();
    }

    String packageName() {
      return source.packageName();
    }

    String className() {
      return migration.className();
    }

    String qualifiedName() {
      return packageName().isEmpty() ? className() : packageName() + "." + className();
    }
  }
}
