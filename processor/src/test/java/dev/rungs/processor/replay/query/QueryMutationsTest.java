package dev.rungs.processor.replay.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclaration.Binding;
import dev.rungs.processor.model.QueryDeclaration.Library;
import dev.rungs.processor.model.QueryDeclaration.Parameter;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.testing.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries of programs on a schema and on what 30 migrations make of it. What SQLite itself says of
 * the plain form of each query, on a database that plain JDBC has migrated, is the truth.
 */
class QueryMutationsTest {
  private static final List<String> BASE =
      List.of(
          """
          CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, display_name TEXT,
            created_at INTEGER);
          CREATE UNIQUE INDEX users_by_email ON users (email);
          CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES users,
            title TEXT NOT NULL, meta TEXT, views INTEGER NOT NULL DEFAULT 0, published_at INTEGER);
          CREATE INDEX posts_by_author ON posts (author_id);
          """,
          """
          CREATE TABLE comments (id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts,
            author_id INTEGER, parent_id INTEGER, body TEXT NOT NULL, spam INTEGER NOT NULL DEFAULT 0);
          CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
          CREATE UNIQUE INDEX tags_by_name ON tags (name);
          CREATE TABLE post_tags (post_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
            PRIMARY KEY (post_id, tag_id)) WITHOUT ROWID;
          """,
          """
          CREATE TABLE sessions (token TEXT PRIMARY KEY, user_id INTEGER, expires_at INTEGER);
          CREATE TABLE settings (user_id INTEGER, name TEXT, value TEXT, UNIQUE (user_id, name));
          CREATE VIRTUAL TABLE post_search USING fts5(title, body);
          CREATE TABLE audit (id INTEGER PRIMARY KEY, what TEXT, who TEXT);
          CREATE TABLE post_notes (post_id INTEGER, note TEXT);
          """,
          """
          CREATE VIEW author_stats AS SELECT author_id, count(*) AS post_count FROM posts GROUP BY author_id;
          CREATE VIEW published_posts AS SELECT id, title FROM posts WHERE published_at IS NOT NULL;
          CREATE VIEW inbox AS SELECT post_id, note FROM post_notes;
          CREATE TRIGGER inbox_insert INSTEAD OF INSERT ON inbox BEGIN
            INSERT INTO post_notes (post_id, note) VALUES (new.post_id, new.note);
            INSERT INTO audit (what, who) VALUES ('note', 'inbox');
          END;
          """);

  private static final List<String> MUTATIONS =
      List.of(
          "ALTER TABLE users DROP COLUMN display_name;",
          "ALTER TABLE users DROP COLUMN created_at;",
          "ALTER TABLE users RENAME COLUMN email TO mail;",
          "ALTER TABLE users RENAME TO accounts;",
          "ALTER TABLE posts RENAME COLUMN views TO reads;",
          "ALTER TABLE posts DROP COLUMN meta;",
          "ALTER TABLE comments RENAME COLUMN body TO text;",
          "ALTER TABLE comments DROP COLUMN spam;",
          "ALTER TABLE comments DROP COLUMN parent_id;",
          "DROP TABLE sessions;",
          "DROP TABLE settings;",
          "DROP TABLE comments;",
          "DROP TABLE post_search;",
          "DROP INDEX users_by_email;",
          "DROP INDEX tags_by_name;",
          "DROP INDEX posts_by_author;",
          "DROP VIEW author_stats;",
          "DROP VIEW published_posts;",
          "DROP TRIGGER inbox_insert;",
          "DROP VIEW inbox;",
          "ALTER TABLE audit ADD COLUMN at INTEGER;",
          "ALTER TABLE audit RENAME COLUMN who TO actor;",
          "ALTER TABLE tags ADD COLUMN post_id INTEGER;",
          "ALTER TABLE post_notes ADD COLUMN views INTEGER;",
          "DROP VIEW author_stats; CREATE VIEW author_stats AS SELECT author_id, count(*) AS posts FROM"
              + " posts GROUP BY author_id;",
          """
          CREATE TABLE settings_new (user_id INTEGER, name TEXT, value TEXT);
          INSERT INTO settings_new SELECT user_id, name, value FROM settings;
          DROP TABLE settings;
          ALTER TABLE settings_new RENAME TO settings;
          """,
          """
          CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
          INSERT INTO users_new SELECT id, email, display_name FROM users;
          DROP TABLE users;
          ALTER TABLE users_new RENAME TO users;
          """,
          "ALTER TABLE sessions RENAME COLUMN expires_at TO expires; ALTER TABLE sessions RENAME COLUMN"
              + " expires TO valid_until;",
          "ALTER TABLE post_tags RENAME TO posts_tags; CREATE TABLE post_tags_old (x);",
          "ALTER TABLE comments ADD COLUMN title TEXT; ALTER TABLE users ADD COLUMN body TEXT;"
              + " ALTER TABLE tags ADD COLUMN uses INTEGER;",
          "DROP TABLE post_search; CREATE VIRTUAL TABLE post_search USING fts5(heading);",
          "ALTER TABLE users RENAME COLUMN id TO user_id;",
          "ALTER TABLE sessions RENAME TO logins;",
          "DROP TABLE tags;",
          "ALTER TABLE settings RENAME COLUMN value TO val;",
          "ALTER TABLE comments RENAME COLUMN author_id TO writer_id;",
          "CREATE TABLE more (id INTEGER PRIMARY KEY);");

