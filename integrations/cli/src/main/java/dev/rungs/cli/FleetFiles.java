package dev.rungs.cli;

import dev.rungs.fleet.DatabaseFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which files a fleet is. */
final class FleetFiles {
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..*",
      paramLabel = "DIR|GLOB|FILE|NAME|-",
      description =
          "Folders, which are searched at any depth; patterns in quotes, as in '/data/*/app.db';"
              + " files; with --server names of databases; or - for names on the standard input, one"
              + " a line.")
  List<String> targets = new ArrayList<>();

  @Option(
      names = "--pattern",
      paramLabel = "GLOB",
      split = ",",
      description =
          "Names of database files in folders. Default: *.db, *.db3, *.sqlite and *.sqlite3.")
  List<String> patterns = new ArrayList<>();

  @Option(
      names = {"-0", "--null"},
      description = "Names on the standard input end with NUL, as 'find -print0' writes them.")
  boolean nul;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Take only part I, counted from 0, of N equal parts. Which part a file is in depends on"
              + " its path as it is given.")
  String shard;

  @Option(
      names = "--server",
      paramLabel = "ADDRESS",
      description =
          "Databases of a server instead of files; what is named are then their names, or - for the"
              + " standard input. libsql://HOST:PORT has them as namespaces; in other addresses * stands"
              + " for the name, as in 'libsql://*.example.com'.")
  String server;

  /** The names of databases, read as they are asked for. */
  Stream<String> names(Terminal terminal) {
    return targets.stream()
        .flatMap(
            target -> target.equals(STANDARD_INPUT) ? names(terminal.input()) : Stream.of(target));
  }

  /** The files, found as they are asked for. */
  Stream<Path> stream(Terminal terminal) {
    return targets.stream().flatMap(target -> of(target, terminal));
  }

  private Stream<Path> of(String target, Terminal terminal) {
    if (target.equals(STANDARD_INPUT)) {
      return names(terminal.input()).map(Path::of);
    }
    Path path = Path.of(target);
    if (target.matches(".*[*?\\[{].*") && !Files.exists(path)) {
      return DatabaseFiles.matching(target);
    }
    return Files.isDirectory(path)
        ? DatabaseFiles.in(path, patterns.toArray(String[]::new))
        : Stream.of(path);
  }

  private Stream<String> names(BufferedReader input) {
    return StreamSupport.stream(
        new Spliterators.AbstractSpliterator<String>(Long.MAX_VALUE, Spliterator.ORDERED) {
          @Override
          public boolean tryAdvance(Consumer<? super String> action) {
            String name = next(input);
            while (name != null && name.isEmpty()) {
              name = next(input);
            }
            if (name != null) {
              action.accept(name);
            }
            return name != null;
          }
        },
        false);
  }

  private String next(BufferedReader input) {
    try {
      if (!nul) {
        return input.readLine();
      }
      StringBuilder name = new StringBuilder();
      int c = input.read();
      for (; c > 0; c = input.read()) {
        name.append((char) c);
      }
      return c < 0 && name.isEmpty() ? null : name.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("The names of the files could not be read.", e);
    }
  }
}
