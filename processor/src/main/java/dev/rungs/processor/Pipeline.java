package dev.rungs.processor;

import dev.rungs.processor.check.Checks;
import dev.rungs.processor.check.Checks.Verdict;
import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.Declarations;
import dev.rungs.processor.model.MigrationDeclaration;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.model.Options.Verify;
import dev.rungs.processor.model.Problem;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.model.QueryAnnotation;
import dev.rungs.processor.model.QueryDeclarations;
import dev.rungs.processor.model.Release;
import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.model.SchemaDeclaration;
import dev.rungs.processor.model.SchemaDeclaration.NameState;
import dev.rungs.processor.model.SchemaHistory;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.processor.model.Site;
import dev.rungs.processor.proof.KeptOutcomes;
import dev.rungs.processor.proof.Outcome;
import dev.rungs.processor.proof.ProvenReplay;
import dev.rungs.processor.proof.ProvenReplay.Proof;
import dev.rungs.processor.proof.RecordedOutput;
import dev.rungs.processor.query.HistoryCode;
import dev.rungs.processor.replay.OlderReplay;
import dev.rungs.processor.replay.Replay;
import dev.rungs.processor.replay.ReplayResult;
import dev.rungs.processor.report.Console;
import dev.rungs.processor.report.ProblemReporter;
import dev.rungs.processor.write.ClassOutputFile;
import dev.rungs.processor.write.Output;
import dev.rungs.processor.write.RegistryWriter;
import dev.rungs.processor.write.SchemaFiles;
import dev.rungs.processor.write.SchemaPage;
import dev.rungs.processor.write.ServiceFile;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The way from declarations to a registry: check, replay, write.
 *
 * <p>A schema is done in the first round in which its checks find nothing. That is final: once
 * versions 1 to CURRENT_VERSION are each declared, a migration that comes later is one too many.
 * What is still wrong in the last round is reported then, all of it together.
 */
final class Pipeline {
  private final Console console;
  private final Options options;
  private final Output output;
  private final RecordedOutput early;
  private final RecordedOutput late;
  private final KeptOutcomes outcomes;
  private final List<Problem> settled = new ArrayList<>();
  private final Set<String> done = new TreeSet<>();
  private final Set<String> registries = new TreeSet<>();
  private final Map<String, String> pages = new TreeMap<>();
  private final Map<String, Map<String, byte[]>> schemaFiles = new TreeMap<>();
  private final Map<SchemaModel, ReplayResult> locked = new LinkedHashMap<>();
  private final Map<String, SchemaModel> sound = new TreeMap<>();
  private final Map<String, Optional<SchemaDdl>> finished = new TreeMap<>();
  private final Set<String> generated = new TreeSet<>();
  private int rounds;
  private int settledEarly;

  /** Not needed where the outcome of an earlier compile is used. */
  private Checks checks;

  private RegistryWriter writer;
  private LockStage lock;

  /** What an earlier compile of the same did, as long as nothing was added in a later round. */
  private Optional<Outcome> adopted = Optional.empty();

  /** Whether another compile of the same would do the same. */
  private boolean lasting = true;

  private Declarations declarations =
      new Declarations(
          List.of(), List.of(), new TreeSet<>(), new TreeSet<>(), QueryDeclarations.NONE, Map.of());
  private Verdict verdict = Verdict.NONE;

  Pipeline(Options options, Console console, Output output) {
    this.console = console;
    this.options = options;
    this.output = output;
    this.early = new RecordedOutput(output);
    this.late = new RecordedOutput(output);
    this.outcomes = new KeptOutcomes(options);
    this.settled.addAll(options.problems());
  }

  /** The classes generated up to now. */
  Set<String> generated() {
    if (writer != null) {
      generated.addAll(writer.written());
    }
    return generated;
  }

  /** Does what a round makes possible. */
  void advance(Declarations found) {
    rounds++;
    declarations = found;
    if (rounds == 1) {
      adopted = outcomes.find(found, output);
      if (adopted.isPresent()) {
        adopt(adopted.get());
        return;
      }
    }
    if (checks == null) {
      checks = new Checks();
      writer = new RegistryWriter(early);
    }
    verdict = checks.run(found);
    for (SchemaModel schema : verdict.clean()) {
      if (done.add(schema.className())) {
        complete(schema);
      } else if (adopted.isPresent()) {
        recover(schema);
      }
    }
    adopted = Optional.empty();
    settledEarly = settled.size();
    for (SchemaDeclaration schema : found.schemas()) {
      if (!registries.contains(schema.registry()) && schema.nameState() == NameState.FREE) {
        write(schema.registry(), () -> writer.writeFront(schema, migrations()));
      }
    }
  }

  /** Writes what an earlier compile of the same has written by now. */
  private void adopt(Outcome outcome) {
    writeAgain(outcome.early());
    done.addAll(outcome.schemas());
    registries.addAll(outcome.registries());
    generated.addAll(outcome.classes());
    pages.putAll(outcome.pages());
    schemaFiles.putAll(outcome.schemaFiles());
    settled.addAll(outcome.problems());
  }

