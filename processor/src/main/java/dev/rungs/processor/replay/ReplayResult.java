package dev.rungs.processor.replay;

import dev.rungs.processor.model.Problem;
import java.util.List;
import java.util.Map;

/**
 * What running the migrations showed.
 *
 * @param problems sorted by version; empty where everything ran
 * @param fingerprints of the schema by version; a version whose schema is not known is absent
 */
public record ReplayResult(List<Problem> problems, Map<Integer, String> fingerprints) {
  /** Copies the collections. */
  public ReplayResult {
    problems = List.copyOf(problems);
    fingerprints = Map.copyOf(fingerprints);
  }
}
