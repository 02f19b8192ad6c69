package dev.rungs.replicated.internal;

import dev.rungs.replicated.internal.Change.Part;
import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationException;
import dev.rungs.runtime.internal.errors.ErrorDetails;
import dev.rungs.runtime.internal.errors.ExceptionFactory;
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
            case UNREACHABLE, MISSING, UNKNOWN -> attempt < ATTEMPTS;
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
    return ExceptionFactory.exceptions()
        .busy(
            engine
                .context(before.version())
                .problem(
                    server.name()
                        + " is held by another client for longer than "
                        + engine.settings().timeout().toSeconds()
                        + " s. Nothing was changed. "
                        + Engine.ended(failure.getMessage()))
                .advice("Try again later, or wait longer with timeout().")
                .cause(failure),
            List.of());
  }

  private MigrationException failed(Change change, State before, ServerException failure) {
    int index = failure.index();
    Part part = index < 0 || index >= change.parts().size() ? null : change.parts().get(index);
    SqlStatement statement = part == null ? null : part.statement();
    MigrationDefinition migration =
        part != null && part.migration() != null ? part.migration() : last(change);
    String what =
        (migration == null
                ? describe(change)
                : "Migration " + migration.version() + " (" + migration.name() + ")")
            + (statement == null ? "" : " at line " + statement.line())
            + " failed and was rolled back; "
            + server.name()
            + " is at version "
            + before.version()
            + ". "
            + says(failure, part)
            + (statement == null ? "" : " The statement is: " + shorten(statement.text()));
    ErrorDetails details = engine.context(before.version()).problem(what).cause(failure);
    return migration == null
        ? ExceptionFactory.exceptions().general(details)
        : ExceptionFactory.exceptions()
            .failed(
                details,
                migration.version(),
                migration.name(),
                statement == null ? null : statement.text(),
                statement == null ? 0 : statement.line());
  }

  private static MigrationDefinition last(Change change) {
    List<MigrationDefinition> all = change.migrations();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** Our own comparisons fail by json(), which says nothing of what was compared. */
  private static String says(ServerException failure, Part part) {
    if (part != null && part.statement() == null && part.sql().contains("rungs: rows refer")) {
      return "It leaves rows that refer to rows that do not exist. Move or delete the rows that"
          + " refer before what they refer to.";
    }
    return Engine.ended(failure.getMessage());
  }

  private static String shorten(String text) {
    return text.length() <= 500 ? text : text.substring(0, 500) + "...";
  }
}
