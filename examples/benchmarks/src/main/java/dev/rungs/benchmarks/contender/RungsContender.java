package dev.rungs.benchmarks.contender;

import dev.rungs.benchmarks.workload.WorkFolder;
import dev.rungs.runtime.AppDatabase;
import java.nio.file.Path;
import java.sql.SQLException;

/** Rungs through {@code AppDatabase}: the check and the application share one connection. */
final class RungsContender extends MigratorContender {
  RungsContender(WorkFolder folder) {
    super(folder);
  }

  @Override
  public void migrate(Path file) {
    AppDatabase.builder(registry).migrator(MigratorContender::permit).open(file).close();
  }

  @Override
  public int openReadClose(Path file) throws SQLException {
    try (AppDatabase db = AppDatabase.open(file, registry)) {
      return Application.read(db.connection());
    }
  }
}
