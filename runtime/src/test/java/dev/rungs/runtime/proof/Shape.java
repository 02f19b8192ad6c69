package dev.rungs.runtime.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * The schemas that the proof works on. Together they have every kind of object: plain tables, rowid
 * and WITHOUT ROWID, STRICT, AUTOINCREMENT, generated columns, FTS5 and R-tree with their shadow
 * tables, triggers, views, foreign keys of every action, seed rows, a step in Java, a destructive
 * migration and a rebuild. Every version leaves a row in {@code runs}, so that one that ran twice
 * is seen.
 */
enum Shape {
  NOTES(Shapes::notes) {
    @Override
    void insert(Connection connection, int row) throws SQLException {
      execute(
          connection,
          "INSERT INTO notes (body, obsolete) VALUES (?, ?)",
          "Note " + row + " " + "lorem ipsum ".repeat(row % 9 + 4),
          "old " + row);
    }
  },
  SEARCH(Shapes::search) {
    @Override
    void insert(Connection connection, int row) throws SQLException {
      execute(
          connection,
          "INSERT INTO docs (title, body) VALUES (?, ?)",
          "title " + row,
          "word" + row % 50 + " " + "dolor sit amet ".repeat(row % 7 + 2));
      execute(
          connection, "INSERT INTO places (lat, lon) VALUES (?, ?)", row % 90 + 0.5, -row % 180);
    }
  },
  FAMILY(Shapes::family) {
    @Override
    void insert(Connection connection, int row) throws SQLException {
      execute(connection, "INSERT INTO authors (id, name) VALUES (?, ?)", row, "Author " + row);
      execute(
          connection,
          "INSERT INTO books (id, author, title) VALUES (?, ?, ?)",
          row,
          row % 17 == 0 ? null : row,
          "Title " + "x".repeat(row % 60));
      execute(connection, "INSERT INTO reviews (book, stars) VALUES (?, ?)", row, row % 6);
      execute(
          connection, "INSERT INTO loans (book, member) VALUES (?, ?)", row, "member " + row % 11);
    }
  },
  CACHE(Shapes::cache) {
    @Override
    void insert(Connection connection, int row) throws SQLException {
      execute(
          connection,
          "INSERT INTO entries (key, value) VALUES (?, ?)",
          "key " + row,
          "value ".repeat(row % 40 + 1));
      execute(connection, "INSERT INTO log (entry) VALUES (?)", "key " + row);
    }
  };

  private final Supplier<Ladder> maker;
  private Ladder ladder;
  private Ladder imaged;

  Shape(Supplier<Ladder> maker) {
    this.maker = maker;
  }

  /** Returns the migrations. Made when asked for: a process that is to be killed uses one shape. */
  synchronized Ladder ladder() {
    if (ladder == null) {
      ladder = maker.get();
    }
    return ladder;
  }

  /** Returns the migrations with the image of the schema that they build. */
  synchronized Ladder imaged() {
    if (imaged == null) {
      imaged = ladder().imaged();
    }
    return imaged;
  }

  int current() {
    return ladder().currentVersion();
  }

  /** Puts a user's rows into a database at version 1. The same rows each time. */
  void fill(Connection connection, int rows) throws SQLException {
    PlainSqlite.run(connection, "BEGIN IMMEDIATE");
    for (int row = 1; row <= rows; row++) {
      insert(connection, row);
    }
    PlainSqlite.run(connection, "COMMIT");
  }

  abstract void insert(Connection connection, int row) throws SQLException;

  private static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
