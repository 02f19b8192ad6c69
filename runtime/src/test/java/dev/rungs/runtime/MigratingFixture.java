package dev.rungs.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

/** A file at a version, and a clock that stands still. */
abstract class MigratingFixture {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:15:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  Path file() {
    return directory.resolve("app.db");
  }

  void at(int version, Migrations registry) {
    Migrator.builder(registry.upTo(version)).build().migrate(file());
  }
}
