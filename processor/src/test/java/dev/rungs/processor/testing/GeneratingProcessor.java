package dev.rungs.processor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Another processor of the same compile: it generates sources in given rounds. */
public final class GeneratingProcessor extends AbstractProcessor {
  private final Map<Integer, Map<String, String>> byRound;
  private final List<Boolean> sawRegistry = new ArrayList<>();
  private int round;

  /** Takes sources by class name by round, from 1. */
  public GeneratingProcessor(Map<Integer, Map<String, String>> byRound) {
    this.byRound = byRound;
  }

  /** Whether the registry was there, by round. */
  public List<Boolean> sawRegistry() {
    return sawRegistry;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
    round++;
    sawRegistry.add(
        processingEnv.getElementUtils().getTypeElement("app.MigrationRegistry") != null);
    byRound.getOrDefault(round, Map.of()).forEach(this::write);
    return false;
  }

  private void write(String name, String source) {
    try (Writer writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
      writer.write(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
