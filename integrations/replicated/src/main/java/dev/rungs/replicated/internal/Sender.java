package dev.rungs.replicated.internal;

import dev.rungs.replicated.internal.Change.Part;
import dev.rungs.runtime.DatabaseBusyException;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.internal.sql.SqlStatement;
import java.time.Duration;
import java.util.List;

/**
 * Sends one request and finds out what became of it. An answer that did not come is no answer: the
 * server is read again, with strong consistency, before a word is said. To send a request again is
 * safe, for it compares first.
 */
final class Sender {
  private static final int ATTEMPTS = 5;

  private final Engine engine;
  private final Server server;

  Sender(Engine engine) {
    this.engine = engine;
    this.server = engine.server();
  }

  /**
   * What became of a request.
   *
   * @param state what the server has now
   * @param done whether this request did it; if not, somebody else changed the database before
   * @param duration how long it took
   */
  record Outcome(State state, boolean done, Duration duration) {}

  /** Sends a change until its outcome is known. */
  Outcome send(Change change, State before) {
    long start = System.nanoTime();
    long end = start + engine.settings().timeout().toNanos();
    for (int attempt = 1; ; attempt++) {
      ServerException failure = attempt(change.statements());
      State now = read(change, before, failure);
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      if (failure == null || change.isDoneIn(now, before)) {
        return new Outcome(now, true, duration);
      }
      if (!now.sameAs(before)) {
        return new Outcome(now, false, duration);
      }
      boolean again =
          switch (failure.kind()) {
            case REFUSED -> throw failed(change, before, failure);
            case BUSY -> System.nanoTime() < end;
            case UNREACHABLE, UNKNOWN -> attempt < ATTEMPTS;
          };
      if (!again) {
        throw failure.kind() == ServerException.Kind.BUSY
            ? busy(before, failure)
            : engine.unknown(describe(change), before, failure);
      }
      Engine.pause();
    }
  }

  /** Sends one statement that may be sent twice. */
  void note(String sql, State before) {
    ServerException failure = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      failure = attempt(List.of(sql));
      if (failure == null) {
        return;
      }
      Engine.pause();
    }
    throw engine.unknown("A note", before, failure);
  }

  private ServerException attempt(List<String> statements) {
    try {
      server.execute(statements);
      return null;
    } catch (ServerException e) {
      return e;
    }
  }

  private State read(Change change, State before, ServerException failure) {
    try {
      return engine.readAgain();
    } catch (ServerException e) {
      throw engine.unknown(describe(change), before, failure == null ? e : failure);
    }
  }

  private static String describe(Change change) {
    return change.migrations().isEmpty()
        ? "The adoption at version " + change.version()
        : change.migrations().size() == 1
            ? "Migration " + change.migrations().get(0)
            : "The creation at version " + change.version();
  }

  private MigrationException busy(State before, ServerException failure) {
    return new DatabaseBusyException(
        server.name()
            + " is held by another client for longer than "
            + engine.settings().timeout().toSeconds()
            + " s. Nothing was changed. "
            + failure.getMessage()
            + ". Try again later.",
        null,
        before.version(),
        engine.registry().currentVersion(),
        failure);
  }

  private MigrationException failed(Change change, State before, ServerException failure) {
    int index = failure.index();
    Part part = index < 0 || index >= change.parts().size() ? null : change.parts().get(index);
    SqlStatement statement = part == null ? null : part.statement();
    MigrationDefinition migration =
        part != null && part.migration() != null
            ? part.migration()
            : change.migrations().isEmpty()
                ? null
                : change.migrations().get(change.migrations().size() - 1);
    String stays =
        " failed and was rolled back; "
            + server.name()
            + " is at version "
            + before.version()
            + ". ";
    String says = says(failure, part);
    if (migration == null) {
      return new MigrationException(
          describe(change) + stays + says,
          null,
          before.version(),
          engine.registry().currentVersion(),
          failure);
    }
    return new MigrationFailedException(
        "Migration "
            + migration.version()
            + " ("
            + migration.name()
            + ")"
            + (statement == null ? "" : " at line " + statement.line())
            + stays
            + says
            + (statement == null ? "" : " The statement is: " + shorten(statement.text())),
        null,
        before.version(),
        engine.registry().currentVersion(),
        migration.version(),
        migration.name(),
        statement == null ? null : statement.text(),
        statement == null ? 0 : statement.line(),
        failure);
  }

  /** Our own comparisons fail by json(), which says nothing of what was compared. */
  private static String says(ServerException failure, Part part) {
    if (part != null && part.statement() == null && part.sql().contains("rungs: rows refer")) {
      return "It leaves rows that refer to rows that do not exist. Move or delete the rows that"
          + " refer before what they refer to.";
    }
    return failure.getMessage() + (failure.getMessage().endsWith(".") ? "" : ".");
  }

  private static String shorten(String text) {
    return text.length() <= 500 ? text : text.substring(0, 500) + "...";
  }
}
