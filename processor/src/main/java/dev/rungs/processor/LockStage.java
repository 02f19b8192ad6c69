package dev.rungs.processor;

import dev.rungs.processor.check.LockedMigrationCheck;
import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.Lock;
import dev.rungs.processor.model.LockNeighbours;
import dev.rungs.processor.model.LockedSchema;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.Release;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.replay.SquashedSchema;
import dev.rungs.processor.write.ClassOutputFile;
import dev.rungs.processor.write.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Compares a schema with the lock file, and emits the text that would accept it as it is now. */
final class LockStage {
  private final Path file;
  private final Output output;

  /** What the file says, once it was read: a compile compares all with one text. */
  private String text;

  LockStage(Path file, Output output) {
    this.file = file;
    this.output = output;
  }

  List<Problem> run(SchemaModel schema, ReplayResult replay) {
    return compare(schema, replay, ClassOutputFile.lock(output, schema.registry()).path());
  }

  /** Writes the text that would accept everything as it is now. */
  void emit(SchemaModel schema, ReplayResult replay, List<Lock.Query> queries) throws IOException {
    Lock now =
        new Lock(LockedMigrationCheck.lockOf(schema, replay.fingerprints()).entries(), queries);
    ClassOutputFile.lock(output, schema.registry()).write(now.toText(schema.className()));
  }

  /** What the file says of the last release; empty if it says nothing, or cannot be read. */
  Optional<Release> release(String schema) {
    try {
      Lock locked = Lock.parse(text(), schema);
      return locked.entries().isEmpty()
          ? Optional.empty()
          : Optional.of(new Release(locked.newest(), locked.queries()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // Told when the schema was compared with it.
    }
  }

  private List<Problem> compare(SchemaModel schema, ReplayResult replay, String emitted) {
    Lock locked = new Lock(List.of());
    if (Files.exists(file)) {
      try {
        locked = Lock.parse(text(), schema.className());
      } catch (IOException | IllegalArgumentException e) {
        return List.of(
            CompileMessages.lockUnreadable(file.toString(), words(e)).at(0, Site.NOWHERE));
      }
    }
    if (Files.notExists(file)) {
      return List.of(missing(schema, emitted));
    }
    if (locked.entries().isEmpty()) {
      return List.of(
          CompileMessages.nothingLocked(schema.className(), file.toString(), emitted)
              .at(0, Site.NOWHERE));
    }
    // What SQLite refuses is the nearer fault of a version.
    Set<Integer> refused =
        replay.problems().stream()
            .filter(problem -> problem.key() == ProblemKey.SQL_REJECTED)
            .map(Problem::version)
            .collect(Collectors.toSet());
    List<String> before = LockedSchema.parse(text, schema.className(), schema.baseline());
    return new LockedMigrationCheck(
            now -> SquashedSchema.differences(before, now, schema.extensions()))
        .check(schema, replay.fingerprints(), locked, file.toString(), emitted).stream()
            .filter(problem -> !refused.contains(problem.version()))
            .toList();
  }

  private String text() throws IOException {
    if (text == null) {
      text = Files.readString(file);
    }
    return text;
  }

  /** A file that is still to be created is no mistake; one whose path is mistyped is. */
  private Problem missing(SchemaModel schema, String emitted) {
    Optional<SortedMap<String, String>> beside = LockNeighbours.of(file);
    if (beside.isEmpty()) {
      return mistyped("Its folder does not exist either.", emitted);
    }
    for (Map.Entry<String, String> other : beside.get().entrySet()) {
      if (locks(other.getValue(), schema.className())) {
        return mistyped(
            "Beside it is " + other.getKey() + ", which locks " + schema.className() + ".",
            emitted);
      }
    }
    return CompileMessages.lockNotYet(file.toString(), emitted).at(0, Site.NOWHERE);
  }

  private Problem mistyped(String evidence, String emitted) {
    return CompileMessages.lockMistyped(file.toString(), evidence, emitted)
        .at(0, Site.NOWHERE)
        .as(Severity.WARNING);
  }

  private static boolean locks(String text, String schema) {
    try {
      return !Lock.parse(text, schema).entries().isEmpty();
    } catch (IllegalArgumentException e) {
      return false; // None of a lock file.
    }
  }

  private static String words(Exception e) {
    return e instanceof IOException
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : e.getMessage();
  }
}