  private void writeAgain(List<Outcome.Written> files) {
    for (Outcome.Written file : files) {
      try {
        RecordedOutput.writeAgain(file, output);
      } catch (IOException e) {
        notWritten(file.what(), e);
      }
    }
  }

  /** A later round brought more: what queries need of a schema is not in its outcome. */
  private void recover(SchemaModel schema) {
    Proof proof = prove(schema, new SchemaFiles(schema));
    sound.put(schema.className(), schema);
    finished.put(schema.className(), proof.replay().finished());
    if (options.lock().isPresent()) {
      locked.put(schema, proof.replay());
    }
  }

  /** Reports what is wrong, and writes what depends on all schemas. */
  void finish() {
    Map<String, SchemaHistory> histories = adopted.isPresent() ? Map.of() : histories();
    Map<String, String> plans = new TreeMap<>();
    if (adopted.isPresent()) {
      settled.addAll(adopted.get().lateProblems());
    } else {
      QueryStage stage = new QueryStage(options, declarations, withBehind(histories));
      if (options.verify() != Verify.OFF) {
        settle(stage.run(this::release));
        plans.putAll(stage.pages());
      }
      locked.forEach((schema, replay) -> emitLock(schema, replay, stage));
    }
    if (!registries.isEmpty() && !isFailure(settled) && !isFailure(verdict.problems())) {
      writeServiceFile();
      if (adopted.isPresent()) {
        writeAgain(adopted.get().late());
      } else {
        if (options.docs()) {
          pages.forEach((schema, text) -> writePage("schema", schema, text));
          plans.forEach((schema, text) -> writePage("queries", schema, text));
        }
        if (options.schema().isPresent()) {
          writeSchemas();
        }
        histories.forEach(this::writeHistory);
      }
      if (options.schema().isPresent()) {
        writeSchemaFolders(options.schema().get());
      }
    }
    if (adopted.isEmpty() && isWhole()) {
      outcomes.keep(declarations, outcome()).ifPresent(this::note);
    }
    boolean failed = isFailure(settled) || isFailure(verdict.problems());
    if (writer != null && failed && output.seesMissingClasses()) {
      write("What stands in for the registry", writer::writeStandIns);
    }
    if (!settled.isEmpty() || !verdict.problems().isEmpty()) {
      report();
    }
  }

  private void report() {
    DeclaredPlaces places = new DeclaredPlaces(declarations, console);
    List<Problem> problems = new ArrayList<>(settled);
    problems.addAll(verdict.problems());
    problems.removeIf(places::isSilenced);
    problems.replaceAll(this::asHardAsAsked);
    new ProblemReporter(console, places::anchor, places).report(problems);
  }

  private void writeServiceFile() {
    try {
      new ServiceFile(output).write(registries);
    } catch (IOException e) {
      notWritten("The service entry", e);
    }
  }

  private void settle(List<Problem> found) {
    found.replaceAll(this::asHardAsAsked);
    settled.addAll(found);
  }

  private Outcome outcome() {
    return new Outcome(
        List.copyOf(done),
        List.copyOf(registries),
        List.copyOf(generated()),
        early.answers(),
        early.written(),
        late.written(),
        settled.subList(0, settledEarly),
        settled.subList(settledEarly, settled.size()),
        pages,
        schemaFiles);
  }

  /** Whether everything was declared in one round, and built without an error. */
  private boolean isWhole() {
    return rounds == 1
        && lasting
        && early.isComplete()
        && late.isComplete()
        && late.answers().isEmpty()
        && verdict.problems().isEmpty()
        && done.size() == declarations.schemas().size()
        && !isFailure(settled);
  }

  private void note(IOException failure) {
    settled.add(
        CompileMessages.cacheNotWritten(
                options.cache().orElseThrow().toString(), failure.toString())
            .at(0, Site.NOWHERE));
  }

  /** A warning that is not silenced is an error where {@code -Arungs.warnings} says so. */
  private Problem asHardAsAsked(Problem problem) {
    boolean asked =
        problem.severity() == Severity.WARNING
            && options.warnings().areErrors(problem.key())
            && !new DeclaredPlaces(declarations, console).isSilenced(problem);
    return asked ? problem.as(Severity.ERROR) : problem;
  }

  private void complete(SchemaModel schema) {
    SchemaFiles files = new SchemaFiles(schema);
    Proof proof = prove(schema, files);
    ReplayResult replay = proof.replay();
    lasting &= proof.lasting();
    List<Problem> found = new ArrayList<>(replay.problems());
    if (options.verify() != Verify.OFF && !isFailure(found)) {
      options.sqlite().ifPresent(jar -> found.addAll(OlderReplay.run(schema, jar)));
    }
    if (options.lock().isPresent()) {
      found.addAll(lock().run(schema, replay));
      locked.put(schema, replay);
    }
    settle(found);
    pages.put(schema.className(), proof.page());
    schemaFiles.put(files.folder(), files.files());
    if (!isFailure(found)) {
      write(schema.registry(), () -> writer.write(schema, replay.fingerprints(), replay.image()));
      registries.add(schema.registry());
      sound.put(schema.className(), schema);
      finished.put(schema.className(), replay.finished());
    }
  }

