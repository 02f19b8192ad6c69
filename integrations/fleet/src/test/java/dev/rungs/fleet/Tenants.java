package dev.rungs.fleet;

import dev.rungs.runtime.Migrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes tenants' files and looks at them with plain JDBC. */
final class Tenants {
  private Tenants() {}

  /** A file at a version, with two customers. */
  static Path create(Path file, int version) throws IOException, SQLException {
    Files.createDirectories(file.getParent());
    Migrator.builder(Shop.release(version)).build().migrate(file);
    sql(
        file,
        "INSERT INTO customers (email, name) VALUES ('ada@example.com', 'Ada'),"
            + " ('bob@example.com', 'Bob')");
    return file;
  }

  /** Copies of one file: much faster than creating each. */
  static void createMany(Path folder, int first, int count, int version)
      throws IOException, SQLException {
    Path model = create(folder.resolve(name(first)), version);
    for (int i = first + 1; i < first + count; i++) {
      Files.copy(model, folder.resolve(name(i)));
    }
  }

  static String name(int number) {
    return String.format("t%05d.db", number);
  }

  static void sql(Path file, String... statements) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
  }

  static long number(Path file, String sql) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getLong(1);
    }
  }

  static int version(Path file) throws SQLException {
    return (int) number(file, "PRAGMA user_version");
  }

  /** Every file of a folder and what is in it, byte for byte. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.forEach(file -> contents.put(folder.relativize(file).toString(), content(file)));
    }
    return contents;
  }

  static String content(Path file) {
    try {
      if (Files.isSymbolicLink(file)) {
        return "link to " + Files.readSymbolicLink(file);
      }
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? HexFormat.of().formatHex(digest(file))
          : "folder";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] digest(Path file) throws IOException {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
