package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EarlierRegistryTest {
  private static final MigrationStep STEP = connection -> {};
  private static final Registry WHOLE = Migrations.registry().step(STEP).step(STEP).step(STEP);

  @Test
  void hasTheVersionsUpToItsOwn() {
    Registry earlier = WHOLE.upTo(2);
    assertEquals("app.AppSchema", earlier.schemaName());
    assertEquals(2, earlier.currentVersion());
    assertEquals("step_2", earlier.migration(2).name());
    assertSame(STEP, earlier.newStep(2));
  }

  @Test
  void doesNotKnowLaterVersions() {
    Registry earlier = WHOLE.upTo(2);
    assertThrows(IllegalArgumentException.class, () -> earlier.migration(3));
    assertThrows(IllegalArgumentException.class, () -> earlier.newStep(3));
    assertThrows(IllegalArgumentException.class, () -> earlier.upTo(3));
  }

  @Test
  void reachesFromNothingToTheWhole() {
    assertEquals(0, WHOLE.upTo(0).currentVersion());
    assertEquals(3, WHOLE.upTo(3).currentVersion());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> WHOLE.upTo(4));
    assertTrue(refused.getMessage().contains("0 to 3"), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> WHOLE.upTo(-1));
  }
}
