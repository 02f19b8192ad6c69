package dev.rungs.examples.jooqnotes;

import static dev.rungs.examples.jooqnotes.db.Tables.NOTES;
import static dev.rungs.examples.jooqnotes.db.Tables.TAGS;
import static dev.rungs.examples.jooqnotes.db.Tables.TAG_COUNTS;

import dev.rungs.examples.jooqnotes.schema.MigrationRegistry;
import dev.rungs.runtime.AppDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Keeps notes with tags. Rungs migrates the file, jOOQ queries it. */
public final class JooqNotes {
  private JooqNotes() {}

  /**
   * Adds a note, and prints how many notes each tag has.
   *
   * @param args the file, a note, its tags
   * @throws SQLException if the note cannot be stored
   */
  public static void main(String[] args) throws SQLException {
    if (args.length < 2) {
      System.err.println("Usage: jooq-notes FILE NOTE [TAG...]");
      System.exit(2);
    }
    try (AppDatabase db = AppDatabase.open(Path.of(args[0]), MigrationRegistry.INSTANCE)) {
      DSLContext jooq = DSL.using(db.connection(), SQLDialect.SQLITE);
      db.useTransaction(
          connection -> {
            int note =
                jooq.insertInto(NOTES, NOTES.BODY)
                    .values(args[1])
                    .returning(NOTES.ID)
                    .fetchOne(NOTES.ID);
            for (int i = 2; i < args.length; i++) {
              jooq.insertInto(TAGS, TAGS.NOTE_ID, TAGS.TAG)
                  .values(note, args[i])
                  .onConflictDoNothing()
                  .execute();
            }
          });
      jooq.selectFrom(TAG_COUNTS)
          .orderBy(TAG_COUNTS.TAG)
          .forEach(row -> System.out.println(row.getTag() + ": " + row.getNotes()));
    }
  }
}
