package dev.rungs.examples.graphcache;

import dev.rungs.runtime.MigrationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The program: {@code java -jar graph-cache.jar STORE COMMAND …}. */
public final class GraphCache {
  private static final String USAGE =
      """
      usage: java -jar graph-cache.jar STORE COMMAND
        index FOLDER     read the Java sources below FOLDER that changed
        serve FOLDER     own the store: index, then answer the questions below, one a line
        callers METHOD   who calls METHOD, or METHOD/2 with two arguments
        members TYPE     what TYPE declares
        subtypes TYPE    what extends or implements TYPE
        size             how much there is
      """;

  private final BufferedReader in;
  private final PrintStream out;

  GraphCache(InputStream in, PrintStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /**
   * Runs the program. Exits with 1 if the store is refused, with 2 if the command is wrong.
   *
   * @param args the store, the command and what it needs
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int status;
    try {
      status = new GraphCache(System.in, out).run(args);
    } catch (MigrationException | IOException | SQLException e) {
      System.err.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  int run(String... args) throws IOException, SQLException {
    if (args.length < 2) {
      out.print(USAGE);
      return 2;
    }
    Path file = Path.of(args[0]);
    List<String> command = Arrays.asList(args).subList(1, args.length);
    boolean serves = command.get(0).equals("serve");
    if (command.size() == 2 && (serves || command.get(0).equals("index"))) {
      return index(file, Path.of(command.get(1)), serves);
    }
    try (GraphStore store = GraphStore.open(file)) {
      if (store.needsRepopulation()) {
        System.err.println(
            "The store was wiped and is not filled again yet; answers may be missing.");
      }
      return answer(store, command);
    }
  }

  private int index(Path file, Path folder, boolean serves) throws IOException, SQLException {
    try (GraphStore store = GraphStore.own(file)) {
      if (!store.isOwned()) {
        System.err.println("Another process owns " + file + ". Ask it, or end it first.");
        return 1;
      }
      if (store.needsRepopulation()) {
        out.println("The store was rebuilt and is being filled again.");
      }
      Indexer.Result result = new Indexer(store).index(folder);
      out.printf(
          "%d read, %d removed, %d skipped: %s at version %d%n",
          result.read(), result.removed(), result.skipped(), store.size(), store.version());
      if (serves) {
        serve(store);
      }
      return 0;
    }
  }

  private void serve(GraphStore store) throws IOException, SQLException {
    out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      answer(store, List.of(line.strip().split("\\s+")));
      out.println(".");
    }
  }

  private int answer(GraphStore store, List<String> question) throws SQLException {
    String last = question.get(question.size() - 1);
    switch (question.get(0) + "/" + (question.size() - 1)) {
      case "callers/1" -> store.callersOf(last).forEach(out::println);
      case "members/1" -> store.membersOf(last).forEach(out::println);
      case "subtypes/1" -> store.subtypesOf(last).forEach(out::println);
      case "size/0" -> out.println(store.size());
      default -> {
        out.print(USAGE);
        return 2;
      }
    }
    return 0;
  }
}
