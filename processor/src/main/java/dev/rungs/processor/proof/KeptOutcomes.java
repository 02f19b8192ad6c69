package dev.rungs.processor.proof;

import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.proof.Outcome.Answer;
import dev.rungs.processor.write.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What earlier compiles of the same declarations did, kept beside the proofs. A compile that finds
 * its outcome checks nothing, runs nothing and composes no source.
 */
public final class KeptOutcomes {
  private final Options options;
  private String key = "";

  /**
   * Looks where the options say.
   *
   * @param options of the compiler
   */
  public KeptOutcomes(Options options) {
    this.options = options;
  }

  /**
   * Looks for the outcome of a compilation.
   *
   * @param declarations all of it
   * @param output which is asked again what the earlier compile asked
   * @return empty if none is kept, or none that can be used
   */
  public Optional<Outcome> find(Declarations declarations, Output output) {
    if (options.cache().isEmpty()
        || options.verify() == Options.Verify.ALL
        || !options.problems().isEmpty()
        || !declarations.loose().isEmpty()
        || !declarations.unresolved().isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> environment = Environment.digest();
    if (environment.isEmpty()) {
      return Optional.empty();
    }
    try {
      key = OutcomeKey.of(environment.get(), options, declarations);
      Optional<byte[]> bytes = folder().read(key);
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      Outcome outcome = OutcomeCode.outcome(key, bytes.get());
      for (Answer answer : outcome.answers()) {
        if (!RecordedOutput.holds(answer, output)) {
          return Optional.empty();
        }
      }
      return Optional.of(outcome);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps the outcome of the compilation that was looked for.
   *
   * @param declarations those that were looked for
   * @param outcome what came of it; without an error
   * @return why it could not be kept, if so
   */
  public Optional<IOException> keep(Declarations declarations, Outcome outcome) {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    ProofFolder folder = folder();
    if (!isStill(declarations)) {
      return Optional.empty();
    }
    try {
      folder.write(key, OutcomeCode.of(key, outcome));
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is written but memory.", e);
    }
    return folder.failure();
  }

  /** A file that an option names may have changed since. */
  private boolean isStill(Declarations declarations) {
    try {
      Optional<byte[]> environment = Environment.digest();
      return environment.isPresent()
          && key.equals(OutcomeKey.of(environment.get(), options, declarations));
    } catch (IOException e) {
      return false;
    }
  }

  private ProofFolder folder() {
    Path cache = options.cache().orElseThrow();
    return new ProofFolder(cache);
  }
}
