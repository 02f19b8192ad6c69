package dev.rungs.processor.proof;

import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.ScriptModel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The digests by which proofs are found: a chain over the versions, so that the digest of a version
 * is that of all versions up to it.
 */
final class ProofKeys {
  private final SchemaModel schema;
  private final List<byte[]> chain = new ArrayList<>();
  private final byte[] result;

  /**
   * Digests a schema.
   *
   * @param environment what a proof depends on beside it
   * @param page whether the result has a page about the schema
   */
  ProofKeys(byte[] environment, SchemaModel schema, boolean page) {
    this.schema = schema;
    // One for all: to create one takes as long as to digest a migration.
    Digest digest = new Digest();
    byte[] last =
        digest
            .add(environment)
            .add(schema.className())
            .add(schema.packageName())
            .add(schema.registryName())
            .add(schema.baseline())
            .add(schema.targets().toString())
            .add(schema.minSqlite())
            .add(schema.extensions().toString())
            .value();
    chain.add(last);
    for (MigrationModel migration : schema.migrations()) {
      last = next(digest, last, migration);
      chain.add(last);
    }
    result = digest.add("result").add(last).add(schema.currentVersion()).add(page ? 1 : 0).value();
  }

  private static byte[] next(Digest digest, byte[] before, MigrationModel migration) {
    digest
        .add(before)
        .add(migration.className())
        .add(migration.packageName())
        .add(migration.version())
        .add(migration.name())
        .add(migration.strategy().name())
        .add(migration.destructive() ? 1 : 0)
        .add(migration.schemaUnknown() ? 1 : 0)
        .add(migration.step().name())
        .add(String.join(" ", new TreeSet<>(migration.suppressed())));
    add(digest, migration.up());
    add(digest, migration.down());
    return digest.value();
  }

  private static void add(Digest digest, Optional<ScriptModel> script) {
    digest.add(script.map(ScriptModel::text));
    digest.add(script.flatMap(ScriptModel::file));
  }

  /** The key of what the whole schema showed. */
  String result() {
    return HexFormat.of().formatHex(result);
  }

  /** The key of the checkpoint after a version. */
  String checkpoint(int version) {
    return HexFormat.of()
        .formatHex(new Digest().add("checkpoint").add(chain.get(schema.countTo(version))).value());
  }
}
