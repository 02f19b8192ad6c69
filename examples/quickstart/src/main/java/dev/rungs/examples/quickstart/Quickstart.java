package dev.rungs.examples.quickstart;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Migrator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Keeps notes in one SQLite file, and brings the file to the current schema first.
 *
 * <p>{@code java -jar quickstart.jar notes.db ["a note #with #tags"]}
 */
public final class Quickstart {
  private static final List<String> FIRST_NOTES =
      List.of("Buy milk and bread #home #errand", "Call Zoë about the crêpes #friends");

  private final PrintStream out;

  Quickstart(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the program. Exits with 1 if the file is refused.
   *
   * @param args the database file, and optionally the text of a new note
   */
  public static void main(String[] args) {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: java -jar quickstart.jar FILE [\"a note #with #tags\"]");
      System.exit(2);
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      new Quickstart(out).run(Path.of(args[0]), args.length == 2 ? args[1] : null);
    } catch (MigrationException | SQLException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  void run(Path file, String text) throws SQLException {
    migrate(file);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Notes notes = new Notes(connection);
      if (text != null) {
        notes.add(text);
      } else if (notes.all().isEmpty()) {
        for (String first : FIRST_NOTES) {
          notes.add(first);
        }
      }
      print(notes.all());
    }
  }

  private void migrate(Path file) {
    Migrator migrator = Migrator.builder(MigrationRegistry.INSTANCE).build();
    MigrationPlan plan = migrator.plan(file); // the dry run: reads, changes nothing
    if (plan.action() == MigrationPlan.Action.NOTHING) {
      out.printf("%s is up to date at version %d.%n", file, plan.storedVersion());
      return;
    }
    out.printf("%s: %s%n", file, describe(plan));
    for (MigrationDefinition pending : plan.pending()) {
      out.printf("  %3d  %s%n", pending.version(), pending.name());
    }
    MigrationReport report = migrator.migrate(file);
    long millis =
        report.applied().stream()
            .map(AppliedMigration::duration)
            .mapToLong(d -> d.toMillis())
            .sum();
    out.printf("Done in %d ms: now at version %d.%n", millis, report.toVersion());
  }

  private static String describe(MigrationPlan plan) {
    return switch (plan.action()) {
      case CREATE -> "a new file, to be created at version %d".formatted(plan.targetVersion());
      case UPGRADE, ADOPT ->
          "to be upgraded from version %d to %d"
              .formatted(plan.storedVersion(), plan.targetVersion());
      case REBUILD -> "to be rebuilt at version %d".formatted(plan.targetVersion());
      case ROLLBACK -> "to be rolled back to version %d".formatted(plan.targetVersion());
      case REFUSE -> "refused";
      case NOTHING -> "up to date";
    };
  }

  private void print(List<Notes.Note> notes) {
    int width = notes.stream().mapToInt(note -> note.body().length()).max().orElse(0);
    out.println();
    for (Notes.Note note : notes) {
      String tags = note.tags().isEmpty() ? "" : "#" + String.join(" #", note.tags());
      String line = "%3d  %-" + width + "s  /%s  %s";
      out.println(line.formatted(note.id(), note.body(), note.slug(), tags).stripTrailing());
    }
  }
}
