package dev.rungs.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import dev.rungs.processor.testing.Golden;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same sources give the same registry, byte for byte: the one that is kept as text. */
class ReproducibleTest {
  @TempDir Path folder;

  static Stream<Golden> goldens() {
    return Golden.all().stream();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void registriesAreAsKept(Golden golden) {
    for (CompilerKind compiler : CompilerKind.values()) {
      for (long seed = 0; seed < 2; seed++) {
        Path place = folder.resolve(compiler + "-" + seed);
        Compiled compiled = golden.compile(place).with(compiler).shuffled(seed).run();
        assertTrue(compiled.success(), compiled::text);
        assertEquals(golden.expected(), compiled.generated());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void anEncodingWithoutUmlautsChangesNothing(Golden golden) {
    Compiled compiled = golden.compile(folder).option("-encoding").option("US-ASCII").run();
    assertTrue(compiled.success(), compiled::text);
    assertEquals(golden.expected(), compiled.generated());
  }
}
