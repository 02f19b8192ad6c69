package dev.rungs.processor.proof;

import dev.rungs.Target;
import dev.rungs.processor.model.ClassShape;
import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.LockNeighbours;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.QueryDeclaration;
import dev.rungs.processor.model.QueryDeclarations;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.VersionField;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.ScriptDeclaration;
import dev.rungs.processor.model.ScriptDeclaration.SqlFile;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.query.HistoryCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The digest by which an outcome is found: of all that a compilation declares, whether or not a
 * schema is built of it, and of what options say and name.
 */
final class OutcomeKey {
  private OutcomeKey() {}

  /**
   * Digests a compilation.
   *
   * @param environment what an outcome depends on beside it
   * @param options of the compiler
   * @param declarations everything that was collected
   * @return the key
   * @throws IOException if a file that an option names cannot be read
   */
  static String of(byte[] environment, Options options, Declarations declarations)
      throws IOException {
    Digest digest = new Digest().add("outcome").add(environment);
    addOptions(options, digest);
    digest.add(declarations.schemas().size());
    for (SchemaDeclaration schema : declarations.schemas()) {
      add(schema, digest);
    }
    digest.add(declarations.migrations().size());
    for (MigrationDeclaration migration : declarations.migrations()) {
      add(migration, digest);
    }
    add(declarations.loose(), digest);
    add(declarations.unresolved(), digest);
    add(declarations.queries(), digest);
    digest.add(declarations.leftovers().size());
    for (Map.Entry<String, String> left : declarations.leftovers().entrySet()) {
      digest.add(left.getKey()).add(left.getValue());
    }
    return HexFormat.of().formatHex(digest.value());
  }

  private static void addOptions(Options options, Digest digest) throws IOException {
    digest.add(options.verify().name());
    digest
        .add(options.docs())
        .add(options.schema().isPresent())
        .add(options.rolling())
        .add(options.warnings().fullScans());
    addAnnotations(options.queries(), digest);
    TreeSet<String> strict = new TreeSet<>();
    for (ProblemKey key : options.warnings().keys()) {
      strict.add(key.name());
    }
    add(strict, digest);
    digest.add(options.lock().isPresent());
    if (options.lock().isPresent()) {
      Path lock = options.lock().get();
      boolean exists = Files.exists(lock);
      digest.add(lock.toString()).add(exists);
      if (exists) {
        digest.add(Files.readAllBytes(lock));
      } else {
        addNeighbours(lock, digest);
      }
    }
    digest.add(options.sqlite().isPresent());
    if (options.sqlite().isPresent()) {
      digest.add(options.sqlite().get().toString());
      Environment.addCode(options.sqlite().get(), digest);
    }
  }

  private static void addNeighbours(Path lock, Digest digest) {
    Optional<SortedMap<String, String>> beside = LockNeighbours.of(lock);
    digest.add(beside.isPresent());
    if (beside.isPresent()) {
      digest.add(beside.get().size());
      for (Map.Entry<String, String> file : beside.get().entrySet()) {
        digest.add(file.getKey()).add(file.getValue());
      }
    }
  }

  private static void add(SchemaDeclaration schema, Digest digest) {
    digest
        .add(schema.className())
        .add(schema.packageName())
        .add(schema.registryName())
        .add(schema.nameState().name());
    digest.add(schema.field().isPresent());
    if (schema.field().isPresent()) {
      VersionField field = schema.field().get();
      digest.add(field.type()).add(field.isStatic()).add(field.isFinal()).add(field.isPrivate());
      digest.add(field.value().isPresent()).add(field.value().orElse(0));
    }
    digest.add(schema.baseline());
    digest.add(schema.targets().size());
    for (Target target : schema.targets()) {
      digest.add(target.name());
    }
    digest.add(schema.minSqlite()).add(schema.compiled());
    addAnnotations(schema.queries(), digest);
    add(schema.functions(), digest);
    add(schema.collations(), digest);
    add(schema.tokenizers(), digest);
  }

  private static void add(MigrationDeclaration migration, Digest digest) {
    digest
        .add(migration.className())
        .add(migration.packageName())
        .add(migration.version())
        .add(migration.name())
        .add(migration.strategy().name())
        .add(migration.destructive())
        .add(migration.schemaUnknown())
        .add(migration.schema());
    ClassShape shape = migration.shape();
    digest
        .add(shape.kind().name())
        .add(shape.isAbstract())
        .add(shape.generic())
        .add(shape.inner())
        .add(shape.access().name())
        .add(shape.constructor().present())
        .add(shape.constructor().access().name());
    add(shape.constructor().checkedExceptions(), digest);
    digest.add(migration.step().name());
    add(migration.up(), digest);
    add(migration.down(), digest);
    add(new TreeSet<>(migration.suppressed()), digest);
    digest.add(migration.compiled());
  }

  private static void add(Optional<ScriptDeclaration> script, Digest digest) {
    digest.add(script.isPresent());
    if (script.isPresent()) {
      digest.add(script.get().inline());
      digest.add(script.get().file().isPresent());
      if (script.get().file().isPresent()) {
        SqlFile file = script.get().file().get();
        digest.add(file.name()).add(file.text()).add(file.path()).add(file.fault().isPresent());
        if (file.fault().isPresent()) {
          digest.add(file.fault().get().key().name()).add(file.fault().get().text());
        }
      }
    }
  }

  private static void add(QueryDeclarations queries, Digest digest) {
    digest.add(queries.queries().size());
    for (QueryDeclaration query : queries.queries()) {
      add(query, digest);
    }
    addAnnotations(queries.everywhere(), digest);
    digest.add(queries.elsewhere().size());
    for (SchemaHistory schema : queries.elsewhere()) {
      digest.add(HistoryCode.write(schema)).add(schema.above().toString());
    }
  }

  private static void add(QueryDeclaration query, Digest digest) {
    digest.add(query.site().className()).add(query.site().part().name());
    digest.add(query.site().member().isPresent());
    if (query.site().member().isPresent()) {
      Site.Member member = query.site().member().get();
      digest
          .add(member.signature())
          .add(member.annotation())
          .add(member.index())
          .add(member.element());
    }
    digest.add(query.packageName()).add(query.name()).add(query.schema()).add(query.sql());
    QueryDeclaration.Binding binding = query.binding();
    digest.add(binding.library().name()).add(binding.complete()).add(binding.parameters().size());
    for (QueryDeclaration.Parameter parameter : binding.parameters()) {
      digest.add(parameter.name()).add(parameter.named()).add(parameter.kind().name());
    }
    digest.add(query.result().isPresent());
    if (query.result().isPresent()) {
      digest.add(query.result().get().name());
      add(query.result().get().components(), digest);
    }
    add(new TreeSet<>(query.suppressed()), digest);
  }

  private static void addAnnotations(List<QueryAnnotation> annotations, Digest digest) {
    digest.add(annotations.size());
    for (QueryAnnotation annotation : annotations) {
      digest.add(annotation.type()).add(annotation.element());
    }
  }

  private static void add(Collection<String> texts, Digest digest) {
    digest.add(texts.size());
    for (String text : texts) {
      digest.add(text);
    }
  }
}
