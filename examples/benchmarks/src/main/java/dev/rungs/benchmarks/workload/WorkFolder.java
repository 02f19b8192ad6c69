package dev.rungs.benchmarks.workload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A workload on disk: its scripts, Liquibase's changelog over them, and a jar with the registry.
 *
 * @param path the folder
 * @param currentVersion the workload's newest version
 */
public record WorkFolder(Path path, int currentVersion) {
  /**
   * Writes and compiles a workload, or finds it already there.
   *
   * @param parent of the workload's folder
   * @param workload the migrations
   * @param mode how the registry is compiled
   * @return the folder
   * @throws IOException if it cannot be written, or does not compile
   * @throws InterruptedException if interrupted meanwhile
   */
  public static WorkFolder of(Path parent, Workload workload, Javac.Mode mode)
      throws IOException, InterruptedException {
    WorkFolder folder = new WorkFolder(parent.resolve(workload.name()), workload.currentVersion());
    if (!Files.exists(folder.jar())) {
      folder.write(workload, mode);
    }
    return folder;
  }

  /**
   * Returns where the scripts are.
   *
   * @return a folder of files named as Flyway wants them
   */
  public Path scripts() {
    return path.resolve("sql");
  }

  /**
   * Lists the scripts, as a baseline that has something to run does.
   *
   * @param folder of files named as Flyway wants them
   * @return the files, by version from 1 on
   * @throws IOException if the folder cannot be read
   */
  public static List<Path> byVersion(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparingInt(WorkFolder::version)).toList();
    }
  }

  private static int version(Path script) {
    String name = script.getFileName().toString();
    return Integer.parseInt(name.substring(1, name.indexOf("__")));
  }

  /**
   * Returns Liquibase's changelog.
   *
   * @return the name of a file in the workload's folder
   */
  public String changelog() {
    return "changelog.sql";
  }

  /**
   * Returns the compiled registry.
   *
   * @return a jar
   */
  public Path jar() {
    return path.resolve("registry.jar");
  }

  /**
   * Returns the sources of the registry.
   *
   * @return their root
   */
  public Path sources() {
    return path.resolve("src");
  }

  private void write(Workload workload, Javac.Mode mode) throws IOException, InterruptedException {
    Folders.empty(path);
    Files.createDirectory(scripts());
    StringBuilder changelog = new StringBuilder("--liquibase formatted sql\n");
    for (Script script : workload.scripts()) {
      Files.writeString(scripts().resolve(script.fileName()), script.sql());
      changelog.append("\n--changeset bench:").append(script.version()).append('\n');
      changelog.append(script.sql());
    }
    Files.writeString(path.resolve(changelog()), changelog);
    RegistrySources.write(workload, sources());
    Path classes = path.resolve("classes");
    Javac.here(mode).compile(sources(), classes);
    pack(classes, jar());
  }

  private static void pack(Path classes, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
