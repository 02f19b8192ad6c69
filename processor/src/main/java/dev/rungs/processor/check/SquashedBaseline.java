package dev.rungs.processor.check;

import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.Lock;
import dev.rungs.processor.model.Message;
import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.model.Site.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code LockedMigration} where a history was cut short: the SQL and the name of the baseline are
 * new, the schema that it builds is the one that its version had.
 */
final class SquashedBaseline {
  private final SchemaModel schema;
  private final Map<Integer, String> fingerprints;
  private final LockedMigrationCheck.Differences differences;
  private final String file;
  private final String emitted;

  SquashedBaseline(
      SchemaModel schema,
      Map<Integer, String> fingerprints,
      LockedMigrationCheck.Differences differences,
      String file,
      String emitted) {
    this.schema = schema;
    this.fingerprints = fingerprints;
    this.differences = differences;
    this.file = file;
    this.emitted = emitted;
  }

  /** Compares with the lock of a longer history. */
  Optional<Problem> check(Lock locked) {
    int version = schema.baseline();
    Optional<Lock.Entry> before =
        locked.entries().stream().filter(entry -> entry.version() == version).findFirst();
    if (before.isEmpty()) {
      return Optional.of(unproven(file + " has no version " + version));
    }
    Optional<String> fingerprint = before.get().fingerprint();
    if (fingerprint.isEmpty()) {
      return Optional.of(unproven(file + " has no fingerprint of that schema"));
    }
    String now = fingerprints.get(version);
    if (now == null) {
      return Optional.of(unproven("its script was not run in this compile"));
    }
    if (now.equals(fingerprint.get())) {
      return Optional.empty();
    }
    List<String> found = differences.of(schema.migration(version));
    return Optional.of(
        at(
            CompileMessages.squashedDiffers(
                version,
                found.isEmpty() ? "The fingerprint of the schema is different" : joined(found),
                file,
                emitted)));
  }

  private static String joined(List<String> differences) {
    String list = String.join("; ", differences);
    return Character.toUpperCase(list.charAt(0)) + list.substring(1);
  }

  private Problem unproven(String why) {
    return at(CompileMessages.squashedUnproven(schema.baseline(), why, file, emitted))
        .as(Severity.WARNING);
  }

  private Problem at(Message message) {
    MigrationModel baseline = schema.migration(schema.baseline());
    Part part = baseline.up().isPresent() ? Part.UP : Part.TYPE;
    return message.at(schema.baseline(), new Site(baseline.className(), part));
  }
}
