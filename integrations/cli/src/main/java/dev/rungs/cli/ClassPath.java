package dev.rungs.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a program's compiled classes are, for a command that is not a part of the program. */
final class ClassPath {
  /** Where Maven and Gradle put classes, from the folder of a project. */
  private static final List<String> USUAL =
      List.of("target/classes", "build/classes/java/main", "build/classes/kotlin/main");

  private ClassPath() {}

  /**
   * Opens the entries of a class path, written as for {@code java -cp}: files and folders with the
   * system's separator between them, {@code lib/*} for every jar of a folder.
   */
  static ClassLoader of(String written) {
    List<Path> entries = new ArrayList<>();
    for (String entry : written.split(File.pathSeparator)) {
      if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*")) {
        entries.addAll(jars(Path.of(entry.substring(0, entry.length() - 1))));
      } else if (!entry.isEmpty()) {
        entries.add(existing(Path.of(entry)));
      }
    }
    return loader(entries);
  }

  /** Opens the class folders that a build leaves below the working folder. */
  static ClassLoader usual() {
    return loader(USUAL.stream().map(Path::of).filter(Files::isDirectory).toList());
  }

  /** The folders that are looked at without being told. */
  static String usualNames() {
    return String.join(", ", USUAL);
  }

  private static Path existing(Path entry) {
    if (Files.notExists(entry)) {
      throw new CommandFailure(
          entry + " does not exist. Check --classpath, and compile the program first.");
    }
    return entry;
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(existing(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new CommandFailure(folder + " could not be read: " + e + ".", e);
    }
  }

  /** The loader stays open as long as the process: steps and SQL are read from it when needed. */
  private static ClassLoader loader(List<Path> entries) {
    URL[] urls = entries.stream().map(ClassPath::url).toArray(URL[]::new);
    return new URLClassLoader(urls, Registries.programLoader());
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
