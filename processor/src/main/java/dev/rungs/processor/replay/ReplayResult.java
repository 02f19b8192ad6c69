package dev.rungs.processor.replay;

import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDdl;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What running the migrations showed.
 *
 * @param problems sorted by version; empty if everything ran
 * @param fingerprints of the schema by version; a version whose schema is not known is absent
 * @param finished the schema after the last version, if it is known
 * @param image the finished schema, if nothing is wrong and a file can be created from it
 */
public record ReplayResult(
    List<Problem> problems,
    Map<Integer, String> fingerprints,
    Optional<SchemaDdl> finished,
    Optional<FinishedImage> image) {
  /** Nothing was run, or something cannot be. */
  public static ReplayResult of(List<Problem> problems) {
    return new ReplayResult(problems, Map.of(), Optional.empty(), Optional.empty());
  }

  /** Copies the collections. */
  public ReplayResult {
    problems = List.copyOf(problems);
    fingerprints = Map.copyOf(fingerprints);
  }
}
