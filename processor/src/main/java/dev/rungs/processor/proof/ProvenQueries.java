package dev.rungs.processor.proof;

import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.query.HistoryCode;
import dev.rungs.processor.replay.query.QueryCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A check of queries that is not run again if it was run before, on the same schema. */
public final class ProvenQueries {
  private final Optional<Path> cache;

  /**
   * Keeps results in a folder.
   *
   * @param cache the folder; without one, every check is run
   */
  public ProvenQueries(Optional<Path> cache) {
    this.cache = cache;
  }

  /**
   * Checks queries, or finds what checking them has shown.
   *
   * @param schema the schema that they are for
   * @param queries what the program has
   * @param asked what is asked for beside
   * @return the same as without a cache
   */
  public QueryCheck.Result run(
      SchemaHistory schema, List<QueryDeclaration> queries, QueryCheck.Asked asked) {
    Optional<byte[]> environment = cache.flatMap(c -> Environment.digest());
    if (environment.isEmpty()) {
      return QueryCheck.run(schema, queries, asked);
    }
    ProofFolder folder = new ProofFolder(cache.get());
    String key = key(environment.get(), schema, queries, asked);
    Optional<QueryCheck.Result> known = folder.read(key).flatMap(bytes -> decoded(key, bytes));
    if (known.isPresent()) {
      return known.get();
    }
    QueryCheck.Result result = QueryCheck.run(schema, queries, asked);
    try {
      folder.write(key, ProofCode.ofQueries(key, result));
    } catch (IOException e) {
      throw new IllegalStateException("Nothing is written but memory.", e);
    }
    return result;
  }

  private static Optional<QueryCheck.Result> decoded(String key, byte[] bytes) {
    try {
      return Optional.of(ProofCode.queries(key, bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String key(
      byte[] environment,
      SchemaHistory schema,
      List<QueryDeclaration> queries,
      QueryCheck.Asked asked) {
    Digest digest = new Digest().add("queries").add(environment).add(HistoryCode.write(schema));
    digest.add(schema.above().toString());
    for (QueryDeclaration query : queries) {
      digest.add(query.site().toString()).add(query.name()).add(query.sql());
      digest.add(query.binding().toString()).add(query.result().toString());
    }
    digest.add(asked.toString());
    return HexFormat.of().formatHex(digest.value());
  }
}
