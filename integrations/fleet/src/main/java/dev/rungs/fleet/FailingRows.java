package dev.rungs.fleet;

import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import dev.rungs.runtime.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * Finds the rows on whose account a migration failed. SQLite names the constraint, not the row: so
 * a copy of the file is brought to the version before, and asked which rows break it.
 *
 * <p>It is a help, not a proof: if nothing is found, nothing is said. For one run at most {@value
 * #MOST} files are examined, and none above {@value #LARGEST} bytes.
 */
final class FailingRows {
  private static final int MOST = 200;
  private static final long LARGEST = 256L << 20;
  private static final int ROWS = 5;

  private static final Pattern BROKEN =
      Pattern.compile("(UNIQUE|NOT NULL|CHECK) constraint failed: ([^)]+(?:\\)[^)]+)*)");
  private static final Pattern PARTIAL_INDEX =
      Pattern.compile("(?is)\\s*CREATE\\s+UNIQUE\\s+INDEX\\b.*?\\)\\s*WHERE\\s+(.*?);?\\s*");

  private final Migrator eachVersion;
  private final Path folder;
  private final AtomicInteger examined = new AtomicInteger();

  static FailingRows of(Registry registry, FleetSettings settings) {
    Migrator.Builder builder = Migrator.builder(registry);
    settings.configuration.accept(builder);
    return new FailingRows(
        builder
            .transactions(Transactions.EACH)
            .allowDestructive()
            .withoutBackups()
            .mustExist()
            .build(),
        settings.copies);
  }

  /** The folder may be null for the system's temporary one. */
  private FailingRows(Migrator eachVersion, Path folder) {
    this.eachVersion = eachVersion;
    this.folder = folder;
  }

  /** Rows of a file as JSON objects, at most five. */
  List<String> find(Path file, MigrationFailedException failure) {
    return file.toFile().length() > LARGEST
        ? List.of()
        : find(copy -> eachVersion.backup(file, copy), file, failure);
  }

  /** Rows as JSON objects, at most five, of whatever writes a copy of itself as a file. */
  List<String> find(Consumer<Path> copier, Object what, MigrationFailedException failure) {
    Matcher broken = BROKEN.matcher(cause(failure));
    if (!broken.find() || failure.statement().isEmpty() || examined.getAndIncrement() >= MOST) {
      return List.of();
    }
    Path temporary = null;
    try {
      temporary =
          folder == null
              ? Files.createTempDirectory("rungs-fleet-")
              : Files.createTempDirectory(folder, "rungs-fleet-");
      Path copy = temporary.resolve("copy.db");
      copier.accept(copy);
      migrateAsFarAsItGoes(copy);
      return rows(copy, broken.group(1), broken.group(2), failure.statement().get());
    } catch (IOException | SQLException | RuntimeException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.DEBUG, "The failing rows of " + what + " were not found.", e);
      return List.of();
    } finally {
      delete(temporary);
    }
  }

  private static String cause(MigrationFailedException failure) {
    return failure.getCause() == null ? "" : String.valueOf(failure.getCause().getMessage());
  }

  private void migrateAsFarAsItGoes(Path copy) {
    try {
      eachVersion.migrate(copy);
    } catch (MigrationException expected) {
      // It is now where the migration that fails begins.
    }
  }

  private static List<String> rows(Path copy, String kind, String what, String statement)
      throws SQLException {
    try (Connection connection =
        new SQLiteConfig().createConnection("jdbc:sqlite:" + copy.toUri())) {
      for (String table : tables(connection, statement)) {
        try {
          List<String> found = rowsOf(connection, table, kind, what, statement);
          if (!found.isEmpty()) {
            return found;
          }
        } catch (SQLException e) {
          // This table lacks those columns. Perhaps the next has them.
        }
      }
    }
    return List.of();
  }

  /** The tables that the statement mentions. */
  private static List<String> tables(Connection connection, String statement) throws SQLException {
    String text = statement.toLowerCase(Locale.ROOT);
    return strings(
            connection,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%'"
                + " ESCAPE '~' ORDER BY length(name) DESC")
        .stream()
        .filter(name -> text.contains(name.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static List<String> rowsOf(
      Connection connection, String table, String kind, String what, String statement)
      throws SQLException {
    List<String> columns =
        kind.equals("CHECK")
            ? strings(
                connection, "SELECT name FROM pragma_table_info(" + literal(table) + ") LIMIT 6")
            : Stream.of(what.split(","))
                .map(String::strip)
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
    String condition = condition(table, kind, what, columns, statement);
    String from = " FROM " + quoted(table) + " WHERE " + condition + " LIMIT " + ROWS;
    try {
      return strings(
          connection, "SELECT json_object('rowid', rowid" + values(columns) + ")" + from);
    } catch (SQLException e) {
      return strings(connection, "SELECT json_object(" + values(columns).substring(2) + ")" + from);
    }
  }

  private static String condition(
      String table, String kind, String what, List<String> columns, String statement) {
    if (kind.equals("CHECK")) {
      return "NOT (" + what + ")";
    }
    if (kind.equals("NOT NULL")) {
      return quoted(columns.get(0)) + " IS NULL";
    }
    Matcher partial = PARTIAL_INDEX.matcher(statement);
    String only = partial.matches() ? " AND (" + partial.group(1) + ")" : "";
    String list = String.join(", ", columns.stream().map(FailingRows::quoted).toList());
    return "("
        + list
        + ") IN (SELECT "
        + list
        + " FROM "
        + quoted(table)
        + " WHERE "
        + String.join(
            " AND ", columns.stream().map(column -> quoted(column) + " IS NOT NULL").toList())
        + only
        + " GROUP BY "
        + list
        + " HAVING count(*) > 1)"
        + only
        + " ORDER BY "
        + list;
  }

  /** Long text is cut, and what JSON cannot hold is described. */
  private static String values(List<String> columns) {
    StringBuilder values = new StringBuilder();
    for (String column : columns) {
      String name = quoted(column);
      values
          .append(", ")
          .append(literal(column))
          .append(", CASE typeof(")
          .append(name)
          .append(") WHEN 'blob' THEN 'blob of ' || length(")
          .append(name)
          .append(") || ' bytes' WHEN 'text' THEN substr(")
          .append(name)
          .append(", 1, 60) ELSE ")
          .append(name)
          .append(" END");
    }
    return values.toString();
  }

  private static String quoted(String name) {
    // In brackets, for in double quotes a name that is no column would be text.
    return name.indexOf(']') < 0 ? "[" + name + "]" : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static List<String> strings(Connection connection, String sql) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.getLogger("dev.rungs")
          .log(System.Logger.Level.WARNING, "The copy in " + folder + " could not be deleted.", e);
    }
  }
}
