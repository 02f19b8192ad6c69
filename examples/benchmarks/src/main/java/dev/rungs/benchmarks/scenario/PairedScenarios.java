package dev.rungs.benchmarks.scenario;

import dev.rungs.benchmarks.contender.Application;
import dev.rungs.benchmarks.contender.Baseline;
import dev.rungs.benchmarks.contender.Contender;
import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.contender.Registries;
import dev.rungs.benchmarks.scenario.PairedScenario.Contenders;
import dev.rungs.benchmarks.workload.Folders;
import dev.rungs.benchmarks.workload.Javac;
import dev.rungs.benchmarks.workload.ManyTables;
import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.benchmarks.workload.Workload;
import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Transactions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** What is measured in turn in one process. */
public final class PairedScenarios {
  private static final List<Kind> OPENERS =
      List.of(Kind.BARE, Kind.BASELINE, Kind.MIGRATOR, Kind.RUNGS);

  private static final String SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema";

  private PairedScenarios() {}

  /**
   * Opening a current file: what the check adds.
   *
   * @param migrations in the history
   * @param rounds over all contenders
   * @return the scenario
   */
  public static PairedScenario open(int migrations, int rounds) {
    return new PairedScenario(
        "open current, in turn",
        migrations + " migrations",
        "us",
        rounds / 3,
        rounds,
        (work, home, contenders) -> {
          WorkFolder folder =
              WorkFolder.of(work, Workload.pastOnly(migrations), Javac.Mode.VERIFY_OFF);
          for (Kind kind : OPENERS) {
            Path file = home.resolve(kind + ".db");
            Contender contender = kind.on(folder);
            (kind == Kind.BARE ? Kind.BASELINE.on(folder) : contender).migrate(file);
            contenders.add(kind.label(), () -> contender.openReadClose(file));
          }
        });
  }

  /**
   * An upgrade of one table and index to very many, a migration for each. With each of them the
   * result survives a power cut as soon as it is reported.
   *
   * @param migrations the newest version
   * @param transactions one, or one for each migration
   * @param rounds over all contenders
   * @return the scenario
   */
  public static PairedScenario upgrade(int migrations, Transactions transactions, int rounds) {
    return new PairedScenario(
        transactions == Transactions.ALL ? "upgrade, one transaction" : "upgrade, one each",
        migrations + " migrations",
        "ms",
        (rounds + 2) / 3,
        rounds,
        (work, home, contenders) -> {
          WorkFolder folder = WorkFolder.of(work, Workload.tables(migrations), Javac.Mode.NO_CACHE);
          Registry registry = Registries.of(folder);
          Path first = home.resolve("first.db");
          AppDatabase.open(first, registry.upTo(1)).close();
          Path file = home.resolve("app.db");
          Baseline baseline = new Baseline(folder);
          addUpgrade(
              contenders, Kind.BASELINE, first, file, () -> baseline.upgrade(file, transactions));
          addUpgrade(
              contenders,
              Kind.RUNGS,
              first,
              file,
              () ->
                  AppDatabase.builder(registry)
                      .migrator(migrator -> migrator.transactions(transactions))
                      .open(file)
                      .close());
        });
  }

  private static void addUpgrade(
      Contenders contenders, Kind kind, Path first, Path file, PairedScenario.Task task) {
    contenders.add(
        kind.label(),
        () -> {
          Folders.deleteDatabase(file);
          Files.copy(first, file);
        },
        task);
  }

  /**
   * Looking at a file of very many tables, beside what SQLite itself takes to read its schema, and
   * for the checks of {@code verify}.
   *
   * @param tables how many; there are as many indexes
   * @param rounds over all contenders
   * @return the scenario
   */
  public static PairedScenario tables(int tables, int rounds) {
    return new PairedScenario(
        "look at a file",
        tables + " tables",
        "ms",
        (rounds + 2) / 3,
        rounds,
        (work, home, contenders) -> {
          Path file = ManyTables.file(work, tables);
          Migrator current = Migrator.builder(ManyTables.of(file, tables, 1)).build();
          Migrator pending = Migrator.builder(ManyTables.of(file, tables, 2)).build();
          contenders.add("SQLite reads the schema", () -> read(file, SCHEMA));
          contenders.add(
              "the same, and its checks",
              () -> read(file, SCHEMA, "PRAGMA integrity_check", "PRAGMA foreign_key_check"));
          contenders.add("status", () -> pending.status(file));
          contenders.add("plan", () -> pending.plan(file));
          contenders.add("verify", () -> current.verify(file));
        });
  }

  private static void read(Path file, String... queries) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      Application.readAll(connection, queries);
    }
  }
}
