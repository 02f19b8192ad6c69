package dev.rungs.runtime.internal.inspect;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Rehearsal;
import dev.rungs.runtime.Remedy;
import dev.rungs.runtime.internal.errors.ErrorContext;
import dev.rungs.runtime.internal.errors.FileText;
import dev.rungs.runtime.internal.open.DatabaseAddress;
import dev.rungs.runtime.internal.open.Failures;
import dev.rungs.runtime.internal.open.OpenMode;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Migrates or rolls back a copy and compares it with the file. */
public final class Rehearser {
  private final ErrorContext about;
  private final int busyTimeoutMillis;

  /** A rehearser of one file. */
  public Rehearser(ErrorContext about, int busyTimeoutMillis) {
    this.about = about;
    this.busyTimeoutMillis = busyTimeoutMillis;
  }

  /**
   * Runs work on a copy, which is deleted afterwards.
   *
   * @param folder where the copy is created, or null for the system's temporary folder
   * @param work is given a connection to the copy; its errors should name the file
   */
  public Rehearsal rehearse(Path folder, Function<Connection, MigrationReport> work) {
    Path temporary = temporaryFolder(folder);
    try {
      Path copy = temporary.resolve(about.file().getFileName());
      DatabaseCopy.make(about, copy, busyTimeoutMillis);
      return compare(copy, work);
    } finally {
      delete(temporary);
    }
  }

  private Rehearsal compare(Path copy, Function<Connection, MigrationReport> work) {
    ErrorContext ofCopy = new ErrorContext(copy, 0, about.currentVersion());
    Look before = look(ofCopy);
    MigrationReport report = null;
    MigrationException failure = null;
    long start = System.nanoTime();
    try (Connection connection = DatabaseAddress.open(copy, OpenMode.WRITE)) {
      report = work.apply(connection);
    } catch (MigrationException e) {
      failure = e;
    } catch (SQLException e) {
      failure = Failures.of(e, about);
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    Look after = look(ofCopy);
    return new Rehearsal(
        Optional.ofNullable(report),
        Optional.ofNullable(failure),
        SchemaDifference.changes(before.schema(), after.schema()).stream()
            .map(FileText::visible)
            .toList(),
        tables(before.rows(), after.rows()),
        duration);
  }

  private record Look(SchemaSnapshot schema, Map<String, Long> rows) {}

  private Look look(ErrorContext copy) {
    return ReadAccess.read(
        copy,
        busyTimeoutMillis,
        opened ->
            new Look(SchemaSnapshot.read(opened.connection()), RowCounts.of(opened.connection())));
  }

  private static List<Rehearsal.Table> tables(Map<String, Long> before, Map<String, Long> after) {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(before.keySet());
    names.addAll(after.keySet());
    List<Rehearsal.Table> tables = new ArrayList<>();
    for (String name : names) {
      tables.add(new Rehearsal.Table(name, count(before, name), count(after, name)));
    }
    return tables;
  }

  private static OptionalLong count(Map<String, Long> counts, String name) {
    Long count = counts.get(name);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  private Path temporaryFolder(Path folder) {
    try {
      return folder == null
          ? Files.createTempDirectory("rungs-rehearsal-")
          : Files.createTempDirectory(folder, "rungs-rehearsal-");
    } catch (IOException e) {
      throw Failures.general(
          about,
          about + " cannot be copied: " + e + ".",
          "Name a writable folder with backups().",
          e,
          Remedy.BACKUPS);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The copy in " + folder + " could not be deleted.", e);
    }
  }
}
