package dev.rungs.processor.replay.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.processor.model.Extensions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandInTokenizersTest {
  private static final Extensions SYLLABLES =
      Extensions.parse(List.of(), List.of(), List.of("Syllables"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIRTUAL TABLE w USING fts5(a, tokenize = 'syllables')",
        "CREATE VIRTUAL TABLE w USING fts5(a, tokenize=\"SYLLABLES x '1 2'\", prefix = '2 3')",
        "CREATE VIRTUAL TABLE w USING fts5(tokenize='porter syllables', b UNINDEXED, a)",
        "CREATE VIRTUAL TABLE IF NOT EXISTS main.\"w\" USING /* x */ fts5 /* y */ ( a,\n"
            + " -- about it\n tokenize  =  syllables )",
        "CREATE VIRTUAL TABLE w USING FTS4(a, tokenize=syllables, order=desc)",
        "CREATE VIRTUAL TABLE w USING fts4(a, tokenize syllables 'x' \"y(\")",
        "CREATE VIRTUAL TABLE w USING fts3(a, b, tokenize=syllables)",
        "CREATE VIRTUAL TABLE w USING fts5(\"tokenize\", a, tokenize = 'syllables')",
      })
  void aTableIsCreatedAndReadAsItWasWritten(String sql) throws Exception {
    try (ScratchDatabase database =
        ScratchDatabase.open(java.time.Duration.ofSeconds(30), SYLLABLES)) {
      database.execute(sql);
      String written = sql.replace("IF NOT EXISTS main.", "");
      assertEquals(written, text(database, "w"));
      database.execute("INSERT INTO w (a) VALUES ('some words')");
      assertEquals(
          List.of(1),
          database.query("SELECT count(*) FROM w WHERE w MATCH 'words'", row -> row.getInt(1)));

      database.execute("ALTER TABLE w RENAME TO v");
      database.execute("CREATE TABLE other (a)");
      database.execute("ALTER TABLE other RENAME COLUMN a TO b");
      database.execute("VACUUM");
      String renamed = written.replaceFirst("TABLE \"?w\"?", "TABLE \"v\"");
      assertEquals(renamed, text(database, "v"));
      try (ScratchDatabase copy = ScratchDatabase.open()) {
        copy.deserialize(database.serialize());
        assertEquals(
            List.of(1),
            copy.query("SELECT count(*) FROM v WHERE v MATCH 'words'", row -> row.getInt(1)));
      }
      try (ScratchDatabase copy = ScratchDatabase.open()) {
        copy.deserialize(database.serializeAsWritten());
        assertEquals(
            List.of(renamed),
            copy.query("SELECT sql FROM sqlite_schema WHERE name = 'v'", row -> row.getString(1)));
        assertThrows(
            SQLException.class,
            () -> copy.query("SELECT 1 FROM v WHERE v MATCH 'words'", row -> row.getInt(1)),
            "Nobody has registered it here.");
      }
    }
  }

  private static String text(ScratchDatabase database, String table) throws SQLException {
    List<String> raw =
        database.query(
            "SELECT sql FROM sqlite_schema WHERE name = '" + table + "'", row -> row.getString(1));
    assertNotEquals(ScratchDatabase.written(raw.get(0)), raw.get(0));
    return ScratchDatabase.written(raw.get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIRTUAL TABLE w USING fts5(a, tokenize = 'porter unicode61')",
        "CREATE VIRTUAL TABLE w USING fts5(a, tokenize = 'unicode61 tokenchars syllables')",
        "CREATE VIRTUAL TABLE w USING fts5(syllables)",
        "CREATE VIRTUAL TABLE w USING rtree(tokenize, syllables, b)",
        "CREATE TABLE w (tokenize syllables)",
        "INSERT INTO w VALUES ('CREATE VIRTUAL TABLE w USING fts5(a, tokenize = syllables)')",
        "CREATE VIRTUAL TABLE w USING fts5(a, tokenize",
        "CREATE VIRTUAL TABLE w USING fts5(a, tokenize =)",
        "CREATE VIRTUAL TABLE w USING",
        "CREATE VIRTUAL",
        "",
      })
  void everythingElseIsLeftAlone(String sql) {
    assertEquals(sql, new StandInTokenizers(List.of("syllables")).inPlaceOf(sql));
    assertEquals(sql, StandInTokenizers.written(sql));
  }

  @Test
  void nothingIsDoneUnlessOneIsDeclared() {
    String sql = "CREATE VIRTUAL TABLE w USING fts5(a, tokenize = 'syllables')";
    assertEquals(sql, new StandInTokenizers(List.of()).inPlaceOf(sql));
    assertEquals(sql, new StandInTokenizers(List.of("other")).inPlaceOf(sql));
    assertNull(StandInTokenizers.written(null));
  }
}
