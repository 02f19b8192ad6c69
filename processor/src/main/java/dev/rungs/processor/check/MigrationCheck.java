package dev.rungs.processor.check;

import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDeclaration;
import java.util.List;
import java.util.Optional;

/** A rule about one migration. */
interface MigrationCheck {
  /**
   * Checks it.
   *
   * @param migration the migration
   * @param schema the one it belongs to, if that is known
   * @return the problems
   */
  List<Problem> check(MigrationDeclaration migration, Optional<SchemaDeclaration> schema);
}
