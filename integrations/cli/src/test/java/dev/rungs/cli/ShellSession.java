package dev.rungs.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A shell that knows a handful of commands, in one folder. What a person would see on the terminal
 * is what they return: both streams in order, the answer typed, paths as they were typed, and
 * durations that are the same on every machine.
 */
final class ShellSession {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T09:14:07Z"), ZoneOffset.UTC);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Set<String> PATH_OPTIONS =
      Set.of(
          "--db",
          "--to",
          "--source",
          "--backups",
          "--copy-in",
          "--journal",
          "--html",
          "--baseline",
          "--sarif",
          "--out",
          "check",
          "import");
  private static final Path HISTORIES = Path.of("../check/src/test/resources/histories");

  private final Path folder;
  private int lastCode;
  private boolean edited;

  ShellSession(Path folder) {
    this.folder = folder;
  }

  /** The sources that {@code create} is shown on, and a folder for the files of a fleet. */
  void writeSources() throws IOException {
    Files.createDirectory(folder.resolve("tenants"));
    Path sources = Files.createDirectories(folder.resolve("src/main/java/com/example"));
    Files.writeString(
        sources.resolve("NotesSchema.java"),
        """
        package com.example;

        import dev.rungs.VersionedSchema;

        @VersionedSchema
        public final class NotesSchema {
          public static final int CURRENT_VERSION = 1;
        }
        """);
    Files.writeString(
        sources.resolve("CreateNotes.java"),
        """
        package com.example;

        import dev.rungs.Migration;
        import dev.rungs.Up;

        @Migration(version = 1)
        @Up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL);")
        final class CreateNotes {}
        """);
  }

  /** The migrations of other tools. */
  void copyHistories() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORIES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve("histories").resolve(HISTORIES.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Runs one command line; the answer may be null. */
  String run(int release, String answer, String line) throws IOException, SQLException {
    List<String> words = words(line);
    return switch (words.get(0)) {
      case "rungs" -> rungs(release, answer, words.subList(1, words.size()));
      case "sqlite3" -> sqlite3(words.get(1), words.get(2));
      case "cat" -> Files.readString(folder.resolve(words.get(1)));
      case "ls" -> ls(words.get(1));
      case "echo" -> lastCode + "\n";
      case "sed" -> edit(true);
      case "git" -> git(words.get(1));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private String git(String command) throws IOException {
    return switch (command) {
      case "mv" -> edit(true);
      case "reset" -> edit(false);
      case "merge" -> merge();
      default -> throw new IllegalArgumentException(command);
    };
  }

  /** What an edit of a released migration leads to, compiled. */
  private String edit(boolean done) {
    edited = done;
    return "";
  }

  /** What the branch of a colleague brings, who took the same version. */
  private String merge() throws IOException {
    Files.writeString(
        folder.resolve("src/main/java/com/example/AddColours.java"),
        """
        package com.example;

        import dev.rungs.Migration;
        import dev.rungs.Up;

        @Migration(version = 3)
        @Up("ALTER TABLE notes ADD COLUMN colour TEXT;")
        final class AddColours {}
        """);
    return "";
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  private String rungs(int release, String answer, List<String> args) {
    StringWriter screen = new StringWriter();
    PrintWriter printer = new PrintWriter(screen, true);
    lastCode =
        RungsCli.of(edited ? Notes.edited(release) : Notes.release(release))
            .clock(CLOCK)
            .streams(printer, printer, answer == null ? null : new Typing(answer, printer))
            .execute(withPaths(args));
    return screen
        .toString()
        .replace(folder + "/", "")
        .replaceAll("\\b\\d+ ms\\b|\\b\\d+\\.\\d s\\b", "2 ms");
  }

  /** Relative paths are those of this folder, not of the process. */
  private String[] withPaths(List<String> args) {
    List<String> resolved = new ArrayList<>();
    boolean fleet = args.contains("fleet");
    for (String arg : args) {
      boolean path =
          !resolved.isEmpty() && PATH_OPTIONS.contains(resolved.get(resolved.size() - 1));
      boolean version = arg.chars().allMatch(Character::isDigit);
      boolean target = fleet && Files.exists(folder.resolve(arg)) && !arg.equals("fleet");
      resolved.add(target || path && !version ? folder.resolve(arg).toString() : arg);
    }
    boolean journaled = fleet && !args.contains("--journal");
    if (journaled && !List.of("plan", "report").contains(args.get(1))) {
      resolved.add("--journal=" + folder.resolve("rungs-fleet.journal"));
    }
    if (args.contains("create") || args.contains("renumber") || args.contains("squash")) {
      resolved.add("--source=" + folder.resolve("src/main/java"));
    }
    return resolved.toArray(String[]::new);
  }

  private String sqlite3(String file, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
    return "";
  }

  private String ls(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return String.join("", files.map(file -> file.getFileName() + "\n").sorted().toList());
    }
  }

  /** What a person types is seen on the screen too. */
  private static final class Typing extends StringReader {
    private final PrintWriter screen;
    private final String text;
    private boolean shown;

    Typing(String text, PrintWriter screen) {
      super(text + "\n");
      this.text = text;
      this.screen = screen;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      if (!shown) {
        screen.println(text);
        shown = true;
      }
      return super.read(buffer, offset, length);
    }
  }
}
