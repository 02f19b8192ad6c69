package dev.rungs.processor;

import com.google.auto.service.AutoService;
import dev.rungs.processor.collect.Collector;
import dev.rungs.processor.collect.ElementConsole;
import dev.rungs.processor.collect.FilerOutput;
import dev.rungs.processor.collect.ForeignSchemas;
import dev.rungs.processor.collect.QueryFinder;
import dev.rungs.processor.model.CompileMessages;
import dev.rungs.processor.model.Options;
import dev.rungs.processor.report.Crash;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * The annotation processor: proves that every version of a schema is declared once, runs the SQL,
 * and generates the registry.
 *
 * <p>Compilers find it on the processor path.
 */
@AutoService(Processor.class)
public final class MigrationProcessor extends AbstractProcessor {
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "dev.rungs.VersionedSchema",
          "dev.rungs.Migration",
          "dev.rungs.Up",
          "dev.rungs.Down",
          "dev.rungs.Sql",
          "dev.rungs.RungsGenerated");

  private Collector collector;
  private Pipeline pipeline;
  private boolean stopped;

  /** Creates a processor. Compilers do. */
  public MigrationProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    Set<String> supported = new TreeSet<>(ANNOTATIONS);
    if (processingEnv != null) {
      supported.addAll(
          QueryFinder.supported(
              Options.parse(processingEnv.getOptions()).queries(),
              new ForeignSchemas(processingEnv).onClassPath()));
    }
    return supported;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Options.NAMES;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!stopped && MigrationProcessor.class.getModule().isNamed()) {
      stopped = true;
      processingEnv
          .getMessager()
          .printMessage(Diagnostic.Kind.ERROR, CompileMessages.onModulePath().toString());
    }
    if (!stopped) {
      try {
        run(annotations, round);
      } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
        stopped = true;
        new Crash(e).report(processingEnv.getMessager());
      }
    }
    // Annotations of other libraries are only looked at: their own processors need them, too.
    return ANNOTATIONS.containsAll(Collector.names(annotations));
  }

  private void run(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (pipeline == null) {
      Options options = Options.parse(processingEnv.getOptions());
      collector = new Collector(processingEnv, options);
      pipeline =
          new Pipeline(
              options,
              new ElementConsole(processingEnv, collector),
              new FilerOutput(processingEnv, collector));
    }
    boolean news = collector.note(annotations, round, pipeline.generated());
    if (collector.isEmpty()) {
      return;
    }
    if (round.processingOver()) {
      pipeline.finish();
    } else if (news) {
      pipeline.advance(collector.collect());
    }
  }
}
