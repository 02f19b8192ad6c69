package dev.rungs.check;

import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.check.layout.MigrationFolder;
import dev.rungs.check.layout.Order;
import dev.rungs.processor.history.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Histories of tests, and what is found in them. */
final class Checked {
  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  private Checked() {}

  static Path history(String name) {
    return HISTORIES.resolve(name);
  }

  static FolderHistory read(Path folder) {
    return MigrationFolder.read(folder, Optional.empty(), Order.TOOL);
  }

  static CheckReport check(Path folder) {
    return check(read(folder));
  }

  static CheckReport check(FolderHistory history) {
    return FolderCheck.run(
        history,
        new FolderCheck.Settings(
            Duration.ofSeconds(30),
            migration -> true,
            place -> {},
            List.of(),
            List.of(),
            List.of()));
  }

  /** As {@code UndeclaredDestructive V2__x.sql:3:1}. */
  static List<String> places(CheckReport report) {
    return report.findings().stream().map(Checked::place).toList();
  }

  static String place(Finding finding) {
    return finding.key() + " " + finding.file() + ":" + finding.line() + ":" + finding.column();
  }

  static List<String> versions(FolderHistory history) {
    return history.migrations().stream().map(FolderMigration::version).toList();
  }

  /** Writes a file and the folders around it. */
  static void write(Path folder, String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }
}
