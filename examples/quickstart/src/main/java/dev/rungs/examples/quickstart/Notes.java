package dev.rungs.examples.quickstart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes notes. A word that begins with {@code #} tags the note. */
final class Notes {
  private static final Pattern TAG = Pattern.compile("#([\\p{L}\\p{N}_-]+)");

  private final Connection connection;

  Notes(Connection connection) {
    this.connection = connection;
  }

  /** One note, with its tags in alphabetical order. */
  record Note(long id, String body, String slug, List<String> tags) {}

  void add(String text) throws SQLException {
    String body = TAG.matcher(text).replaceAll("").strip().replaceAll("\\s+", " ");
    try (Statement transaction = connection.createStatement()) {
      transaction.executeUpdate("BEGIN IMMEDIATE");
      try {
        long note = insertNote(body);
        for (Matcher tag = TAG.matcher(text); tag.find(); ) {
          attachTag(note, tag.group(1));
        }
        transaction.executeUpdate("COMMIT");
      } catch (SQLException e) {
        transaction.executeUpdate("ROLLBACK");
        throw e;
      }
    }
  }

  List<Note> all() throws SQLException {
    String sql =
        """
        SELECT n.id, n.body, n.slug, group_concat(t.name, ' ' ORDER BY t.name) AS tags
        FROM notes n
        LEFT JOIN note_tags nt ON nt.note_id = n.id
        LEFT JOIN tags t ON t.id = nt.tag_id
        GROUP BY n.id
        ORDER BY n.id
        """;
    List<Note> notes = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        String tags = row.getString("tags");
        notes.add(
            new Note(
                row.getLong("id"),
                row.getString("body"),
                row.getString("slug"),
                tags == null ? List.of() : List.of(tags.split(" "))));
      }
    }
    return notes;
  }

  private long insertNote(String body) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO notes (body, slug) VALUES (?, ?) RETURNING id")) {
      insert.setString(1, body);
      insert.setString(2, Slug.of(body));
      try (ResultSet id = insert.executeQuery()) {
        id.next();
        return id.getLong(1);
      }
    }
  }

  private void attachTag(long note, String name) throws SQLException {
    try (PreparedStatement tag =
            connection.prepareStatement("INSERT OR IGNORE INTO tags (name) VALUES (?)");
        PreparedStatement link =
            connection.prepareStatement(
                "INSERT OR IGNORE INTO note_tags SELECT ?, id FROM tags WHERE name = ?")) {
      tag.setString(1, name);
      tag.executeUpdate();
      link.setLong(1, note);
      link.setString(2, name);
      link.executeUpdate();
    }
  }
}
