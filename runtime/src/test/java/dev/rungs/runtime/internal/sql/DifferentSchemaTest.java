package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas that behave differently, if ever so little. Each script is run by SQLite. */
class DifferentSchemaTest {
  private static final String P = "CREATE TABLE p (id INTEGER PRIMARY KEY, a UNIQUE);";
  private static final String T = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT);";

  static List<Arguments> pairs() {
    return List.of(
        differ("", "CREATE TABLE t (a)"),
        differ("CREATE TABLE t (a)", "CREATE TABLE u (a)"),
        differ("CREATE TABLE t (a)", "CREATE VIEW t AS SELECT 1 AS a"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (b)"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (a, b)"),
        differ("CREATE TABLE t (ä)", "CREATE TABLE t (Ä)"),
        differ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INTEGER)"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (a BLOB)"),
        differ("CREATE TABLE t (a VARCHAR(10))", "CREATE TABLE t (a VARCHAR(20))"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (a NOT NULL)"),
        differ("CREATE TABLE t (a NOT NULL)", "CREATE TABLE t (a NOT NULL ON CONFLICT IGNORE)"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (a DEFAULT 0)"),
        differ("CREATE TABLE t (a DEFAULT 'a')", "CREATE TABLE t (a DEFAULT 'A')"),
        differ("CREATE TABLE t (a DEFAULT b)", "CREATE TABLE t (a DEFAULT B)"),
        differ("CREATE TABLE t (a DEFAULT 1)", "CREATE TABLE t (a DEFAULT '1')"),
        differ("CREATE TABLE t (a DEFAULT 1)", "CREATE TABLE t (a DEFAULT -1)"),
        differ("CREATE TABLE t (a DEFAULT NULL)", "CREATE TABLE t (a DEFAULT 'NULL')"),
        differ(
            "CREATE TABLE t (a DEFAULT CURRENT_TIME)", "CREATE TABLE t (a DEFAULT 'current_time')"),
        differ("CREATE TABLE t (a DEFAULT true)", "CREATE TABLE t (a DEFAULT \"true\")"),
        differ("CREATE TABLE t (a DEFAULT ' ')", "CREATE TABLE t (a DEFAULT '  ')"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (a COLLATE nocase)"),
        differ("CREATE TABLE t (a COLLATE rtrim)", "CREATE TABLE t (a COLLATE nocase)"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (a PRIMARY KEY)"),
        differ("CREATE TABLE t (a PRIMARY KEY)", "CREATE TABLE t (a UNIQUE)"),
        differ(
            "CREATE TABLE t (a, b, PRIMARY KEY (a, b))",
            "CREATE TABLE t (a, b, PRIMARY KEY (b, a))"),
        differ(
            "CREATE TABLE t (a, b, PRIMARY KEY (a, b))",
            "CREATE TABLE t (a, b, PRIMARY KEY (a DESC, b))"),
        differ(
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"),
        differ(
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"),
        differ(
            "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)",
            "CREATE TABLE t (a INTEGER, PRIMARY KEY (a DESC))"),
        differ(
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            "CREATE TABLE t (a INTEGER PRIMARY KEY ON CONFLICT REPLACE)"),
        differ("CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE)"),
        differ("CREATE TABLE t (a, b, UNIQUE (a, b))", "CREATE TABLE t (a UNIQUE, b UNIQUE)"),
        differ("CREATE TABLE t (a, UNIQUE (a))", "CREATE TABLE t (a, UNIQUE (a COLLATE nocase))"),
        differ("CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a); CREATE UNIQUE INDEX u ON t (a)"),
        differ("CREATE TABLE t (a)", "CREATE TABLE t (a CHECK (a))"),
        differ("CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a CHECK (a >= 0))"),
        differ("CREATE TABLE t (a CHECK (a <> 'x'))", "CREATE TABLE t (a CHECK (a <> 'X'))"),
        differ("CREATE TABLE t (a CHECK (a <> \"x\"))", "CREATE TABLE t (a CHECK (a <> \"X\"))"),
        differ(
            "CREATE TABLE t (a, b CHECK (b <> \"a\"))", "CREATE TABLE t (a, b CHECK (b <> 'a'))"),
        differ(
            "CREATE TABLE t (a, b CHECK (\"null\" IS 'null'))",
            "CREATE TABLE t (a, b CHECK (NULL IS 'null'))"),
        differ(
            "CREATE TABLE t (\"current_date\", b CHECK (b < \"current_date\"))",
            "CREATE TABLE t (\"current_date\", b CHECK (b < 'current_date'))"),
        differ(
            "CREATE TABLE t (a, b, CHECK ((a OR b) AND b))",
            "CREATE TABLE t (a, b, CHECK (a OR b AND b))"),
        differ(
            "CREATE TABLE t (a, b, CHECK ((a) > (b)))", "CREATE TABLE t (a, b, CHECK ((b) > (a)))"),
        differ("CREATE TABLE t (a)", P + "CREATE TABLE t (a REFERENCES p)"),
        differ(
            P + "CREATE TABLE t (a REFERENCES p (id))", P + "CREATE TABLE t (a REFERENCES p (a))"),
        differ(
            P + "CREATE TABLE t (a REFERENCES p)",
            P + "CREATE TABLE t (a REFERENCES p ON DELETE CASCADE)"),
        differ(
            P + "CREATE TABLE t (a REFERENCES p ON DELETE SET NULL)",
            P + "CREATE TABLE t (a REFERENCES p ON DELETE SET DEFAULT)"),
        differ(
            P + "CREATE TABLE t (a REFERENCES p ON DELETE CASCADE)",
            P + "CREATE TABLE t (a REFERENCES p ON UPDATE CASCADE)"),
        differ(
            P + "CREATE TABLE t (a REFERENCES p ON DELETE RESTRICT)",
            P + "CREATE TABLE t (a REFERENCES p ON DELETE NO ACTION)"),
        differ(
            P + "CREATE TABLE t (a REFERENCES p)",
            P + "CREATE TABLE t (a REFERENCES p DEFERRABLE INITIALLY DEFERRED)"),
        differ(
            P + "CREATE TABLE t (a REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED)",
            P + "CREATE TABLE t (a REFERENCES p DEFERRABLE INITIALLY DEFERRED)"),
        differ(
            "CREATE TABLE t (a TEXT PRIMARY KEY)",
            "CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID"),
        differ("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT) STRICT"),
        differ("CREATE TABLE t (a, b)", "CREATE TABLE t (a, b AS (a))"),
        differ("CREATE TABLE t (a, b AS (a))", "CREATE TABLE t (a, b AS (a) STORED)"),
        differ("CREATE TABLE t (a, b AS (a + 1))", "CREATE TABLE t (a, b AS (a + 2))"),
        differ(T, T + "CREATE INDEX i ON t (a)"),
        differ(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX j ON t (a)"),
        differ(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX i ON t (b)"),
        differ(T + "CREATE INDEX i ON t (a)", T + P + "CREATE INDEX i ON p (a)"),
        differ(T + "CREATE INDEX i ON t (a)", T + "CREATE UNIQUE INDEX i ON t (a)"),
        differ(T + "CREATE INDEX i ON t (a, b)", T + "CREATE INDEX i ON t (b, a)"),
        differ(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX i ON t (a DESC)"),
        differ(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX i ON t (a COLLATE nocase)"),
        differ(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX i ON t (lower(a))"),
        differ(T + "CREATE INDEX i ON t (lower(a))", T + "CREATE INDEX i ON t (upper(a))"),
        differ(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX i ON t (a) WHERE b"),
        differ(
            T + "CREATE INDEX i ON t (a) WHERE b > 0", T + "CREATE INDEX i ON t (a) WHERE b > 1"),
        differ(
            T + "CREATE INDEX i ON t (a) WHERE a = 'x'",
            T + "CREATE INDEX i ON t (a) WHERE a = 'X'"),
        differ(T, T + trigger("AFTER INSERT ON t", "SELECT 1")),
        differ(
            T + trigger("BEFORE INSERT ON t", "SELECT 1"),
            T + trigger("AFTER INSERT ON t", "SELECT 1")),
        differ(
            T + trigger("AFTER INSERT ON t", "SELECT 1"),
            T + trigger("AFTER DELETE ON t", "SELECT 1")),
        differ(
            T + trigger("AFTER UPDATE ON t", "SELECT 1"),
            T + trigger("AFTER UPDATE OF a ON t", "SELECT 1")),
        differ(
            T + trigger("AFTER INSERT ON t", "SELECT 1"),
            T + trigger("AFTER INSERT ON t WHEN new.a", "SELECT 1")),
        differ(
            T + trigger("AFTER INSERT ON t WHEN new.a", "SELECT 1"),
            T + trigger("AFTER INSERT ON t WHEN new.b", "SELECT 1")),
        differ(
            T + trigger("AFTER INSERT ON t", "SELECT 1"),
            T + trigger("AFTER INSERT ON t", "SELECT 2")),
        differ(
            T + trigger("AFTER INSERT ON t", "SELECT 1; SELECT 2"),
            T + trigger("AFTER INSERT ON t", "SELECT 2; SELECT 1")),
        differ(
            T + trigger("AFTER INSERT ON t", "UPDATE t SET a = 'x'"),
            T + trigger("AFTER INSERT ON t", "UPDATE t SET a = 'X'")),
        differ(
            T + trigger("AFTER INSERT ON t", "INSERT OR IGNORE INTO t VALUES (1, 2, 3)"),
            T + trigger("AFTER INSERT ON t", "INSERT OR REPLACE INTO t VALUES (1, 2, 3)")),
        differ(T, T + "CREATE VIEW v AS SELECT a FROM t"),
        differ(T + "CREATE VIEW v AS SELECT a FROM t", T + "CREATE VIEW v AS SELECT b FROM t"),
        differ(T + "CREATE VIEW v AS SELECT a FROM t", T + "CREATE VIEW v (b) AS SELECT a FROM t"),
        differ(T + "CREATE VIEW v AS SELECT a FROM t", T + "CREATE VIEW v AS SELECT 'a' FROM t"),
        differ(
            T + "CREATE VIEW v AS SELECT a FROM t WHERE a = \"Done\"",
            T + "CREATE VIEW v AS SELECT a FROM t WHERE a = \"done\""),
        differ(
            T + "CREATE VIEW v AS SELECT x.a FROM t x LEFT JOIN t",
            T + "CREATE VIEW v AS SELECT x.a FROM t x JOIN t"),
        differ(
            T + P + "CREATE VIEW v AS SELECT 1 FROM t left JOIN p",
            T + P + "CREATE VIEW v AS SELECT 1 FROM t \"left\" JOIN p"),
        differ(
            T + "CREATE VIEW v AS SELECT count(*) FROM t",
            T + "CREATE VIEW v AS SELECT count(DISTINCT a) FROM t"),
        differ("CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE VIRTUAL TABLE f USING fts5(a, b)"),
        differ("CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE VIRTUAL TABLE f USING fts4(a)"),
        differ(
            "CREATE VIRTUAL TABLE f USING fts5(a, tokenize='porter')",
            "CREATE VIRTUAL TABLE f USING fts5(a)"),
        differ(
            "CREATE VIRTUAL TABLE f USING fts5(a, tokenize=\"unicode61 separators 'x'\")",
            "CREATE VIRTUAL TABLE f USING fts5(a, tokenize=\"unicode61 separators 'X'\")"),
        differ("CREATE VIRTUAL TABLE f USING fts5(a)", "CREATE TABLE f (a)"),
        differ(
            "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)",
            "CREATE VIRTUAL TABLE r USING rtree_i32(id, x0, x1)"),
        differ("CREATE TABLE f (a)", "CREATE TABLE f (a); CREATE TABLE f_content (a)"),
        differ(T, T + "CREATE TRIGGER rungs_x AFTER INSERT ON t BEGIN SELECT 1; END"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void isSeenAsDifferent(String one, String other) {
    SchemaSnapshot a = Schemas.of(one);
    SchemaSnapshot b = Schemas.of(other);
    assertNotEquals(a.fingerprint(), b.fingerprint());
    assertFalse(SchemaDifference.between(a, b).isEmpty());
    assertFalse(SchemaDifference.between(b, a).isEmpty());
  }

  @Test
  void isSaidInWords() {
    String expected =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, createdAt TEXT, old INT);"
            + "CREATE TABLE notes (id INTEGER PRIMARY KEY, slug TEXT, owner REFERENCES users (id),"
            + " UNIQUE (slug), CHECK (slug <> ''));"
            + "CREATE INDEX notes_by_slug ON notes (slug);"
            + "CREATE INDEX notes_by_owner ON notes (owner);"
            + "CREATE TABLE gone (a); CREATE INDEX gone_by_a ON gone (a);"
            + "CREATE TRIGGER touch AFTER INSERT ON notes BEGIN SELECT 1; END;"
            + "CREATE VIEW recent AS SELECT slug FROM notes;";
    String actual =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, createdAt INT, phone TEXT) STRICT;"
            + "CREATE TABLE notes (id INTEGER, slug TEXT, owner REFERENCES users (id) ON DELETE CASCADE,"
            + " UNIQUE (slug) ON CONFLICT IGNORE);"
            + "CREATE INDEX notes_by_owner ON notes (owner DESC);"
            + "CREATE TABLE extra (a); CREATE INDEX extra_by_a ON extra (a);"
            + "CREATE TRIGGER touch AFTER DELETE ON notes BEGIN SELECT 2; END;"
            + "CREATE VIEW recent AS SELECT id FROM notes;";
    assertEquals(
        List.of(
            "index notes_by_owner is ON notes (owner DESC), expected ON notes (owner)",
            "index notes_by_slug is missing",
            "table extra is not expected",
            "table gone is missing",
            "CHECK (slug <> '') of notes is missing",
            "UNIQUE (slug) of notes is ON CONFLICT IGNORE, expected ON CONFLICT ABORT",
            "foreign key (owner) references users(id) of notes is ON DELETE CASCADE ON UPDATE NO ACTION,"
                + " expected ON DELETE NO ACTION ON UPDATE NO ACTION",
            "the primary key of notes is missing",
            "column users.createdAt is INT, expected TEXT",
            "column users.email is TEXT, expected TEXT NOT NULL",
            "column users.old is missing",
            "column users.phone is not expected",
            "table users is STRICT, expected an ordinary table",
            "the body of trigger touch is SELECT 2;, expected SELECT 1;",
            "trigger touch is AFTER DELETE ON notes, expected AFTER INSERT ON notes",
            "the query of view recent is SELECT id FROM notes, expected SELECT slug FROM notes"),
        SchemaDifference.between(Schemas.of(expected), Schemas.of(actual)));
  }

  @Test
  void showsLongTextAroundTheDifference() {
    String view = "CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t WHERE a IN (%s, 'x', %s)";
    String many =
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23";
    assertEquals(
        List.of(
            "the query of view v has ...4, 15, 16, 17, 18, 19, 20, 21, 22, 23, 'X', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1...,"
                + " expected ...4, 15, 16, 17, 18, 19, 20, 21, 22, 23, 'x', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1..."),
        SchemaDifference.between(
            Schemas.of(view.formatted(many, many)),
            Schemas.of(view.replace("'x'", "'X'").formatted(many, many))));
  }

  private static Arguments differ(String one, String other) {
    return Arguments.of(one, other);
  }

  private static String trigger(String event, String body) {
    return "CREATE TRIGGER g " + event + " BEGIN " + body + "; END;";
  }
}
