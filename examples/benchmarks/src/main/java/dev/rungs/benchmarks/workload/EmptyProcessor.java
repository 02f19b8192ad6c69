package dev.rungs.benchmarks.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Generates an empty class and does nothing else. What javac takes longer with it is what any
 * processor that generates a class costs: the compiler enters all sources once more.
 */
@SupportedAnnotationTypes("dev.rungs.VersionedSchema")
public final class EmptyProcessor extends AbstractProcessor {
  private boolean done;

  /** Makes a processor. Javac does. */
  public EmptyProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!done) {
      done = true;
      String name = RegistrySources.PACKAGE + ".Empty";
      try (Writer writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
        writer.write("package " + RegistrySources.PACKAGE + ";\n\nfinal class Empty {}\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }
}
