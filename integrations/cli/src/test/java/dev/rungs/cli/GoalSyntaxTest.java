package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As goals of a build tool, the commands advise what can be typed there. */
class GoalSyntaxTest extends CommandTestCase {
  private String goal(int release, String... args) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--db=" + file);
    RungsCli.of(Notes.release(release))
        .named("mvn rungs:")
        .streams(writer, writer, null)
        .execute(all.toArray(String[]::new));
    assertFalse(said.toString().contains(" --"), said.toString());
    assertFalse(said.toString().contains("rungs: "), said.toString());
    return said.toString();
  }

  private static void assertSays(String said, String words) {
    assertTrue(said.contains(words), said);
  }

  @Test
  void aMissingFile() {
    assertSays(goal(1, "status"), "Check -Drungs.db; to create a new database, run mvn rungs:up");
    assertSays(goal(1, "status"), "run mvn rungs:up -Drungs.create.");
    assertTrue(Files.notExists(file));
  }

  @Test
  void aMissingApproval() {
    create(3);
    String said = goal(4, "up");
    assertSays(said, "Approve with -Drungs.allowDestructive=4.");
    assertSays(said, "'mvn rungs:plan -Drungs.executeOnCopy' shows what it does to the data.");
  }

  @Test
  void aMissingConfirmation() {
    create(2);
    assertSays(goal(2, "down"), "Add -Drungs.yes.");
    assertSays(goal(2, "down", "--to", "7"), "-Drungs.to must be a version from 0 to 2, the");
    assertSays(goal(2, "down", "--to", "7"), "Try 'mvn rungs:help'.");
    assertSays(goal(2, "down", "--two"), "Did you mean '-Drungs.to'?");
  }

  @Test
  void aFileWithoutAVersion() throws SQLException {
    create(5);
    sql("PRAGMA user_version = 0; DROP TABLE rungs_history; CREATE TABLE other (a)");
    assertSays(goal(5, "status"), "'mvn rungs:adopt' finds out which version they are.");
    assertSays(goal(5, "adopt"), "mvn rungs:adopt -Drungs.as=VERSION");
    assertSays(goal(5, "adopt", "--as", "9"), "-Drungs.as must be a version from 1 to 5");
  }

  @Test
  void aFileOfANewerBuild() {
    create(3);
    String said = goal(2, "up");
    assertSays(said, "'mvn rungs:down -Drungs.to=2'");
    assertSays(said, "-Drungs.allowRebuildOfNewer would wipe it.");
  }

  @Test
  void whatIsNoOptionStays() {
    GoalSyntax syntax =
        new GoalSyntax("mvn rungs:", CommandLines.of(session()).getCommandSpec().root());
    assertEquals("SELECT 1 --up --x", syntax.text("SELECT 1 --up --x"));
    assertEquals("-Drungs.create NOW", syntax.text("--create NOW"), "it takes no value");
    assertEquals("mvn rungs:renumber -Drungs.classes=A", syntax.text("mvn rungs: renumber A"));
  }

  private static Session session() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Session("mvn rungs:", null, null, null, Terminal.of(nowhere, nowhere, null), null);
  }
}
