package dev.rungs.runtime.proof;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;

/** Ways in which a file can be wrong. */
final class FileDamage {
  private static final int HEADER = 100;

  /** Numbers that programs trip over. */
  private static final byte[] EDGES = {0, 1, 2, 3, 4, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

  private static final String[] VALUES = {
    "NULL",
    "-1",
    "0",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "1e308",
    "''",
    "'applied'",
    "'APPLIED'",
    "'rebuilt'",
    "'REBUILD'",
    "x'00ff'",
    "'2026-01-01'",
    "'2026-01-01T00:00:00Z'",
    "char(0)",
    "'; DROP TABLE notes; --'",
    "'DROP TABLE notes;'",
    "zeroblob(100000)",
    "printf('%.2000c', 'x')",
    "randomblob(20)",
    "'proof.Other'"
  };

  private FileDamage() {}

  /** Returns a copy with one to three wrongs; now and then with none. */
  static byte[] some(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int wrongs = random.nextInt(4); wrongs > 0 && bytes.length > 0; wrongs--) {
      bytes = one(bytes, random);
    }
    return bytes;
  }

  private static byte[] one(byte[] bytes, Random random) {
    int page = 1024;
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(10)) {
      case 0, 1 -> bytes[Math.min(at, random.nextInt(HEADER))] = value(random);
      case 2 -> {
        // The page that holds the schema.
        for (int i = random.nextInt(8); i >= 0; i--) {
          bytes[Math.min(bytes.length - 1, HEADER + random.nextInt(page - HEADER))] = value(random);
        }
      }
      case 3, 4 -> {
        for (int i = random.nextInt(16); i >= 0; i--) {
          bytes[random.nextInt(bytes.length)] = value(random);
        }
      }
      case 5 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 6 -> {
        return Arrays.copyOf(bytes, random.nextBoolean() ? at : at / page * page);
      }
      case 7 -> {
        return Arrays.copyOf(bytes, bytes.length + random.nextInt(3 * page));
      }
      case 8 ->
          Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(page)), value(random));
      default -> {
        int from = random.nextInt(bytes.length) / page * page;
        int length = Math.min(page, bytes.length - Math.max(from, at / page * page));
        System.arraycopy(bytes.clone(), from, bytes, at / page * page, Math.max(0, length));
      }
    }
    return bytes;
  }

  private static byte value(Random random) {
    return random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : (byte) random.nextInt(256);
  }

  /** Changes history and stamps by SQL, as far as the file can still be opened. */
  static void history(Path file, Random random) {
    String value = VALUES[random.nextInt(VALUES.length)];
    String[] columns = {
      "version",
      "name",
      "kind",
      "checksum",
      "applied_at",
      "millis",
      "schema",
      "strategy",
      "destructive",
      "down",
      "down_checksum",
      "repopulated_at"
    };
    String column = columns[random.nextInt(columns.length)];
    String sql =
        switch (random.nextInt(9)) {
          case 0, 1, 2 -> "UPDATE rungs_history SET " + column + " = " + value;
          case 3 -> "DELETE FROM rungs_history WHERE version = " + random.nextInt(7);
          case 4 ->
              "INSERT INTO rungs_history SELECT max(version) + "
                  + (1 + random.nextInt(3))
                  + ", name, kind, checksum, applied_at, millis, schema, strategy, destructive,"
                  + " down, down_checksum, repopulated_at FROM rungs_history";
          case 5 -> "PRAGMA user_version = " + (random.nextInt(12) - 3);
          case 6 -> "PRAGMA application_id = " + (random.nextBoolean() ? 0x52756E67 : 7);
          case 7 -> "ALTER TABLE rungs_history ADD COLUMN more TEXT";
          default ->
              "CREATE TRIGGER hostile AFTER INSERT ON rungs_history BEGIN"
                  + " DELETE FROM sqlite_sequence; END";
        };
    try (Connection connection = PlainSqlite.file(file);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    } catch (SQLException damagedAlready) {
      // What is left is an input as well.
    }
  }
}
