package dev.rungs.runtime;

import org.junit.jupiter.api.Test;

/** Refusals of files that are not of this schema. */
class UnrecognizedRefusalTest extends RefusalFixture {
  @Test
  void negativeVersion() {
    TestFile.run(file(), "CREATE TABLE t (x)", "PRAGMA user_version = -3");

    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.allowRebuild()),
        "-3");
  }

  @Test
  void anotherProgramsFile() {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    TestFile.run(file(), "PRAGMA application_id = 1196444487");

    assertSays(
        refused(
            UnrecognizedSchemaException.class,
            Migrations.notes(),
            m -> m.allowRebuild().allowRebuildOfNewer()),
        "1196444487",
        "applicationId(");
  }

  @Test
  void anotherSchemasFile() {
    Migrator.builder(Migrations.of("app.CacheSchema").up("CREATE TABLE c (x);"))
        .build()
        .migrate(file());

    assertSays(
        refused(
            UnrecognizedSchemaException.class,
            Migrations.notes(),
            m -> m.allowRebuild().allowRebuildOfNewer().allowDrift()),
        "app.CacheSchema",
        "app.AppSchema");
  }

  @Test
  void unversionedAndOfNoKnownVersion() {
    TestFile.run(
        file(),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        "CREATE TABLE mine (x)");

    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.allowDrift()),
        "closest is version 1",
        "mine");
  }

  @Test
  void unversionedOfSeveralVersions() {
    TestFile.run(file(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
    Migrations registry =
        Migrations.notes()
            .branch(1)
            .up("UPDATE notes SET body = trim(body);")
            .up("CREATE TABLE t(x)");

    assertSays(refused(UnrecognizedSchemaException.class, registry, m -> m), "1, 2", "adoptAs(1)");
  }

  @Test
  void adoptedAtAVersionItIsNotAt() {
    TestFile.run(file(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");

    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.adoptAs(2)),
        "version 2",
        "tags");
    assertSays(
        refused(UnrecognizedSchemaException.class, Migrations.notes(), m -> m.adoptAs(9)),
        "1 to 3");
  }
}
