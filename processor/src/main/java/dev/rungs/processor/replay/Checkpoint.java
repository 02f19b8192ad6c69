package dev.rungs.processor.replay;

import dev.rungs.processor.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a replay stood after a version, so that another one can go on from there. There is none
 * after an error.
 *
 * @param version the last version that was run
 * @param database with the schema of that version and the rows of the scripts, serialized
 * @param imaged the database before the first version that has a step, if that is past
 * @param problems found so far, no errors
 * @param fingerprints of the schema by version
 * @param order of the objects in the catalog
 * @param createdIn by name of an object, folded: the version that created it
 * @param missingParents tables that are referred to and were not created yet
 */
public record Checkpoint(
    int version,
    byte[] database,
    Optional<byte[]> imaged,
    List<Problem> problems,
    Map<Integer, String> fingerprints,
    List<String> order,
    Map<String, Integer> createdIn,
    List<MissingParent> missingParents) {
  /** Copies the collections. */
  public Checkpoint {
    problems = List.copyOf(problems);
    fingerprints = Map.copyOf(fingerprints);
    order = List.copyOf(order);
    createdIn = Map.copyOf(createdIn);
    missingParents = List.copyOf(missingParents);
  }

  /**
   * A table that is referred to and does not exist yet.
   *
   * @param version whose script refers to it
   * @param child the table that refers to it
   * @param parent as named there
   */
  public record MissingParent(int version, String child, String parent) {}
}
