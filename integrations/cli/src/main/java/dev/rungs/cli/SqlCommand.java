package dev.rungs.cli;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Registry;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;

/** The migrations between two versions as one script, for somebody who runs it by hand. */
@Command(
    name = "sql",
    description = "Print a script that takes a file from one version to another, up or down.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class SqlCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      required = true,
      description = "The version that the file has; 0 for a new one.")
  int from;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "The version that it gets. Default: the current one.")
  Integer chosen;

  @Override
  public Integer call() {
    Registry registry = root.registry();
    int to = chosen == null ? registry.currentVersion() : chosen;
    require("--from", from, registry);
    require("--to", to, registry);
    List<String> script = from <= to ? up(registry, to) : down(registry, to);
    PrintWriter out = root.terminal().out();
    out.println("-- " + registry.schemaName() + ", version " + from + " to " + to + ".");
    out.println("-- Back the file up first, and stop at the first error: sqlite3 -bail app.db");
    out.println("PRAGMA foreign_keys = OFF;");
    script.forEach(out::println);
    return ExitCode.OK;
  }

  private void require(String option, int version, Registry registry) {
    if (!Texts.hasVersion(registry, version)) {
      throw new ParameterException(
          root.spec.commandLine(),
          option + " must be " + Texts.versions(registry) + ", not " + version + ".");
    }
  }

  private List<String> up(Registry registry, int to) {
    List<MigrationDefinition> migrations = new ArrayList<>();
    for (int version = Math.max(from + 1, registry.baseline()); version <= to; version++) {
      MigrationDefinition migration = registry.migration(version);
      if (migration.hasStep()) {
        throw hasStep(migration, version == registry.baseline() ? 0 : version - 1);
      }
      migrations.add(migration);
    }
    List<String> script = new ArrayList<>();
    try (BuiltSchema built = BuiltSchema.of(registry, to)) {
      for (MigrationDefinition migration : migrations) {
        int version = migration.version();
        script.add("\nBEGIN IMMEDIATE;\n-- version " + version + ", " + migration.name());
        script.add(migration.up().map(SqlCommand::terminated).orElse("-- no SQL"));
        if (version == registry.baseline()) {
          built
              .strings("SELECT sql FROM sqlite_schema WHERE name = 'rungs_history'")
              .forEach(sql -> script.add(terminated(sql)));
        }
        script.add(historyRow(built, version));
        script.add("PRAGMA user_version = " + version + ";\nCOMMIT;");
      }
    } catch (SQLException e) {
      throw new CommandFailure("The script could not be written: " + e.getMessage() + ".", e);
    }
    return script;
  }

  private List<String> down(Registry registry, int to) {
    List<String> script = new ArrayList<>();
    if (to < registry.baseline() && registry.baseline() > 1) {
      throw new CommandFailure(
          "No way leads below version "
              + registry.baseline()
              + ", the baseline. Write the script down to it, or restore a backup from before it.");
    }
    for (int version = from; version > to; version--) {
      MigrationDefinition migration = registry.migration(version);
      if (migration.hasReversibleStep()) {
        throw hasStep(migration, version);
      }
      if (migration.down().isEmpty()) {
        throw new CommandFailure(
            "Version "
                + version
                + " ("
                + migration.name()
                + ") has no @Down. Write the script down to version "
                + version
                + " only, or restore a backup from before it.");
      }
      script.add("\nBEGIN IMMEDIATE;\n-- undo version " + version + ", " + migration.name());
      script.add(terminated(migration.down().get()));
      script.add("DELETE FROM rungs_history WHERE version = " + version + ";");
      script.add("PRAGMA user_version = " + (version - 1) + ";\nCOMMIT;");
    }
    return script;
  }

  private CommandFailure hasStep(MigrationDefinition migration, int until) {
    return new CommandFailure(
        "Version "
            + migration.version()
            + " ("
            + migration.name()
            + ") has a step in Java, "
            + migration.source()
            + ", which no script can run. Write the script to version "
            + until
            + ", and run "
            + root.session.name()
            + (until < migration.version() ? " up" : " down")
            + " for the rest; "
            + root.session.name()
            + " plan --sql shows the SQL to read.");
  }

  /**
   * The row that the runtime would write, read from a database where it did; only the time is that
   * of the one who runs the script.
   */
  private static String historyRow(BuiltSchema built, int version) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (Statement statement = built.connection().createStatement();
        ResultSet row =
            statement.executeQuery("SELECT * FROM rungs_history WHERE version = " + version)) {
      ResultSetMetaData types = row.getMetaData();
      for (int i = 1; i <= types.getColumnCount(); i++) {
        String column = types.getColumnName(i);
        columns.add(column);
        values.add(
            switch (column) {
              case "kind" -> "'applied'";
              case "applied_at" -> "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
              case "millis" -> "0";
              default -> literal(row.getObject(i));
            });
      }
    }
    return "INSERT INTO rungs_history ("
        + String.join(", ", columns)
        + ")\nVALUES ("
        + String.join(", ", values)
        + ");";
  }

  private static String literal(Object value) {
    return value == null
        ? "NULL"
        : value instanceof Number
            ? value.toString()
            : "'" + value.toString().replace("'", "''") + "'";
  }

  /** A script may end in a comment, or without a semicolon. */
  private static String terminated(String sql) {
    String stripped = sql.strip();
    return stripped.endsWith(";") ? stripped : stripped + "\n;";
  }
}
