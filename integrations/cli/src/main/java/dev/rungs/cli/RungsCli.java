package dev.rungs.cli;

import dev.rungs.runtime.Registry;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

/**
 * The {@code rungs} command.
 *
 * <p>By itself, with the program's classes on the class path, it finds the registry as a service:
 *
 * <pre>
 * java -cp app.jar:rungs-cli.jar dev.rungs.cli.RungsCli status --db app.db
 * </pre>
 *
 * <p>A program that offers it as a part of its own needs one line, and calls it by the program's
 * name with one more:
 *
 * <pre>
 * RungsCli.main(MigrationRegistry.INSTANCE, args);
 *
 * System.exit(
 *     RungsCli.of(MigrationRegistry.INSTANCE).named("myapp db").database(path).execute(args));
 * </pre>
 *
 * <p>Results go to the standard output, questions, progress and errors to the standard error. Exit
 * codes: 0 done, 1 refused or failed, 2 not understood, 3 migrations are pending ({@code status
 * --exit-code}), 130 stopped by Ctrl-C.
 *
 * <p>An instance is for use by one thread.
 */
public final class RungsCli {
  private final Registry registry;
  private String name = "rungs";
  private Path database;
  private Terminal terminal;
  private Clock clock = Clock.systemUTC();

  private RungsCli(Registry registry) {
    this.registry = registry;
  }

  /**
   * Creates the command by itself, for a tool that is no part of the program. It uses the registry
   * that the options {@code --classpath} and {@code --registry} name, or the only one that it
   * finds.
   *
   * @return a command called {@code rungs}
   */
  public static RungsCli standalone() {
    return new RungsCli(null);
  }

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args a command and its options; the registry is the one that {@code --registry} names,
   *     or the only one on the class path, on {@code --classpath}, or in the folders that Maven and
   *     Gradle compile into
   */
  public static void main(String[] args) {
    System.exit(standalone().execute(args));
  }

  /**
   * Runs one command on a program's own registry and ends the process with its exit code.
   *
   * @param registry the migrations
   * @param args a command and its options
   */
  public static void main(Registry registry, String... args) {
    System.exit(of(registry).execute(args));
  }

  /**
   * Runs one command on a program's own registry.
   *
   * @param registry the migrations
   * @param args a command and its options
   * @return the exit code
   */
  public static int execute(Registry registry, String... args) {
    return of(registry).execute(args);
  }

  /**
   * Creates the command for a program's own registry.
   *
   * @param registry the migrations
   * @return a command called {@code rungs}
   */
  public static RungsCli of(Registry registry) {
    return new RungsCli(Objects.requireNonNull(registry, "registry"));
  }

  /**
   * Sets what the command is called, in its help and its hints.
   *
   * @param words for example {@code myapp db}. If it ends in a colon, as {@code mvn rungs:},
   *     commands are goals of a build tool: messages write {@code mvn rungs:down -Drungs.yes}
   *     instead of {@code down --yes}
   * @return this
   */
  public RungsCli named(String words) {
    name = Objects.requireNonNull(words, "words");
    return this;
  }

  /**
   * Sets the file to use if {@code --db} is not given.
   *
   * @param file the program's database
   * @return this
   */
  public RungsCli database(Path file) {
    database = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Sets the streams to use instead of the process's own. There is then no terminal: no colour, no
   * progress bar; questions are asked only if there is a reader.
   *
   * @param out gets results
   * @param err gets questions, progress and errors
   * @param in gives answers, or null if there are none
   * @return this
   */
  public RungsCli streams(PrintWriter out, PrintWriter err, Reader in) {
    terminal = Terminal.of(out, err, in);
    return this;
  }

  /**
   * Sets the clock that dates history.
   *
   * @param instead of the system's
   * @return this
   */
  public RungsCli clock(Clock instead) {
    clock = Objects.requireNonNull(instead, "instead");
    return this;
  }

  /**
   * Runs one command.
   *
   * @param args a command and its options
   * @return the exit code
   */
  public int execute(String... args) {
    Terminal used = terminal == null ? Terminal.ofProcess() : terminal;
    try (Interruption interruption = Interruption.install()) {
      Session session = new Session(name, registry, database, clock, used, interruption);
      return CommandLines.of(session).execute(args);
    }
  }
}
