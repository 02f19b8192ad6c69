package dev.rungs.processor.replay.image;

import dev.rungs.processor.model.Extensions;
import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.MigrationModel.StepKind;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import dev.rungs.runtime.internal.apply.FinishedHistory;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Creates the image from the database in which the replay has run the migrations: it gets the
 * history that the runtime would have written, by the runtime's own code.
 *
 * <p>Then its pages are packed again ({@code VACUUM}): they depend on what is in the database, and
 * not on how it came there or how long that took.
 */
public final class ImageBuilder {
  private ImageBuilder() {}

  /**
   * Tells how far SQL alone creates a file.
   *
   * @param migrations all of them
   * @return how many there are before the first that has a step or an unknown schema
   */
  public static int count(List<MigrationModel> migrations) {
    for (int i = 0; i < migrations.size(); i++) {
      if (migrations.get(i).step() != StepKind.NONE || migrations.get(i).schemaUnknown()) {
        return i;
      }
    }
    return migrations.size();
  }

  /**
   * Builds the image of a schema whose replay found nothing wrong.
   *
   * @param schema the schema
   * @param database after that many migrations, as the replay saw it; it gets a history, and its
   *     pages move
   * @return empty if a file can only be created by running the migrations on it
   */
  public static Optional<FinishedImage> build(SchemaModel schema, ScratchDatabase database)
      throws SQLException {
    int count = count(schema.migrations());
    int version = schema.baseline() + count - 1;
    List<MigrationModel> imaged = schema.migrations().subList(0, count);
    if (count == 0 || !isTheSameOnEachConnection(schema, imaged, database)) {
      return Optional.empty();
    }
    FinishedHistory.write(
        database.connection(),
        new ModelRegistry(schema.className(), schema.baseline(), imaged),
        version);
    DatabaseDigest digest = new DatabaseDigest(database);
    String before = digest.value();
    database.execute("VACUUM");
    // VACUUM may give new numbers to rows that have no key of their own.
    return digest.value().equals(before)
        ? Optional.of(new FinishedImage(version, canonical(database.serialize())))
        : Optional.empty();
  }

  /**
   * Whether the migrations put into a file what is here now. Values that stand in for those of a
   * function of the program, and an order that stands in for that of a collation, do no harm
   * without rows; an index of words has entries from the start.
   */
  private static boolean isTheSameOnEachConnection(
      SchemaModel schema, List<MigrationModel> imaged, ScratchDatabase database)
      throws SQLException {
    Extensions extensions = schema.extensions();
    if (!extensions.tokenizers().isEmpty()) {
      return false;
    }
    return extensions.isEmpty() && !NondeterministicSql.isIn(imaged)
        || !DatabaseDigest.hasRows(database);
  }

  /**
   * Sets the numbers in the header that tell how a database came about (<a
   * href="https://www.sqlite.org/fileformat2.html#the_database_header">fileformat2</a>): the file
   * change counter with the one for which the size in the header is valid, the schema cookie, and
   * the version of SQLite that wrote last. The first two only have to be equal, the cookie only to
   * differ from that of another schema in the same file.
   */
  private static byte[] canonical(byte[] database) {
    ByteBuffer header = ByteBuffer.wrap(database);
    header.putInt(24, 0);
    header.putInt(40, 1);
    header.putInt(92, 0);
    header.putInt(96, 0);
    return database;
  }
}
