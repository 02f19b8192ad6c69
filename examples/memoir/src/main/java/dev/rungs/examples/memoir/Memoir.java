package dev.rungs.examples.memoir;

import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.MigrationException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The program: {@code java -jar memoir.jar FILE COMMAND …}. */
public final class Memoir {
  private static final String USAGE =
      """
      usage: java -jar memoir.jar FILE [COMMAND]
        remember TEXT           keep a text; prints its name
        supersede OLD NEW       NEW takes the place of OLD
        unsupersede OLD         OLD stands again
        forget NAME             remove it for good
        recall [TIME]           what stands now, or stood at TIME (2026-01-31T12:00:00Z)
        log                     every decision, newest first
      Without a command: recall. A new file begins with a short story.
      """;

  private final PrintStream out;
  private final Clock clock;

  Memoir(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * Runs the program. Exits with 1 if something is refused, with 2 if the command is wrong.
   *
   * @param args the file, the command and what it needs
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int status;
    try {
      status = new Memoir(out, Clock.systemUTC()).run(args);
    } catch (MigrationException | SQLException | DateTimeException e) {
      System.err.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  int run(String... args) throws SQLException {
    if (args.length == 0) {
      out.print(USAGE);
      return 2;
    }
    try (AppDatabase database = AppDatabase.open(Path.of(args[0]), MigrationRegistry.INSTANCE)) {
      Memories memories = new Memories(database.connection(), clock);
      if (args.length == 1 && memories.recall().isEmpty()) {
        tellStory(database.connection());
      }
      return command(memories, args);
    }
  }

  private int command(Memories memories, String[] args) throws SQLException {
    String command = args.length == 1 ? "recall" : args[1];
    switch (command + "/" + Math.max(0, args.length - 2)) {
      case "remember/1" -> out.println(memories.remember(args[2]));
      case "supersede/2" -> memories.supersede(args[2], args[3]);
      case "unsupersede/1" -> memories.unsupersede(args[2]);
      case "forget/1" -> out.println(memories.forget(args[2]) ? "forgotten" : "no such memory");
      case "recall/0" -> print(memories.recall());
      case "recall/1" -> print(memories.recallAsOf(Instant.parse(args[2])));
      case "log/0" -> memories.log().forEach(this::print);
      default -> {
        out.print(USAGE);
        return 2;
      }
    }
    return 0;
  }

  /** Three weeks in which the office moved. */
  private void tellStory(Connection connection) throws SQLException {
    String bern = daysAgo(connection, 21).remember("The office is in Bern");
    daysAgo(connection, 14).remember("Meetings are on Tuesdays");
    Memories lastWeek = daysAgo(connection, 7);
    lastWeek.supersede(bern, lastWeek.remember("The office is in Basel"));
  }

  private Memories daysAgo(Connection connection, int days) {
    return new Memories(connection, Clock.offset(clock, Duration.ofDays(-days)));
  }

  private void print(List<Memory> memories) {
    for (Memory memory : memories) {
      out.printf("%s  %s  %s%n", memory.pid(), memory.createdAt(), memory.body());
    }
  }

  private void print(Decision decision) {
    String what = decision.winner().map(w -> "superseded by " + w).orElse("stands");
    out.printf("%s  %s %s%n", decision.decidedAt(), decision.loser(), what);
  }
}
