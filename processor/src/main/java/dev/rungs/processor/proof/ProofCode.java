package dev.rungs.processor.proof;

import static dev.rungs.processor.proof.PackedBytes.bytes;
import static dev.rungs.processor.proof.PackedBytes.pack;
import static dev.rungs.processor.proof.PackedBytes.problems;
import static dev.rungs.processor.proof.PackedBytes.text;
import static dev.rungs.processor.proof.PackedBytes.unpack;
import static dev.rungs.processor.proof.PackedBytes.write;

import dev.rungs.processor.model.FinishedImage;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.query.HistoryCode;
import dev.rungs.processor.query.Unchecked;
import dev.rungs.processor.replay.Checkpoint;
import dev.rungs.processor.replay.Checkpoint.MissingParent;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.replay.query.QueryCheck;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Proofs as packed bytes, and back, each with the key of what it proves. */
final class ProofCode {
  private ProofCode() {}

  /** Writes what a schema showed. */
  static byte[] ofResult(String key, ProvenReplay.Proof proof) throws IOException {
    return pack(
        key,
        out -> {
          ReplayResult replay = proof.replay();
          write(replay.problems(), out);
          writeFingerprints(replay.fingerprints(), out);
          out.writeBoolean(replay.finished().isPresent());
          if (replay.finished().isPresent()) {
            HistoryCode.write(replay.finished().get(), out);
          }
          out.writeBoolean(replay.image().isPresent());
          if (replay.image().isPresent()) {
            out.writeInt(replay.image().get().version());
            write(replay.image().get().bytes(), out);
          }
          write(proof.page(), out);
        });
  }

  static ProvenReplay.Proof result(String key, byte[] bytes) throws IOException {
    return unpack(
        key,
        bytes,
        in -> {
          List<Problem> problems = problems(in);
          Map<Integer, String> fingerprints = fingerprints(in);
          Optional<SchemaDdl> finished =
              in.readBoolean() ? Optional.of(HistoryCode.ddl(in)) : Optional.empty();
          Optional<FinishedImage> image =
              in.readBoolean()
                  ? Optional.of(new FinishedImage(in.readInt(), bytes(in)))
                  : Optional.empty();
          return new ProvenReplay.Proof(
              new ReplayResult(problems, fingerprints, finished, image), text(in), true);
        });
  }

  /** Writes where a replay stood. */
  static byte[] ofCheckpoint(String key, Checkpoint checkpoint) throws IOException {
    return pack(
        key,
        out -> {
          out.writeInt(checkpoint.version());
          write(checkpoint.database(), out);
          out.writeBoolean(checkpoint.imaged().isPresent());
          if (checkpoint.imaged().isPresent()) {
            write(checkpoint.imaged().get(), out);
          }
          write(checkpoint.problems(), out);
          writeFingerprints(checkpoint.fingerprints(), out);
          out.writeInt(checkpoint.order().size());
          for (String name : checkpoint.order()) {
            write(name, out);
          }
          out.writeInt(checkpoint.createdIn().size());
          for (Map.Entry<String, Integer> entry :
              new TreeMap<>(checkpoint.createdIn()).entrySet()) {
            write(entry.getKey(), out);
            out.writeInt(entry.getValue());
          }
          out.writeInt(checkpoint.missingParents().size());
          for (MissingParent missing : checkpoint.missingParents()) {
            out.writeInt(missing.version());
            write(missing.child(), out);
            write(missing.parent(), out);
          }
        });
  }

  static Checkpoint checkpoint(String key, byte[] bytes) throws IOException {
    return unpack(
        key,
        bytes,
        in -> {
          int version = in.readInt();
          byte[] database = bytes(in);
          Optional<byte[]> imaged = in.readBoolean() ? Optional.of(bytes(in)) : Optional.empty();
          List<Problem> problems = problems(in);
          Map<Integer, String> fingerprints = fingerprints(in);
          List<String> order = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            order.add(text(in));
          }
          Map<String, Integer> createdIn = new HashMap<>();
          for (int left = in.readInt(); left > 0; left--) {
            createdIn.put(text(in), in.readInt());
          }
          List<MissingParent> missing = new ArrayList<>();
          for (int left = in.readInt(); left > 0; left--) {
            missing.add(new MissingParent(in.readInt(), text(in), text(in)));
          }
          return new Checkpoint(
              version, database, imaged, problems, fingerprints, order, createdIn, missing);
        });
  }

  /** Writes what queries showed. */
  static byte[] ofQueries(String key, QueryCheck.Result result) throws IOException {
    return pack(
        key,
        out -> {
          write(result.problems(), out);
          out.writeInt(result.unchecked().size());
          for (Map.Entry<Unchecked, List<String>> entry :
              new TreeMap<>(result.unchecked()).entrySet()) {
            write(entry.getKey().name(), out);
            out.writeInt(entry.getValue().size());
            for (String name : entry.getValue()) {
              write(name, out);
            }
          }
          write(result.page(), out);
        });
  }

  static QueryCheck.Result queries(String key, byte[] bytes) throws IOException {
    return unpack(
        key,
        bytes,
        in -> {
          List<Problem> problems = problems(in);
          Map<Unchecked, List<String>> unchecked = new TreeMap<>();
          for (int left = in.readInt(); left > 0; left--) {
            Unchecked reason = Unchecked.valueOf(text(in));
            List<String> names = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
              names.add(text(in));
            }
            unchecked.put(reason, names);
          }
          return new QueryCheck.Result(problems, unchecked, text(in));
        });
  }

  private static void writeFingerprints(Map<Integer, String> fingerprints, DataOutputStream out)
      throws IOException {
    out.writeInt(fingerprints.size());
    for (Map.Entry<Integer, String> entry : new TreeMap<>(fingerprints).entrySet()) {
      out.writeInt(entry.getKey());
      write(entry.getValue(), out);
    }
  }

  private static Map<Integer, String> fingerprints(DataInputStream in) throws IOException {
    Map<Integer, String> fingerprints = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      fingerprints.put(in.readInt(), text(in));
    }
    return fingerprints;
  }
}
