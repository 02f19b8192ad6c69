package dev.rungs.examples.graphcache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings a store up to date with a folder of Java sources: reads only the files that changed. */
final class Indexer {
  private final GraphStore store;
  private final JavaReader reader = new JavaReader();

  Indexer(GraphStore store) {
    this.store = store;
  }

  /**
   * What a run did.
   *
   * @param read files that were new or had changed
   * @param removed files that are no longer there
   * @param skipped files that are not Java that can be read
   */
  record Result(int read, int removed, int skipped) {}

  Result index(Path folder) throws IOException, SQLException {
    Map<String, String> known = store.digests();
    int read = 0;
    int skipped = 0;
    for (Path file : sources(folder)) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      byte[] content = Files.readAllBytes(file);
      String digest = digest(content);
      String old = known.remove(path);
      if (digest.equals(old)) {
        continue;
      }
      Optional<SourceGraph> graph = text(content).flatMap(reader::read);
      if (graph.isEmpty()) {
        skipped++;
        continue;
      }
      store.put(path, digest, graph.get());
      read++;
    }
    for (String gone : known.keySet()) {
      store.remove(gone);
    }
    store.complete();
    return new Result(read, known.size(), skipped);
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static Optional<String> text(byte[] content) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
