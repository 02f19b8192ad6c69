package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways to write the work of a transaction. That this class compiles is half of the test. */
class TransactionFormsTest {
  private AppDatabase db;

  @BeforeEach
  void open() {
    db = AppDatabase.builder(Migrations.deferredNotes()).openInMemory();
  }

  @AfterEach
  void close() {
    db.close();
  }

  private static int count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM notes")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static int add(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO notes (body) VALUES ('x')");
    }
  }

  private static void fill(Connection connection) throws SQLException {
    add(connection);
  }

  @Test
  void takesOneCallThatGivesAResult() throws SQLException {
    db.transaction(connection -> add(connection));
    int count = db.transaction(connection -> count(connection));
    assertEquals(1, count);
    int same = db.transaction(outer -> db.transaction(inner -> count(inner)));
    assertEquals(1, same);
    List<String> made = db.transaction(connection -> new ArrayList<>());
    assertEquals(List.of(), made);
  }

  @Test
  void takesOneCallWithoutAResult() throws SQLException {
    db.useTransaction(connection -> fill(connection));
    db.useTransaction(connection -> add(connection));
    assertEquals(2, count(db.connection()));
  }

  @Test
  void takesBlocks() throws SQLException {
    db.useTransaction(
        connection -> {
          fill(connection);
        });
    int count =
        db.transaction(
            connection -> {
              return count(connection);
            });
    assertEquals(1, count);
    assertThrows(
        SQLException.class,
        () ->
            db.useTransaction(
                connection -> {
                  fill(connection);
                  throw new SQLException("undo");
                }));
    assertEquals(1, count(db.connection()));
  }

  @Test
  void takesMethodReferencesAndParametersWithTheirType() throws SQLException {
    db.useTransaction(TransactionFormsTest::fill);
    db.transaction(TransactionFormsTest::add);
    db.useTransaction((Connection connection) -> fill(connection));
    int count = db.transaction(TransactionFormsTest::count);
    int same = db.transaction((Connection connection) -> count(connection));
    assertEquals(3, count);
    assertEquals(3, same);
  }

  @Test
  void commitsWorkThatIsGivenAsAnObject() throws SQLException {
    AppDatabase.Action<SQLException> action = TransactionFormsTest::fill;
    db.useTransaction(action);
    AppDatabase.Work<Integer, SQLException> work = TransactionFormsTest::add;
    db.transaction(work);
    assertEquals(2, count(db.connection()));
  }
}
