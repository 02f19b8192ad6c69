package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done to files under the permissions it takes. */
class MigratingTest extends MigratingFixture {
  @Test
  void upgradesADriftedFileWherePermitted() {
    at(2, Migrations.notes());
    TestFile.run(file(), "CREATE TABLE mine (x)", "INSERT INTO mine VALUES (7)");

    Migrator.builder(Migrations.notes()).allowDrift().build().migrate(file());

    assertEquals(3, TestFile.version(file()));
    assertEquals("7", TestFile.query(file(), "SELECT x FROM mine"));
  }

  @Test
  void keepsTheChildrenOfAParentThatIsBuiltAnew() throws SQLException {
    Migrations registry =
        Migrations.registry()
            .up(
                "CREATE TABLE p (id INTEGER PRIMARY KEY);"
                    + "CREATE TABLE c (p REFERENCES p ON DELETE CASCADE);"
                    + "CREATE TABLE n (p REFERENCES p ON DELETE SET NULL);")
            .up(
                "CREATE TABLE p_new (id INTEGER PRIMARY KEY, more TEXT);"
                    + "INSERT INTO p_new (id) SELECT id FROM p;"
                    + "DROP TABLE p;"
                    + "ALTER TABLE p_new RENAME TO p;");
    at(1, registry);
    TestFile.run(
        file(), "INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1)", "INSERT INTO n VALUES (1)");
    try (Connection connection = TestFile.connect(file())) {
      TestFile.run(connection, "PRAGMA foreign_keys = ON");
      Migrator.builder(registry).build().migrate(connection);
      assertEquals("1", TestFile.query(connection, "PRAGMA foreign_keys"));
    }
    assertEquals("1", TestFile.query(file(), "SELECT p FROM c"));
    assertEquals("1", TestFile.query(file(), "SELECT p FROM n"));
  }

  @Test
  void oldViolationsDoNotBlockNewOnesDo() {
    Migrations registry =
        Migrations.registry()
            .up("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p);")
            .up("ALTER TABLE c RENAME TO d;")
            .up("DELETE FROM p WHERE id = 1;");
    at(1, registry);
    TestFile.run(
        file(), "INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1)", "INSERT INTO c VALUES (9)");
    Migrator migrator = Migrator.builder(registry).build();

    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    assertEquals(3, failure.version());
    assertTrue(failure.getMessage().contains("row 1 of table d"), failure.getMessage());
    assertEquals(2, TestFile.version(file()));
    assertEquals("1", TestFile.query(file(), "SELECT id FROM p"));
  }

  @ParameterizedTest
  @EnumSource(Transactions.class)
  void keepsWhatIsDoneOrNothing(Transactions transactions) {
    Migrations registry =
        Migrations.notes().up("CREATE TABLE done (x);").up("CREATE TABLE t (x); INSERT nonsense;");
    at(3, registry);
    List<String> told = new ArrayList<>();
    Migrator migrator =
        Migrator.builder(registry).transactions(transactions).listener(new Recorder(told)).build();

    var failure = assertThrows(MigrationFailedException.class, () -> migrator.migrate(file()));

    int kept = transactions == Transactions.EACH ? 4 : 3;
    assertEquals(5, failure.version());
    assertEquals("step_5", failure.name());
    assertEquals(1, failure.line());
    assertEquals("INSERT nonsense", failure.statement().orElseThrow());
    assertEquals(kept, failure.storedVersion());
    assertEquals(kept, TestFile.version(file()));
    assertEquals(
        List.of("planned UPGRADE", "started 4", "finished 4", "started 5", "failed 5"), told);
    assertEquals(
        String.valueOf(kept), TestFile.query(file(), "SELECT max(version) FROM rungs_history"));
  }

  @Test
  void goesOnAfterAFailureIsMended() {
    Migrations broken = Migrations.notes().up("CREATE TABLE t (x); CREATE TABLE t (x);");
    at(3, broken);
    assertThrows(
        MigrationFailedException.class, () -> Migrator.builder(broken).build().migrate(file()));

    Migrations fixed = Migrations.notes().up("CREATE TABLE t (x);");
    assertEquals(4, Migrator.builder(fixed).build().migrate(file()).toVersion());
  }

  @Test
  void createsWithTheProgramsApplicationId() {
    Migrator migrator = Migrator.builder(Migrations.notes()).applicationId(4711).build();
    migrator.migrate(file());
    assertEquals("4711", TestFile.query(file(), "PRAGMA application_id"));
    Migrations newer = Migrations.notes().up("CREATE TABLE t (x);");
    assertEquals(
        4, Migrator.builder(newer).applicationId(4711).build().migrate(file()).toVersion());
  }

  private static final class Recorder implements MigrationListener {
    private final List<String> told;

    Recorder(List<String> told) {
      this.told = told;
    }

    @Override
    public void planned(MigrationPlan plan) {
      told.add("planned " + plan.action());
    }

    @Override
    public void started(MigrationDefinition migration) {
      told.add("started " + migration.version());
    }

    @Override
    public void finished(MigrationDefinition migration, java.time.Duration duration) {
      told.add("finished " + migration.version());
    }

    @Override
    public void failed(MigrationDefinition migration, MigrationException failure) {
      told.add("failed " + migration.version());
    }
  }
}
