package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two ways to one schema. Each script is run by SQLite. */
class SameSchemaTest {
  private static final String P =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, a INT, b INT, UNIQUE (a, b));";
  private static final String T = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, \"b c\" INT);";

  static List<Arguments> pairs() {
    return List.of(
        same("CREATE TABLE t (a)", "create   table\nT\t( A )"),
        same("CREATE TABLE t (a, b)", "CREATE TABLE t (a, -- first\n b /* second */)"),
        same("CREATE TABLE t (a, b)", "CREATE TABLE \"t\" ([a], `b`)"),
        same("CREATE TABLE t (a, b)", "CREATE TABLE 't' ('a', 'b')"),
        same("CREATE TABLE t (a TEXT, b INT)", "CREATE TABLE t (b INT, a TEXT)"),
        same("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a text)"),
        same("CREATE TABLE t (a VARCHAR(10, 2))", "CREATE TABLE t (a varchar ( 10,2 ))"),
        same("CREATE TABLE t (a UNSIGNED BIG INT)", "CREATE TABLE t (a unsigned  big\nint)"),
        same("CREATE TABLE t (a NOT NULL)", "CREATE TABLE t (a CONSTRAINT x NOT NULL)"),
        same("CREATE TABLE t (a NOT NULL)", "CREATE TABLE t (a NOT NULL ON CONFLICT ABORT)"),
        same("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NULL)"),
        same("CREATE TABLE t (a DEFAULT 1 NOT NULL)", "CREATE TABLE t (a NOT NULL DEFAULT (1))"),
        same("CREATE TABLE t (a DEFAULT -1)", "CREATE TABLE t (a DEFAULT ( - 1 ))"),
        same("CREATE TABLE t (a DEFAULT null)", "CREATE TABLE t (a DEFAULT NULL)"),
        same("CREATE TABLE t (a DEFAULT xY)", "CREATE TABLE t (a DEFAULT 'xY')"),
        same("CREATE TABLE t (a DEFAULT \"xY\")", "CREATE TABLE t (a DEFAULT 'xY')"),
        same(
            "CREATE TABLE t (a DEFAULT CURRENT_TIMESTAMP)",
            "CREATE TABLE t (a DEFAULT (current_timestamp))"),
        same("CREATE TABLE t (a DEFAULT x'ab')", "CREATE TABLE t (a DEFAULT X'AB')"),
        same("CREATE TABLE t (a PRIMARY KEY)", "CREATE TABLE t (a, PRIMARY KEY (a))"),
        same(
            "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE t (a INTEGER, CONSTRAINT pk PRIMARY KEY (\"A\" AUTOINCREMENT))"),
        same("CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a, CONSTRAINT u UNIQUE (a ASC))"),
        same("CREATE TABLE t (a, b, UNIQUE (a, b))", "CREATE TABLE t (a, b, UNIQUE (b, a))"),
        same("CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a UNIQUE, UNIQUE (a))"),
        same(
            "CREATE TABLE t (a COLLATE nocase, UNIQUE (a))",
            "CREATE TABLE t (a COLLATE NOCASE, UNIQUE (a COLLATE \"NoCase\"))"),
        same("CREATE TABLE t (a)", "CREATE TABLE t (a COLLATE BINARY)"),
        same("CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a, CHECK (\"a\"  >  0))"),
        same("CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a CHECK ((A > 0)))"),
        same(
            "CREATE TABLE t (a, CHECK (a IN ('x', 'y')))",
            "CREATE TABLE t (a, CHECK ([a] in (\"x\", \"y\")))"),
        same(
            "CREATE TABLE t (a, b, CHECK (a > 0), CHECK (b > 0))",
            "CREATE TABLE t (a, b, CHECK (b > 0) CONSTRAINT c CHECK (a > 0))"),
        same(
            P + "CREATE TABLE t (a REFERENCES p)",
            P + "CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES \"P\")"),
        same(
            P + "CREATE TABLE t (a REFERENCES p (id) ON DELETE CASCADE)",
            P
                + "CREATE TABLE t (a, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (ID) MATCH full ON DELETE cascade ON UPDATE NO ACTION NOT DEFERRABLE)"),
        same(
            P + "CREATE TABLE t (x, y, FOREIGN KEY (x, y) REFERENCES p (a, b))",
            P + "CREATE TABLE t (x, y, FOREIGN KEY (y, x) REFERENCES p (b, a))"),
        same(
            P + "CREATE TABLE t (a REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
            P + "CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES p deferrable initially deferred)"),
        same(
            P + "CREATE TABLE t (a REFERENCES p)",
            P + "CREATE TABLE t (a REFERENCES p DEFERRABLE)"),
        same(
            "CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID, STRICT",
            "CREATE TABLE t (a TEXT PRIMARY KEY) strict, without  rowid"),
        same(
            "CREATE TABLE t (a, b AS (a + 1))",
            "CREATE TABLE t (a, b GENERATED ALWAYS AS (\"a\"+1) VIRTUAL)"),
        same(
            "CREATE TABLE t (a, b INT AS (a) STORED)",
            "CREATE TABLE t (b INT GENERATED ALWAYS AS (A) STORED, a)"),
        same("CREATE TABLE t (\"order\", \"a b\")", "CREATE TABLE t (`ORDER`, [a b])"),
        same("CREATE TABLE t (\"ä\")", "CREATE TABLE t (ä)"),
        same(
            T + "CREATE INDEX i ON t (a)",
            T + "create index if not exists main.\"i\" on \"T\" ( \"a\" asc )"),
        same(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX i ON t ((a))"),
        same(T + "CREATE INDEX i ON t (a)", T + "CREATE INDEX i ON t ('a' COLLATE binary)"),
        same(
            T + "CREATE UNIQUE INDEX i ON t (lower(a), \"b c\" DESC) WHERE a IS NOT NULL",
            T + "CREATE UNIQUE INDEX i ON t (LOWER( a ), [b c] desc) WHERE (A is not null)"),
        same(
            T
                + "CREATE TRIGGER g AFTER UPDATE OF a, id ON t BEGIN DELETE FROM t WHERE a = old.a; END",
            T
                + "create trigger \"g\" after update of ID, [a] on \"t\" for each row begin\n delete from t where \"a\" = OLD.\"a\" ; end"),
        same(
            T + "CREATE TRIGGER g INSERT ON t WHEN new.a > 0 BEGIN SELECT 1; END",
            T
                + "CREATE TRIGGER IF NOT EXISTS g BEFORE INSERT ON t WHEN (\"new\".a > 0) BEGIN SELECT 1; END"),
        same(
            T + "CREATE VIEW v AS SELECT a FROM t",
            T + "create view V as\nselect \"a\" /* c */ from [T];"),
        same(
            T + "CREATE VIEW v (x, y) AS SELECT a, id FROM t",
            T + "CREATE VIEW v (\"x\", Y) AS SELECT \"a\", `id` FROM t"),
        same(
            T + "CREATE VIEW v AS SELECT a AS z FROM t; CREATE VIEW w AS SELECT z FROM v",
            T + "CREATE VIEW v AS SELECT a AS \"z\" FROM t; CREATE VIEW w AS SELECT \"Z\" FROM v"),
        same(
            T + "CREATE VIEW v AS SELECT * FROM t WHERE a = 'Done'",
            T + "CREATE VIEW v AS SELECT * FROM t WHERE a = \"Done\""),
        same(
            "CREATE VIRTUAL TABLE f USING fts5(title, body)",
            "CREATE VIRTUAL TABLE \"F\" USING FTS5 ( Title,\n\"body\" )"),
        same(
            "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)",
            "create virtual table r using RTREE(id,x0,x1)"),
        // What is no part of a schema.
        same("CREATE TABLE t (a)", "CREATE TABLE t (a); CREATE TEMP TABLE s (a)"),
        same(
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a); CREATE TABLE rungs_history (a UNIQUE); CREATE INDEX x ON Rungs_History (a)"),
        same(
            "CREATE TABLE t (a)",
            "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE INDEX i ON t (a); ANALYZE; DROP INDEX i"),
        same(
            "CREATE TABLE t (a INTEGER PRIMARY KEY)",
            "CREATE TABLE u (a INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE t (a INTEGER PRIMARY KEY); DROP TABLE u"),
        // What ALTER TABLE leaves.
        same(
            "CREATE TABLE t (a, b TEXT DEFAULT 'x')",
            "CREATE TABLE t (a -- c\n); ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'x'"),
        same(
            "CREATE TABLE t (a, b, CHECK (a > 0))",
            "CREATE TABLE t (a, CHECK (a > 0)); ALTER TABLE t ADD b"),
        same(
            "CREATE TABLE t (a INT, b INT) STRICT",
            "CREATE TABLE t (a INT) STRICT; ALTER TABLE t ADD COLUMN b INT"),
        same("CREATE TABLE t (a)", "CREATE TABLE t (a, b); ALTER TABLE t DROP COLUMN b"),
        same(
            "CREATE TABLE t (b)",
            "CREATE TABLE t (a DEFAULT \"q\", b); ALTER TABLE t DROP COLUMN a"),
        same(
            "CREATE TABLE t (b CHECK (b <> 'Q'), c)",
            "CREATE TABLE t (a CHECK (a <> \"Q\"), c); ALTER TABLE t RENAME COLUMN a TO b"),
        same(
            "CREATE TABLE t (\"b c\" UNIQUE)",
            "CREATE TABLE t (a UNIQUE); ALTER TABLE t RENAME a TO \"b c\""),
        same(
            T.replace("TABLE t", "TABLE u")
                + "CREATE INDEX i ON u (a); CREATE VIEW v AS SELECT a FROM u;"
                + "CREATE TRIGGER g AFTER INSERT ON u BEGIN UPDATE u SET a = 1; END;"
                + "CREATE TABLE c (t REFERENCES u (id))",
            "CREATE TABLE c (t REFERENCES t (id));"
                + T
                + "CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;"
                + "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = 1; END;"
                + "ALTER TABLE t RENAME TO u"),
        same(
            T.replace("a TEXT", "z TEXT")
                + "CREATE INDEX i ON t (z) WHERE z > 'Q'; CREATE VIEW v AS SELECT z FROM t WHERE z = 'Z';"
                + "CREATE TRIGGER g AFTER UPDATE OF z ON t WHEN new.z > 1 BEGIN INSERT INTO t (z) VALUES (new.z); END",
            T
                + "CREATE INDEX i ON t (a) WHERE a > \"Q\"; CREATE VIEW v AS SELECT a FROM t WHERE \"a\" = \"Z\";"
                + "CREATE TRIGGER g AFTER UPDATE OF a ON t WHEN new.\"a\" > 1 BEGIN INSERT INTO t (a) VALUES (new.a); END;"
                + "ALTER TABLE t RENAME COLUMN a TO z"),
        same(
            "CREATE TABLE u (a CHECK (u.a > 0), b REFERENCES u (a) UNIQUE)",
            "CREATE TABLE t (a CHECK (t.a > 0), b REFERENCES t (a) UNIQUE); ALTER TABLE t RENAME TO u"),
        same(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL)",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);"
                + "CREATE TABLE t_new (id INTEGER PRIMARY KEY, a TEXT NOT NULL);"
                + "INSERT INTO t_new SELECT * FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t"),
        same(
            "CREATE TABLE t (a INT NOT NULL CHECK (a > 0), b TEXT)",
            "CREATE TABLE t (a INT, b TEXT NOT NULL); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);"
                + "ALTER TABLE t ALTER a SET NOT NULL; ALTER TABLE t ALTER b DROP NOT NULL"),
        same(
            "CREATE VIRTUAL TABLE g USING fts5(a)",
            "CREATE VIRTUAL TABLE f USING fts5(a); ALTER TABLE f RENAME TO g"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void isSeenAsTheSame(String one, String other) {
    SchemaSnapshot a = Schemas.of(one);
    SchemaSnapshot b = Schemas.of(other);
    assertEquals(List.of(), SchemaDifference.between(a, b));
    assertEquals(a.fingerprint(), b.fingerprint());
  }

  private static Arguments same(String one, String other) {
    return Arguments.of(one, other);
  }
}
