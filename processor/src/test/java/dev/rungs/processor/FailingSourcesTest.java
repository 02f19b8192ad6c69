package dev.rungs.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.processor.testing.FailingSource;
import dev.rungs.processor.testing.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failing source gives exactly the errors that it says, each at its line. */
class FailingSourcesTest {
  @TempDir Path folder;

  static Stream<FailingSource> sources() {
    return FailingSource.all().stream();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void javac(FailingSource source) {
    Compiled compiled = source.compile(folder).run();
    assertFalse(compiled.success());
    // Nothing else either: one mistake, one error.
    assertEquals(sorted(source.expected()), sorted(compiled.brief()), compiled::text);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void eclipse(FailingSource source) {
    Compiled compiled = source.compile(folder).with(CompilerKind.ECJ).run();
    assertFalse(compiled.success());
    List<String> ours =
        compiled.errors().stream()
            .filter(message -> message.text().startsWith("[rungs."))
            .map(Message::brief)
            .toList();
    assertEquals(sorted(source.expected()), sorted(ours), compiled::text);
    // The first error is the true one: none about a class that was not generated for it.
    assertTrue(compiled.errors().get(0).text().startsWith("[rungs."), compiled::text);
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }
}
