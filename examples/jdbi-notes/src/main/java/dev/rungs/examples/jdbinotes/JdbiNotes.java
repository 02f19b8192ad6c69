package dev.rungs.examples.jdbinotes;

import dev.rungs.examples.quickstart.MigrationRegistry;
import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * Adds a note with a tag, and prints the notes that have the tag.
 *
 * <p>{@code java -jar jdbi-notes.jar notes.db "Buy milk" shop}
 */
public final class JdbiNotes {
  private JdbiNotes() {}

  /**
   * Runs the program.
   *
   * @param args the database file, the note and its tag
   */
  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("usage: java -jar jdbi-notes.jar FILE NOTE TAG");
      System.exit(2);
    }
    add(Path.of(args[0]), args[1], args[2]).forEach(System.out::println);
  }

  static List<String> add(Path file, String body, String tag) {
    Migrator.builder(MigrationRegistry.INSTANCE).build().migrate(file);
    Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + file).installPlugin(new SqlObjectPlugin());
    return jdbi.inTransaction(
        handle -> {
          NoteDao notes = handle.attach(NoteDao.class);
          long note = notes.add(body, body.toLowerCase().replaceAll("[^a-z0-9]+", "-"));
          notes.addTag(tag);
          notes.tag(note, tag);
          return notes.tagged(List.of(tag));
        });
  }
}
