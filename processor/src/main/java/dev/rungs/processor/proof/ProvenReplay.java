package dev.rungs.processor.proof;

import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.replay.Checkpoint;
import dev.rungs.processor.replay.Checkpoints;
import dev.rungs.processor.replay.Replay;
import dev.rungs.processor.replay.ReplayResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A replay that is not run again if it was run before: for the same migrations, in the same
 * environment. If the last versions changed, it goes on from the newest checkpoint before them.
 */
public final class ProvenReplay {
  /** How far behind the last version checkpoints are kept: the last ones change most. */
  private static final Set<Integer> DISTANCES = Set.of(0, 1, 10, 100);

  /**
   * What was proved.
   *
   * @param replay what running the migrations showed
   * @param page about the schema; empty if none was asked for
   * @param lasting whether another run would show the same: it was not cut short, and what it
   *     showed could be kept
   */
  public record Proof(ReplayResult replay, String page, boolean lasting) {}

  private final Optional<Path> cache;
  private final Duration limit;

  /**
   * Keeps proofs in a folder.
   *
   * @param cache the folder; without one, every replay is run
   * @param limit the time that a script may take, and the trials of a version
   */
  public ProvenReplay(Optional<Path> cache, Duration limit) {
    this.cache = cache;
    this.limit = limit;
  }

  /**
   * Runs a schema, or finds what running it has shown.
   *
   * @param schema a schema without gaps
   * @param observer is shown the schema at every version, if it is run; none if there is no page
   * @param page is asked after the replay, if it is run
   * @return the same as without a cache, but for a note if the cache cannot be written
   */
  public Proof run(SchemaModel schema, Replay.Observer observer, Supplier<String> page) {
    Optional<byte[]> environment = cache.flatMap(c -> Environment.digest());
    if (environment.isEmpty()) {
      Cut cut = new Cut();
      ReplayResult replay = Replay.run(schema, observer, limit, cut);
      return new Proof(replay, page.get(), !cut.refused);
    }
    ProofKeys keys = new ProofKeys(environment.get(), schema, observer != Replay.Observer.NONE);
    ProofFolder folder = new ProofFolder(cache.get());
    Optional<Proof> known =
        folder.read(keys.result()).flatMap(bytes -> decoded(keys.result(), bytes));
    if (known.isPresent()) {
      return known.get();
    }
    Kept kept = new Kept(folder, keys, schema);
    ReplayResult replay = Replay.run(schema, observer, limit, kept);
    boolean available =
        replay.problems().stream().noneMatch(p -> p.key() == ProblemKey.SQLITE_UNAVAILABLE);
    Proof proof = new Proof(replay, page.get(), available && !kept.refused);
    if (proof.lasting()) {
      try {
        folder.write(keys.result(), ProofCode.ofResult(keys.result(), proof));
      } catch (IOException e) {
        throw new IllegalStateException("Nothing is written but memory.", e);
      }
    }
    return folder.failure().map(e -> noted(proof, e)).orElse(proof);
  }

  private static Optional<Proof> decoded(String key, byte[] bytes) {
    try {
      return Optional.of(ProofCode.result(key, bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Proof noted(Proof proof, IOException failure) {
    List<Problem> problems = new ArrayList<>(proof.replay().problems());
    problems.add(
        CompileMessages.cacheNotWritten(cache.get().toString(), failure.toString())
            .at(0, Site.NOWHERE));
    return new Proof(
        new ReplayResult(
            problems,
            proof.replay().fingerprints(),
            proof.replay().finished(),
            proof.replay().image()),
        proof.page(),
        false);
  }

  /** Keeps nothing, and remembers whether the replay was cut short. */
  private static final class Cut extends Checkpoints.Absent {
    private boolean refused;

    @Override
    public void refuse() {
      refused = true;
    }
  }

  /** The checkpoints of one schema. */
  private static final class Kept implements Checkpoints {
    private final ProofFolder folder;
    private final ProofKeys keys;
    private final SchemaModel schema;
    private boolean refused;

    Kept(ProofFolder folder, ProofKeys keys, SchemaModel schema) {
      this.folder = folder;
      this.keys = keys;
      this.schema = schema;
    }

    @Override
    public void refuse() {
      refused = true;
    }

    @Override
    public Optional<Checkpoint> latest() {
      Predicate<String> kept = folder.kept();
      for (int version = schema.currentVersion(); version >= schema.baseline(); version--) {
        String key = keys.checkpoint(version);
        if (kept.test(key)) {
          Optional<Checkpoint> checkpoint = folder.read(key).flatMap(bytes -> decoded(key, bytes));
          if (checkpoint.isPresent() && checkpoint.get().version() == version) {
            return checkpoint;
          }
        }
      }
      return Optional.empty();
    }

    private static Optional<Checkpoint> decoded(String key, byte[] bytes) {
      try {
        return Optional.of(ProofCode.checkpoint(key, bytes));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    @Override
    public boolean wants(int version) {
      return !refused && DISTANCES.contains(schema.currentVersion() - version);
    }

    @Override
    public void keep(Checkpoint checkpoint) {
      try {
        String key = keys.checkpoint(checkpoint.version());
        folder.write(key, ProofCode.ofCheckpoint(key, checkpoint));
      } catch (IOException e) {
        throw new IllegalStateException("Nothing is written but memory.", e);
      }
    }
  }
}
