package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.ProblemKey;
import dev.rungs.processor.model.ProblemKey.Severity;
import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.FailingSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures that no source brings about, and that each of the others has a source. */
class FailuresTest {
  /** What tests other than failing sources bring about: two here, one in a compiler of its own. */
  private static final Set<ProblemKey> WITHOUT_SOURCE =
      EnumSet.of(ProblemKey.BUG, ProblemKey.OUTPUT, ProblemKey.SQLITE_UNAVAILABLE);

  @TempDir Path folder;

  @Test
  void everyErrorHasAFailingSource() {
    Set<String> expected = new TreeSet<>();
    FailingSource.all()
        .forEach(source -> source.expected().forEach(e -> expected.add(e.split(" ")[0])));
    Set<String> missing = new TreeSet<>();
    for (ProblemKey key : ProblemKey.values()) {
      boolean needed = key.severity() == Severity.ERROR && !WITHOUT_SOURCE.contains(key);
      if (needed && !expected.contains(key.key())) {
        missing.add(key.key());
      }
    }
    assertEquals(Set.of(), missing);
  }

  private Compile oneMigration() {
    return Compile.in(folder)
        .file("app/AppSchema.java", schema(1))
        .file("app/V1.java", migration(1));
  }

  @Test
  void aFailureOfTheProcessorIsReportedAsOne() {
    Compiled compiled =
        oneMigration().ours(() -> filerThrows(new IllegalStateException("out of order"))).run();
    assertFalse(compiled.success());
    assertEquals(List.of("Bug"), compiled.brief());
    String text = compiled.errors().get(0).text();
    assertTrue(text.contains("java.lang.IllegalStateException: out of order"), text);
    assertTrue(text.contains("at dev.rungs.processor"), text);
    assertTrue(text.contains("report it"), text);
  }

  @Test
  void aFullDiskIsNoBug() {
    Compiled compiled =
        oneMigration().ours(() -> filerThrows(new IOException("No space left on device"))).run();
    assertFalse(compiled.success());
    assertEquals(List.of("Output"), compiled.brief());
    assertTrue(compiled.text().contains("No space left on device"), compiled::text);
  }

  /** Our processor, in an environment that an IDE could have wrapped, and with a broken filer. */
  private static Processor filerThrows(Exception failure) {
    MigrationProcessor ours = new MigrationProcessor();
    return proxy(
        Processor.class,
        ours,
        "init",
        arguments -> {
          ProcessingEnvironment environment = (ProcessingEnvironment) arguments[0];
          Filer broken =
              proxy(
                  Filer.class,
                  environment.getFiler(),
                  "createSourceFile",
                  ignored -> {
                    throw failure;
                  });
          ours.init(proxy(ProcessingEnvironment.class, environment, "getFiler", ignored -> broken));
          return null;
        });
  }

  @FunctionalInterface
  private interface Replacement {
    Object call(Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, T target, String method, Replacement replacement) {
    return type.cast(
        Proxy.newProxyInstance(
            FailuresTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              if (called.getName().equals(method)) {
                return replacement.call(arguments);
              }
              try {
                return called.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
