package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** Refusals of what the caller did not permit. */
class RefusalTest extends RefusalFixture {
  @Test
  void destructiveWithoutApproval() {
    Migrations registry =
        Migrations.notes().destructive("DELETE FROM tags;").destructive("DROP TABLE tags;");
    Migrator.builder(registry.upTo(2)).build().migrate(file());

    var refusal =
        refused(DestructiveApprovalRequiredException.class, registry, m -> m.allowDestructive(4));

    assertSays(refusal, "5 (step_5)", "allowDestructive(5)");
    assertFalse(refusal.getMessage().contains("4 (step_4)"), refusal.getMessage());
    assertEquals(2, refusal.storedVersion());
  }

  @Test
  void rebuildWithoutPermission() {
    Migrations registry = Migrations.notes().rebuild("DROP TABLE tags;");
    Migrator.builder(registry.upTo(3)).build().migrate(file());

    var refusal = refused(RebuildRequiredException.class, registry, m -> m.allowDestructive());

    assertSays(refusal, "4 (step_4)", "allowRebuild()");
  }

  @Test
  void newerAlsoWhereRebuildsArePermitted() {
    Migrator.builder(Migrations.notes()).build().migrate(file());

    var refusal =
        refused(
            NewerSchemaException.class,
            Migrations.notes().upTo(2),
            m -> m.allowRebuild().allowDestructive().allowDrift());

    assertSays(refusal, "version 3", "works with 2", "allowRebuildOfNewer()");
    assertEquals(3, refusal.storedVersion());
  }

  @Test
  void drift() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(file(), "DROP INDEX tags_by_note", "ALTER TABLE notes ADD COLUMN mine TEXT");

    var refusal = refused(SchemaDriftException.class, Migrations.notes(), m -> m);

    assertSays(refusal, "index tags_by_note is missing", "mine", "allowDrift()");
  }
}
