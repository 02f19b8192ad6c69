package dev.rungs.examples.memoir;

import dev.rungs.testing.MigrationTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every migration, with its step, on generated rows: up, down, killed, and from every version. */
class MigrationsTest {
  @TestFactory
  Stream<DynamicTest> migrations() {
    return MigrationTests.of(MigrationRegistry.INSTANCE);
  }
}
