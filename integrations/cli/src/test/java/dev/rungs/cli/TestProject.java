package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rungs.processor.MigrationProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A project as a user has one: sources, and the classes that the compiler made with Rungs. */
record TestProject(Path folder) {
  Path sources() {
    return folder.resolve("src/main/java");
  }

  Path write(String file, String text) throws IOException {
    Path target = sources().resolve(file);
    Files.createDirectories(target.getParent());
    return Files.writeString(target, text);
  }

  /** A schema class in the package com.example. */
  void writeSchema(int currentVersion) throws IOException {
    write(
        "com/example/AppSchema.java",
        """
        package com.example;

        import dev.rungs.VersionedSchema;

        @VersionedSchema
        public final class AppSchema {
          public static final int CURRENT_VERSION = %d;
        }
        """
            .formatted(currentVersion));
  }

  /** A migration whose SQL is in a file beside it. */
  void writeMigration(int version, String className, String sql) throws IOException {
    write(
        "com/example/" + className + ".java",
        """
        package com.example;

        import dev.rungs.Migration;
        import dev.rungs.Up;

        @Migration(version = %d)
        @Up(file = "%s.sql")
        final class %s {}
        """
            .formatted(version, className, className));
    write("com/example/" + className + ".sql", sql);
  }

  /** Compiles everything; not even a warning is allowed. Returns the folder of the classes. */
  Path compile(String... options) throws IOException {
    String problems = problems(options);
    assertEquals("", problems);
    return folder.resolve("classes");
  }

  /** Compiles everything. Returns errors and warnings; empty if there are none. */
  String problems(String... options) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(problems, null, null);
        Stream<Path> found = Files.walk(sources())) {
      List<Path> java = found.filter(file -> file.toString().endsWith(".java")).toList();
      List<String> all =
          new ArrayList<>(
              List.of(
                  "-d",
                  classes.toString(),
                  "-sourcepath",
                  sources().toString(),
                  "-Xlint:all,-processing",
                  "-Werror"));
      all.addAll(List.of(options));
      JavaCompiler.CompilationTask task =
          javac.getTask(null, files, problems, all, null, files.getJavaFileObjectsFromPaths(java));
      task.setProcessors(List.of(new MigrationProcessor()));
      boolean compiled = task.call();
      return compiled ? "" : problems.getDiagnostics().toString();
    }
  }
}