  private Optional<Release> release(String schema) {
    return options.rolling() && options.lock().isPresent()
        ? lock().release(schema)
        : Optional.empty();
  }

  private LockStage lock() {
    if (lock == null) {
      lock = new LockStage(options.lock().orElseThrow(), late);
    }
    return lock;
  }

  private void emitLock(SchemaModel schema, ReplayResult replay, QueryStage stage) {
    write(
        ClassOutputFile.lock(output, schema.registry()).path(),
        () -> lock().emit(schema, replay, stage.lines(schema.className())));
  }

  /** What queries are checked against, here and in other modules. */
  private Map<String, SchemaHistory> histories() {
    Map<String, SchemaHistory> histories = new TreeMap<>();
    sound.forEach((name, schema) -> histories.put(name, history(schema, finished.get(name))));
    return histories;
  }

  private SchemaHistory history(SchemaModel schema, Optional<SchemaDdl> finished) {
    List<String> holders =
        declarations.queries().queries().stream()
            .map(query -> query.site().className())
            .distinct()
            .toList();
    List<QueryAnnotation> queries =
        declarations.schemas().stream()
            .filter(declared -> declared.className().equals(schema.className()))
            .flatMap(declared -> declared.queries().stream())
            .toList();
    return SchemaHistory.of(schema, queries, finished, holders);
  }

  /** Adds those that only want a higher CURRENT_VERSION: a query may be why. */
  private Map<String, SchemaHistory> withBehind(Map<String, SchemaHistory> histories) {
    Map<String, SchemaHistory> all = new TreeMap<>(histories);
    if (options.verify() != Verify.OFF && !declarations.queries().queries().isEmpty()) {
      for (Checks.Behind behind : verdict.behind()) {
        SchemaModel schema = behind.schema();
        ReplayResult replay = prove(schema, new SchemaFiles(schema)).replay();
        if (!isFailure(replay.problems())) {
          all.put(schema.className(), history(schema, replay.finished()).withAbove(behind.above()));
        }
      }
    }
    return all;
  }

  private void writeHistory(String schema, SchemaHistory history) {
    String path = HistoryCode.path(sound.get(schema).registry());
    write(
        path,
        () -> {
          try (OutputStream out = late.bytes(path)) {
            out.write(HistoryCode.write(history));
          }
        });
  }

  private Proof prove(SchemaModel schema, SchemaFiles files) {
    SchemaPage page = new SchemaPage();
    Supplier<String> text = () -> options.docs() ? page.text(schema) : "";
    if (options.verify() == Verify.OFF || !declaresSql(schema)) {
      return new Proof(ReplayResult.of(List.of()), text.get(), true);
    }
    // The schema of every version is known only if every version is run.
    boolean everything = options.verify() == Verify.ALL || options.schema().isPresent();
    return new ProvenReplay(everything ? Optional.empty() : options.cache(), options.limit())
        .run(schema, observer(page, files), text);
  }

  private Replay.Observer observer(SchemaPage page, SchemaFiles files) {
    if (!options.docs() && options.schema().isEmpty()) {
      return Replay.Observer.NONE;
    }
    return new Replay.Observer() {
      @Override
      public void version(int version, SchemaSnapshot snapshot, SchemaDdl ddl) {
        page.version(version, snapshot, ddl);
        files.version(version, ddl);
      }

      @Override
      public void finished(byte[] database) {
        files.finished(database);
      }
    };
  }

  /** One page a schema; the only one has the plain name. */
  private void writePage(String about, String schema, String text) {
    String name = pages.size() <= 1 ? about + ".md" : about + "-" + schema + ".md";
    ClassOutputFile page = new ClassOutputFile(late, name);
    write(page.path(), () -> page.write(text));
  }

  private void writeSchemas() {
    schemaFiles.forEach(
        (registry, files) ->
            write("META-INF/rungs/" + registry, () -> SchemaFiles.write(files, registry, late)));
  }

  /** The only schema goes into the folder itself, several into one below it each. */
  private void writeSchemaFolders(Path folder) {
    schemaFiles.forEach(
        (registry, files) -> {
          Path target = schemaFiles.size() == 1 ? folder : folder.resolve(registry);
          write(target.toString(), () -> SchemaFolder.write(target, files));
        });
  }

  private static boolean declaresSql(SchemaModel schema) {
    return schema.migrations().stream().anyMatch(m -> m.up().isPresent() || m.down().isPresent());
  }

  private static boolean isFailure(List<Problem> problems) {
    for (Problem problem : problems) {
      if (problem.isError()) {
        return true;
      }
    }
    return false;
  }

  private void write(String what, Writing writing) {
    early.begin(what);
    late.begin(what);
    try {
      writing.run();
    } catch (IOException e) {
      notWritten(what, e);
    }
  }

  private void notWritten(String what, IOException failure) {
    settled.add(CompileMessages.notWritten(what, failure.getMessage()).at(0, Site.NOWHERE));
  }

  private List<String> migrations() {
    return declarations.migrations().stream().map(MigrationDeclaration::className).toList();
  }

  /** Something that is written. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }
}
