package dev.rungs.examples.jdbinotes;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Notes and their tags. */
interface NoteDao {
  @SqlQuery("INSERT INTO notes (body, slug) VALUES (:body, :slug) RETURNING id")
  long add(@Bind("body") String body, @Bind("slug") String slug);

  @SqlUpdate("INSERT INTO tags (name) VALUES (:name) ON CONFLICT (name) DO NOTHING")
  void addTag(@Bind("name") String name);

  @SqlUpdate("INSERT OR IGNORE INTO note_tags SELECT :note, id FROM tags WHERE name = :name")
  void tag(@Bind("note") long note, @Bind("name") String name);

  @SqlQuery("SELECT body FROM notes WHERE slug = :slug")
  Optional<String> bodyOf(@Bind("slug") String slug);

  @SqlQuery(
      """
      SELECT DISTINCT n.body FROM notes n
      JOIN note_tags nt ON nt.note_id = n.id
      JOIN tags t ON t.id = nt.tag_id
      WHERE t.name IN (<names>)
      ORDER BY n.id
      """)
  List<String> tagged(@BindList("names") List<String> names);
}
