package dev.rungs.examples.appdatabase;

import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The program: {@code java -jar app-database.jar FILE COMMAND …}. */
public final class AgentRegister {
  private static final String USAGE =
      """
      usage: java -jar app-database.jar FILE COMMAND
        add NAME DESCRIPTION   register an agent
        remove NAME            take it out
        list                   every agent
        audit                  what was done
        status                 the versions the file has, and those it waits for
        plan                   what opening the file would do to its schema; changes nothing
        upgrade VERSION...     upgrade the file, destructive VERSIONs approved
        downgrade VERSION      undo what came after VERSION
      """;

  private final PrintStream out;

  AgentRegister(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the program. Exits with 1 if the file is refused, with 2 if the command is wrong.
   *
   * @param args the file, the command and what it needs
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int status;
    try {
      status = new AgentRegister(out).run(args);
    } catch (MigrationException | SQLException | NumberFormatException e) {
      System.err.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  int run(String... args) throws SQLException {
    if (args.length < 2) {
      out.print(USAGE);
      return 2;
    }
    Path file = Path.of(args[0]);
    List<String> values = Arrays.asList(args).subList(2, args.length);
    switch (args[1]) {
      case "status" -> status(file);
      case "plan" -> plan(file);
      case "upgrade" -> upgrade(file, values);
      case "downgrade" -> downgrade(file, Integer.parseInt(values.get(0)));
      default -> {
        return work(file, args[1], values);
      }
    }
    return 0;
  }

  /** Opens the file, which applies whatever loses nothing, and works with it. */
  private int work(Path file, String command, List<String> values) throws SQLException {
    try (AppDatabase database = AppDatabase.open(file, MigrationRegistry.INSTANCE)) {
      Agents agents = new Agents(database);
      switch (command + "/" + values.size()) {
        case "add/2" -> agents.add(values.get(0), values.get(1));
        case "remove/1" -> out.println(agents.remove(values.get(0)) ? "removed" : "no such agent");
        case "list/0" ->
            agents
                .all()
                .forEach(a -> out.printf("%-16s %s  %s%n", a.handle(), a.name(), a.description()));
        case "audit/0" -> agents.audit().forEach(out::println);
        default -> {
          out.print(USAGE);
          return 2;
        }
      }
      return 0;
    } catch (DestructiveApprovalRequiredException e) {
      System.err.println(e.getMessage());
      System.err.println("Here: " + file + " upgrade VERSION, after a look at " + file + " plan.");
      return 1;
    }
  }

  private void status(Path file) {
    MigrationStatus status = Migrator.builder(MigrationRegistry.INSTANCE).build().status(file);
    for (MigrationStatus.Entry entry : status.migrations()) {
      String when = entry.appliedAt().map(Object::toString).orElse("pending");
      out.printf("v%d: %s (%s)%n", entry.version(), entry.name(), when);
    }
  }

  private void plan(Path file) {
    MigrationPlan plan = Migrator.builder(MigrationRegistry.INSTANCE).build().plan(file);
    out.printf("%s: from %d to %d%n", plan.action(), plan.storedVersion(), plan.targetVersion());
    for (MigrationDefinition pending : plan.pending()) {
      String loss = pending.destructive() ? "  loses data: needs approval" : "";
      out.printf("  v%d: %s%s%n", pending.version(), pending.name(), loss);
    }
    plan.refusal().ifPresent(refusal -> out.println(refusal.getMessage()));
  }

  private void upgrade(Path file, List<String> approved) {
    int[] versions = approved.stream().mapToInt(Integer::parseInt).toArray();
    Migrator.Builder builder = Migrator.builder(MigrationRegistry.INSTANCE);
    if (versions.length > 0) {
      builder.allowDestructive(versions);
    }
    print(builder.build().migrate(file));
  }

  private void downgrade(Path file, int version) {
    print(
        Migrator.builder(MigrationRegistry.INSTANCE)
            .allowDestructive()
            .build()
            .rollbackTo(file, version));
  }

  private void print(MigrationReport report) {
    out.printf("from %d to %d%n", report.fromVersion(), report.toVersion());
    report.applied().forEach(m -> out.printf("  v%d: %s%n", m.version(), m.name()));
    report.backup().ifPresent(copy -> out.println("The file as it was: " + copy));
  }
}
