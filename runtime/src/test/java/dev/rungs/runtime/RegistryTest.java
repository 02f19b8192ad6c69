package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final MigrationStep STEP = connection -> {};

  @Test
  void saysWhichVersionsThereAre() {
    Registry two = Migrations.registry().step(STEP).step(STEP);
    assertEquals(
        "There is no version 3; versions run from 1 to 2.",
        Registry.noVersion(two, 3).getMessage());
    assertEquals(
        "There is no version 1; there are none.",
        Registry.noVersion(Migrations.registry(), 1).getMessage());
  }

  @Test
  void saysThatAMigrationHasNoStep() {
    assertEquals("Version 2 has no step.", Registry.noStep(2).getMessage());
  }
}
