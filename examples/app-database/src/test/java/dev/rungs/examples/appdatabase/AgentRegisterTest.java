package dev.rungs.examples.appdatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.DestructiveApprovalRequiredException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, from the outside. */
class AgentRegisterTest {
  @TempDir Path folder;

  private RegisterFile file;

  @BeforeEach
  void nameTheFile() {
    file = new RegisterFile(folder.resolve("app.db"));
  }

  @Test
  void registersAgents() throws SQLException {
    assertEquals("", run(0, "add", "Zoë the Writer", "Writes"));
    assertEquals("", run(0, "add", "Supervisor", "Watches"));
    assertEquals(
        """
        supervisor       Supervisor  Watches
        zoe-the-writer   Zoë the Writer  Writes
        """,
        run(0, "list"));
    assertEquals("removed\n", run(0, "remove", "Supervisor"));
    assertEquals("insert Zoë the Writer\ninsert Supervisor\ndelete Supervisor\n", run(0, "audit"));
  }

  @Test
  void showsAndAppliesWhatWaits() throws SQLException {
    file.leftAt(2);
    assertEquals(1, new AgentRegister(System.out).run(file.path().toString(), "list"));

    List<String> plan = run(0, "plan").lines().toList();
    assertEquals("REFUSE: from 2 to 2", plan.get(0));
    assertEquals("  v3: add_handles", plan.get(1));
    assertEquals("  v4: drop_api_keys  loses data: needs approval", plan.get(2));

    List<String> status = run(0, "status").lines().toList();
    assertTrue(status.get(1).startsWith("v2: add_audit_log (20"), status.get(1));
    assertEquals("v3: add_handles (pending)", status.get(2));
    assertEquals("v4: drop_api_keys (pending)", status.get(3));

    assertThrows(DestructiveApprovalRequiredException.class, () -> run(1, "upgrade"));
    List<String> upgrade = run(0, "upgrade", "4").lines().toList();
    assertEquals(
        List.of("from 2 to 4", "  v3: add_handles", "  v4: drop_api_keys"), upgrade.subList(0, 3));
    assertTrue(upgrade.get(3).startsWith("The file as it was: " + file.path()), upgrade.get(3));
    assertEquals("NOTHING: from 4 to 4\n", run(0, "plan"));
  }

  @Test
  void goesBack() throws SQLException {
    run(0, "add", "Supervisor", "Watches");
    assertTrue(run(0, "downgrade", "2").startsWith("from 4 to 2\n"));
    assertEquals(2, file.version());
    assertEquals(List.of("Supervisor"), file.column("SELECT name FROM agents"));
  }

  @Test
  void explainsItself() throws SQLException {
    assertTrue(run(2, "ad", "x").startsWith("usage:"));
  }

  private String run(int status, String... command) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    String[] args = new String[command.length + 1];
    args[0] = file.path().toString();
    System.arraycopy(command, 0, args, 1, command.length);
    assertEquals(status, new AgentRegister(out).run(args));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
