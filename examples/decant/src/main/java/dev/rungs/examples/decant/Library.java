package dev.rungs.examples.decant;

import dev.rungs.runtime.AppDatabase;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Pages, their places in the two trees, and their words. For use by one thread. */
final class Library {
  private final AppDatabase database;

  Library(AppDatabase database) {
    this.database = database;
  }

  /** Keeps a page at the top of both trees, after those that are there. Returns its number. */
  long add(Page page) throws SQLException {
    return database.transaction(
        connection -> {
          write("INSERT OR IGNORE INTO organizations (name) VALUES (?)", page.organization());
          write("INSERT OR IGNORE INTO segments (code, name) VALUES (?1, ?1)", page.segment());
          long id =
              insert(
                  "INSERT INTO nodes (url, title, summary, source_domain, segment_code, date_added,"
                      + " organization_id, position) VALUES (?, ?, ?, ?, ?, ?,"
                      + " (SELECT id FROM organizations WHERE name = ?),"
                      + " (SELECT count(*) FROM nodes)) RETURNING id",
                  page.url(),
                  page.title(),
                  page.summary(),
                  domain(page.url()),
                  page.segment(),
                  page.added().toString(),
                  page.organization());
          for (String concept : page.concepts()) {
            write(
                "INSERT OR IGNORE INTO key_concepts (node_id, concept) VALUES (?, ?)", id, concept);
          }
          return id;
        });
  }

  /** Puts a page under another in one of the trees. */
  void move(Tree tree, long id, long parent) throws SQLException {
    write("UPDATE nodes SET " + tree.parent + " = ? WHERE id = ?", parent, id);
  }

  /** Hides a page. It keeps its place and its address. */
  void delete(long id) throws SQLException {
    write("UPDATE nodes SET is_deleted = 1 WHERE id = ?", id);
  }

  /** Changes what a page says. */
  void summarize(long id, String summary) throws SQLException {
    write("UPDATE nodes SET summary = ? WHERE id = ?", summary, id);
  }

  /** The titles of a tree, each indented by its depth. */
  List<String> tree(Tree tree) throws SQLException {
    List<String> lines = new ArrayList<>();
    addChildren(lines, tree, null, 0);
    return lines;
  }

  /** The titles that have all words, best first. */
  List<String> search(String words) throws SQLException {
    return titles(
        "SELECT n.title FROM nodes_fts JOIN nodes n ON n.id = nodes_fts.rowid"
            + " WHERE nodes_fts MATCH ? AND n.is_deleted = 0 ORDER BY bm25(nodes_fts), n.id",
        quote(words));
  }

  /** The titles about a concept, newest first. */
  List<String> about(String concept) throws SQLException {
    return titles(
        "SELECT n.title FROM key_concepts k JOIN nodes n ON n.id = k.node_id"
            + " WHERE k.concept = ? AND n.is_deleted = 0 ORDER BY n.date_added DESC, n.id",
        concept);
  }

  private void addChildren(List<String> lines, Tree tree, Long parent, int depth)
      throws SQLException {
    record Child(long id, String title) {}
    List<Child> children = new ArrayList<>();
    try (ResultSet row = prepare(tree.liveChildren(), parent).executeQuery()) {
      while (row.next()) {
        children.add(new Child(row.getLong("id"), row.getString("title")));
      }
    }
    for (Child child : children) {
      lines.add("  ".repeat(depth) + child.title());
      addChildren(lines, tree, child.id(), depth + 1);
    }
  }

  private List<String> titles(String sql, Object... values) throws SQLException {
    List<String> titles = new ArrayList<>();
    try (ResultSet row = prepare(sql, values).executeQuery()) {
      while (row.next()) {
        titles.add(row.getString(1));
      }
    }
    return titles;
  }

  private long insert(String sql, Object... values) throws SQLException {
    try (ResultSet row = prepare(sql, values).executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void write(String sql, Object... values) throws SQLException {
    prepare(sql, values).executeUpdate();
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = database.prepare(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Every word for itself, so that no sign in it is taken for an operator of the search. */
  private static String quote(String words) {
    StringBuilder quoted = new StringBuilder();
    for (String word : words.strip().split("\\s+")) {
      quoted.append('"').append(word.replace("\"", "\"\"")).append("\" ");
    }
    return quoted.toString();
  }

  private static String domain(String url) {
    String host = URI.create(url).getHost();
    return host == null ? "" : host;
  }
}