  private record Query(String library, String text, String plain) {}

  private static List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    try (InputStream in =
        QueryMutationsTest.class.getResourceAsStream(
            "/dev/rungs/processor/replay/program-queries.txt")) {
      String[] blocks =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("(?m)^#.*\n", "")
              .split("(?m)^(?=(?:jdbi|spring|mybatis|plain)$)");
      for (String block : blocks) {
        if (block.isBlank()) {
          continue;
        }
        String library = block.lines().findFirst().orElseThrow();
        String[] forms = block.substring(library.length() + 1).split("(?m)^= ");
        queries.add(new Query(library, forms[0].strip(), forms[forms.length == 1 ? 0 : 1].strip()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return queries;
  }

  private static QueryDeclaration declaration(Query query, int number) {
    Library library =
        switch (query.library()) {
          case "jdbi" -> Library.JDBI;
          case "spring" -> Library.SPRING;
          case "mybatis" -> Library.MYBATIS;
          default -> Library.OTHER;
        };
    List<Parameter> lists =
        List.of(
            new Parameter("ids", true, Parameter.Kind.LIST),
            new Parameter("names", true, Parameter.Kind.LIST));
    return new QueryDeclaration(
        new Site(
            "app.Dao",
            Site.Part.QUERY,
            Optional.of(new Site.Member("q" + number, "Q", 0, "value"))),
        "app",
        "q" + number,
        Optional.empty(),
        Optional.of(query.text()),
        new Binding(library, lists, false),
        Optional.empty(),
        Set.of());
  }

  static List<String> mutations() {
    return MUTATIONS;
  }

  private static QueryCheck.Result check(List<String> versions) {
    Schemas schema = Schemas.schema();
    versions.forEach(schema::destructive);
    ReplayResult replay = schema.replay();
    assertTrue(replay.finished().isPresent(), replay.problems()::toString);
    SchemaHistory history =
        SchemaHistory.of(schema.model(), List.of(), replay.finished(), List.of());
    List<QueryDeclaration> declarations = new ArrayList<>();
    List<Query> queries = queries();
    for (int i = 0; i < queries.size(); i++) {
      declarations.add(declaration(queries.get(i), i));
    }
    return QueryCheck.run(history, declarations, QueryCheck.Asked.NOTHING);
  }

  /** By the number of the query, what SQLite says against it. */
  private static Map<String, String> truth(List<String> versions) throws SQLException {
    Map<String, String> refused = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      for (String version : versions) {
        statement.executeUpdate(version);
      }
      List<Query> queries = queries();
      for (int i = 0; i < queries.size(); i++) {
        try {
          connection.prepareStatement(queries.get(i).plain()).close();
        } catch (SQLException e) {
          refused.put("q" + i, e.getMessage());
        }
      }
    }
    return refused;
  }

  private static Set<String> broken(QueryCheck.Result result) {
    Set<String> names = new TreeSet<>();
    for (Problem problem : result.problems()) {
      assertEquals(ProblemKey.BROKEN_QUERY, problem.key(), problem::toString);
      names.add(problem.site().member().orElseThrow().signature());
    }
    return names;
  }

  @Test
  void onTheirOwnSchemaAllAreSound() throws SQLException {
    assertTrue(queries().size() >= 40, () -> queries().size() + " queries");
    assertEquals(Map.of(), truth(BASE));
    QueryCheck.Result result = check(BASE);
    assertEquals(List.of(), result.problems());
    assertEquals(Map.of(), result.unchecked());
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void whatAMigrationBreaksIsFoundWithItsBlame(String mutation) throws SQLException {
    List<String> versions = new ArrayList<>(BASE);
    versions.add(mutation);
    // A version after it that breaks nothing.
    versions.add("CREATE TABLE later (id INTEGER PRIMARY KEY);");
    Map<String, String> truth = truth(versions);
    QueryCheck.Result result = check(versions);
    assertEquals(truth.keySet(), broken(result), () -> truth + "\n" + result);
    for (Problem problem : result.problems()) {
      String text = problem.message();
      assertTrue(text.contains("ersion 5 (v5) "), text);
      assertTrue(text.contains("broken by version 5 (v5), app.V5"), text);
    }
  }

  @Test
  void enoughIsBroken() throws SQLException {
    int broken = 0;
    int breaking = 0;
    for (String mutation : MUTATIONS) {
      List<String> versions = new ArrayList<>(BASE);
      versions.add(mutation);
      int now = truth(versions).size();
      broken += now;
      breaking += now > 0 ? 1 : 0;
    }
    assertTrue(MUTATIONS.size() >= 30 && breaking >= 30 && broken >= 100, broken + " " + breaking);
  }
}
