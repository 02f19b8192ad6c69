package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The splitter against SQLite itself. */
class ScriptSplitterFuzzTest {
  private static final int SCRIPTS = Integer.getInteger("rungs.fuzz.scripts", 2000);
  private static final long SEED = Long.getLong("rungs.fuzz.seed", 20261121);

  /** {@code executeUpdate} gives the whole script to sqlite3_exec, which cuts it itself. */
  @Test
  void statementsOneByOneDoWhatTheWholeScriptDoes() throws SQLException {
    Random random = new Random(SEED);
    int clean = 0;
    for (int i = 0; i < SCRIPTS; i++) {
      String script = RandomScript.next(random);
      String whole = outcome(connection -> update(connection, script));
      // execute() compiles one statement and ignores the rest, so a missed cut shows too.
      String single =
          outcome(
              connection -> {
                for (SqlStatement statement : ScriptSplitter.statements(script)) {
                  execute(connection, statement.text());
                }
              });
      assertEquals(whole, single, script);
      clean += whole.startsWith("done") ? 1 : 0;
    }
    assertTrue(clean > SCRIPTS / 2, clean + " scripts without error are too few to mean much");
  }

  /** Python's sqlite3 module hands its argument to sqlite3_complete. */
  @Test
  void endsStatementsWhereSqliteCompleteDoes(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(hasPython(folder), "python3 with sqlite3 is not here");
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < SCRIPTS; i++) {
      String script = RandomScript.next(random);
      for (int n = 0; n < 8; n++) {
        texts.add(script.substring(0, random.nextInt(script.length() + 1)));
      }
    }
    Path input = folder.resolve("texts");
    Files.write(
        input,
        texts.stream()
            .map(text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
            .toList());
    List<String> answers =
        python(
            folder,
            "import sqlite3, sys\n"
                + "for line in open(sys.argv[1]):\n"
                + "  text = bytes.fromhex(line.strip()).decode('utf-8')\n"
                + "  print(int(sqlite3.complete_statement(text)))",
            input.toString());
    assertEquals(texts.size(), answers.size());
    for (int i = 0; i < texts.size(); i++) {
      assertEquals(answers.get(i).equals("1"), isComplete(texts.get(i)), texts.get(i));
    }
    assertTrue(answers.contains("0") && answers.contains("1"));
  }

  /** A text is complete if it has a semicolon and what comes next begins a new statement. */
  private static boolean isComplete(String text) {
    boolean semicolon =
        SqlTokenizer.significant(text).stream()
            .anyMatch(token -> token.kind() == TokenKind.SEMICOLON);
    List<SqlStatement> statements = ScriptSplitter.split(text + "\nnext");
    return semicolon
        && !statements.isEmpty()
        && statements.get(statements.size() - 1).text().equals("next");
  }

  private static boolean hasPython(Path folder) throws InterruptedException {
    try {
      return python(folder, "import sqlite3; print(sqlite3.complete_statement(';'))")
          .equals(List.of("True"));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> python(Path folder, String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", program));
    command.addAll(List.of(arguments));
    File output = folder.resolve("output").toFile();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("python3 failed");
    }
    return Files.readAllLines(output.toPath());
  }

  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** What a database is after the work: how it ended, its schema, its rows. */
  private static String outcome(Work work) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      update(connection, "CREATE TABLE t (a)");
      String end = "done";
      try {
        work.on(connection);
      } catch (SQLException e) {
        // Without its semicolon a statement that ends too early is "incomplete".
        end = "error " + e.getMessage().replace("near \";\": syntax error", "incomplete input");
      }
      return end + content(connection);
    }
  }

  private static String content(Connection connection) throws SQLException {
    StringBuilder content = new StringBuilder();
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 'main', type, name, sql FROM sqlite_master UNION ALL"
                    + " SELECT 'temp', type, name, sql FROM sqlite_temp_master")) {
      while (rows.next()) {
        String name = rows.getString(1) + '.' + SqlNames.quote(rows.getString(3));
        content.append('\n').append(rows.getString(2)).append(' ').append(name);
        // Comments at the end of a view are kept by SQLite and left out by the splitter.
        for (SqlToken token : SqlTokenizer.significant(rows.getString(4))) {
          content.append(' ').append(token.text());
        }
        if (rows.getString(2).equals("table")) {
          tables.add(name);
        }
      }
    }
    for (String table : tables) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
        while (rows.next()) {
          content.append('\n').append(table);
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            content.append(' ').append(rows.getString(i));
          }
        }
      }
    }
    return content.toString();
  }

  private static void update(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  private static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
