package dev.rungs.processor.proof;

import dev.rungs.Target;
import dev.rungs.runtime.Registry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a proof depends on beside the migrations: the code of Rungs, the driver with its SQLite, and
 * the platform.
 *
 * <p>A jar is identified by its directory, which has the names, sizes, times and checksums of its
 * files and stands in one piece at its end ({@link JarDirectory}); a folder of classes, as a build
 * of Rungs itself has it, by the names, sizes and times of its files.
 */
final class Environment {
  /** Named after the form of what is kept. A change of that form needs another one. */
  private static final String FORMAT = "rungs proof 4";

  /** Classes of which nothing is run, one for each jar. */
  private static final List<Class<?>> CODE =
      List.of(
          Environment.class,
          Registry.class,
          Target.class,
          foreign("org.sqlite.core.Codes"),
          foreign("com.squareup.javapoet.TypeName"));

  /** If they are set, the driver loads its library from elsewhere. */
  private static final List<String> LIBRARY = List.of("org.sqlite.lib.path", "org.sqlite.lib.name");

  private Environment() {}

  private static Class<?> foreign(String name) {
    try {
      return Class.forName(name, false, Environment.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The processor comes with it.", e);
    }
  }

  /**
   * Sums it up.
   *
   * @return empty if the code cannot be identified, so that nothing can be kept
   */
  static Optional<byte[]> digest() {
    Digest digest = new Digest().add(FORMAT);
    digest.add(Runtime.version().feature());
    digest.add(System.getProperty("os.name")).add(System.getProperty("os.arch"));
    try {
      for (Class<?> type : CODE) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
          return Optional.empty();
        }
        addCode(Path.of(source.getLocation().toURI()), digest);
      }
      for (String property : LIBRARY) {
        digest.add(Optional.ofNullable(System.getProperty(property)));
      }
      String library = System.getProperty(LIBRARY.get(0));
      if (library != null) {
        addFolder(Path.of(library), digest);
      }
    } catch (IOException | URISyntaxException | RuntimeException e) {
      return Optional.empty();
    }
    return Optional.of(digest.value());
  }

  /**
   * Digests a jar, or a folder of classes.
   *
   * @throws IOException if it cannot be read, or is neither
   */
  static void addCode(Path location, Digest digest) throws IOException {
    if (Files.isDirectory(location)) {
      addFolder(location, digest);
    } else {
      for (long part : JarDirectory.identity(location)) {
        digest.add(part);
      }
    }
  }

  private static void addFolder(Path folder, Digest digest) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.comparing(Path::toString)).toList()) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()) {
          digest.add(folder.relativize(file).toString().replace('\\', '/'));
          digest.add(attributes.size()).add(attributes.lastModifiedTime().toMillis());
        }
      }
    }
  }
}
