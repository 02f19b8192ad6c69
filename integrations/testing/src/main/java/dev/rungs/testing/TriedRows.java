package dev.rungs.testing;

import dev.rungs.processor.replay.SampleData;
import dev.rungs.processor.replay.SampleData.Row;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The rows that one migration, or several in turn, are tried on, and which of them make it fail.
 */
final class TriedRows {
  private static final String ORDINARY = "an ordinary row";
  private static final int NAMED = 3;

  private final TestFolder folder;
  private final Path start;
  private final MigrationDefinition first;
  private final String sql;

  /**
   * Prepares.
   *
   * @param start a file at the version below, without generated rows
   * @param first the first migration that will run; rows are chosen for it
   * @param sql inserts rows instead of generated ones; null for these
   */
  TriedRows(TestFolder folder, Path start, MigrationDefinition first, String sql) {
    this.folder = folder;
    this.start = start;
    this.first = first;
    this.sql = sql;
  }

  /** A copy of the file with generated rows. */
  Path filled(Predicate<Row> choice) {
    Path file = folder.copy(start);
    fill(file, choice);
    return file;
  }

  private List<Row> fill(Path file, Predicate<Row> choice) {
    return TestDatabase.on(
        file,
        connection -> {
          if (sql == null) {
            return SampleData.fill(connection, first, choice);
          }
          TestDatabase.execute(connection, sql);
          return List.of();
        });
  }

  /** The tables that rows were generated for, of which none could be stored. */
  Set<String> unfilled() {
    Path file = folder.copy(start);
    Set<String> tables = new LinkedHashSet<>();
    fill(file, row -> true).forEach(row -> tables.add(row.table()));
    tables.removeAll(TestDatabase.read(file).filledTables());
    return tables;
  }

  /** Runs the migrations on rows; empty if they succeed. */
  Optional<MigrationException> failure(Registry registry, Predicate<Row> choice) {
    Path file = filled(choice);
    try {
      TestDatabase.migrator(registry).migrate(file);
      return Optional.empty();
    } catch (MigrationException e) {
      return Optional.of(e);
    }
  }

  /**
   * Chooses the rows on which the SQL alone succeeds. The compiler has tried the SQL and warned
   * where it depends on the rows; here it is only to be seen what the steps do.
   *
   * @param withoutSteps the same migrations, their SQL alone
   * @return empty if it fails on ordinary rows too
   */
  Optional<Predicate<Row>> fitting(Registry withoutSteps) {
    if (failure(withoutSteps, row -> true).isEmpty()) {
      return Optional.of(row -> true);
    }
    Set<String> kinds = new LinkedHashSet<>();
    all().forEach(row -> kinds.add(row.kind()));
    Set<String> accepted = new LinkedHashSet<>();
    for (String kind : kinds) {
      accepted.add(kind);
      if (failure(withoutSteps, row -> accepted.contains(row.kind())).isPresent()) {
        accepted.remove(kind);
      }
    }
    return sql == null && accepted.contains(ORDINARY)
        ? Optional.of(row -> accepted.contains(row.kind()))
        : Optional.empty();
  }

  static boolean isOrdinary(Row row) {
    return row.kind().equals(ORDINARY);
  }

  private List<Row> all() {
    return fill(folder.copy(start), row -> true);
  }

  /**
   * Names the rows that make the migrations fail: as few as will do.
   *
   * @param choice rows on which they fail
   * @return the rows, and how the migrations fail on them
   */
  Culprits culprits(Registry registry, Predicate<Row> choice) {
    if (sql != null) {
      return new Culprits(
          "on the rows that the test gives", failure(registry, choice).orElseThrow());
    }
    Optional<MigrationException> onEmpty = failure(registry, row -> false);
    if (onEmpty.isPresent()) {
      return new Culprits("on empty tables too", onEmpty.get());
    }
    Set<Place> needed = new LinkedHashSet<>();
    all().stream().filter(choice).forEach(row -> needed.add(Place.of(row)));
    for (int size = Math.max(1, needed.size() / 2); size >= 1; size /= 2) {
      for (List<Place> part : parts(List.copyOf(needed), size)) {
        part.forEach(needed::remove);
        if (failure(registry, row -> needed.contains(Place.of(row))).isEmpty()) {
          needed.addAll(part);
        }
      }
    }
    // Without rows of a parent table, rows of its children have other values.
    Predicate<Row> few = row -> needed.contains(Place.of(row));
    List<Row> rows = fill(folder.copy(start), few).stream().filter(few).toList();
    String words =
        "on "
            + rows.stream()
                .limit(NAMED)
                .map(row -> "the row " + row.values() + " of " + row.table() + ", " + row.kind())
                .collect(Collectors.joining("; and "))
            + (rows.size() > NAMED ? "; and " + (rows.size() - NAMED) + " more" : "");
    return new Culprits(words, failure(registry, few).orElseThrow());
  }

  /**
   * What makes migrations fail.
   *
   * @param words as in "on the row (id = 1) of notes, a row with NULL"
   * @param failure on these rows alone
   */
  record Culprits(String words, MigrationException failure) {
    @Override
    public String toString() {
      return words + ". " + failure.getMessage() + MigrationTrial.where(failure);
    }
  }

  private static List<List<Place>> parts(List<Place> all, int size) {
    List<List<Place>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return parts;
  }

  /** What tells a row from others, whatever rows are left out. */
  private record Place(String table, int number) {
    static Place of(Row row) {
      return new Place(row.table(), row.number());
    }
  }
}
