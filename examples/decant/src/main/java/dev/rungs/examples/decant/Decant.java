package dev.rungs.examples.decant;

import dev.rungs.cli.RungsCli;
import dev.rungs.runtime.AppDatabase;
import dev.rungs.runtime.MigrationException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The program: {@code java -jar decant.jar FILE COMMAND …}. */
public final class Decant {
  private static final String USAGE =
      """
      usage: java -jar decant.jar FILE COMMAND
        add URL TITLE [CONCEPT...]   keep a page
        under ID PARENT              put a page under another
        tree                         what there is, in order
        search WORDS                 titles whose text has all words
        about CONCEPT                titles, newest first
        migrate COMMAND              the schema of FILE: status, up, down, create, reset, help
      """;

  private final PrintStream out;

  Decant(PrintStream out) {
    this.out = out;
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
      status = new Decant(out).run(args);
    } catch (MigrationException | SQLException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  int run(String... args) throws SQLException {
    if (args.length < 2) {
      out.print(USAGE);
      return 2;
    }
    Path file = Path.of(args[0]);
    if (args[1].equals("migrate")) {
      return RungsCli.of(MigrationRegistry.INSTANCE)
          .named("decant " + file + " migrate")
          .database(file)
          .execute(Arrays.copyOfRange(args, 2, args.length));
    }
    // Pending migrations run here: starting the program brings the schema up to date.
    try (AppDatabase database = AppDatabase.open(file, MigrationRegistry.INSTANCE)) {
      return command(new Library(database), Arrays.asList(args).subList(1, args.length));
    }
  }

  private int command(Library library, List<String> command) throws SQLException {
    List<String> values = command.subList(1, command.size());
    if (command.get(0).equals("add") && values.size() >= 2) {
      out.println(library.add(page(values)));
      return 0;
    }
    switch (command.get(0) + "/" + values.size()) {
      case "under/2" ->
          library.move(Tree.FUNCTION, Long.parseLong(values.get(0)), Long.parseLong(values.get(1)));
      case "tree/0" -> library.tree(Tree.FUNCTION).forEach(out::println);
      case "search/1" -> library.search(values.get(0)).forEach(out::println);
      case "about/1" -> library.about(values.get(0)).forEach(out::println);
      default -> {
        out.print(USAGE);
        return 2;
      }
    }
    return 0;
  }

  private static Page page(List<String> values) {
    return new Page(
        values.get(0),
        values.get(1),
        "",
        "unknown",
        "GEN",
        values.subList(2, values.size()),
        Instant.now());
  }
}
