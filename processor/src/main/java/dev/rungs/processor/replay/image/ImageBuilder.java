package dev.rungs.processor.replay.image;

import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.processor.replay.sqlite.SqliteUnavailableException;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConnection;

/**
 * Creates the image with what creates a file at run time: the runtime's own migrator, on an empty
 * database in memory. So it is what the migrations build, with the history that the runtime would
 * have written, because the same code wrote it.
 *
 * <p>Then its pages are packed again ({@code VACUUM}): they depend on what is in the database, and
 * not on how it came there or how long that took.
 */
public final class ImageBuilder {
  private ImageBuilder() {}

  /**
   * Builds the image of a schema whose replay found nothing wrong.
   *
   * @param schema the schema
   * @param fingerprints of the schema by version, as the replay saw it
   * @return empty if a file can only be created by running the migrations on it
   */
  public static Optional<FinishedImage> build(SchemaModel schema, Map<Integer, String> fingerprints)
      throws SqliteUnavailableException, SQLException {
    List<MigrationModel> imaged = withoutSteps(schema.migrations());
    if (imaged.isEmpty()) {
      return Optional.empty();
    }
    int version = imaged.size();
    try (ScratchDatabase database = ScratchDatabase.open()) {
      Migrator.builder(new ModelRegistry(schema.className(), imaged))
          .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
          .build()
          .migrate(database.connection());
      database.execute("UPDATE rungs_history SET millis = 0");
      if (NondeterministicSql.isIn(imaged) && DatabaseDigest.hasRows(database)) {
        return Optional.empty();
      }
      String before = DatabaseDigest.digest(database);
      database.execute("VACUUM");
      // VACUUM may give new numbers to rows that have no key of their own.
      boolean same =
          DatabaseDigest.digest(database).equals(before)
              && SchemaSnapshot.read(database.connection())
                  .fingerprint()
                  .equals(fingerprints.get(version));
      return same
          ? Optional.of(
              new FinishedImage(
                  version, ((SQLiteConnection) database.connection()).serialize("main")))
          : Optional.empty();
    } catch (MigrationException e) {
      // The runtime will say so when it runs them: in the user's own tests.
      return Optional.empty();
    }
  }

  private static List<MigrationModel> withoutSteps(List<MigrationModel> migrations) {
    for (int i = 0; i < migrations.size(); i++) {
      if (migrations.get(i).step() != StepKind.NONE || migrations.get(i).schemaUnknown()) {
        return migrations.subList(0, i);
      }
    }
    return migrations;
  }
}
