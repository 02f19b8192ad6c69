package dev.rungs.check;

import dev.rungs.check.layout.FolderException;
import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.processor.MigrationProcessor;
import dev.rungs.processor.history.Finding;
import dev.rungs.processor.model.ProblemKey.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Annotated classes are judged by the compiler itself; nothing is generated. */
final class RungsSources {
  private static final Pattern KEYED = Pattern.compile("^\\[rungs\\.(\\w+)] (.*)$", Pattern.DOTALL);
  private static final Pattern PLACE =
      Pattern.compile("\\n\\s+at ([^\\n]+?\\.sql):(\\d+):(\\d+):\\n", Pattern.DOTALL);

  private final FolderHistory history;
  private final FolderCheck.Settings settings;

  RungsSources(FolderHistory history, FolderCheck.Settings settings) {
    this.history = history;
    this.settings = settings;
  }

  CheckReport check() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new FolderException(
          "Annotated classes are judged by a Java compiler, and this is a JRE without one. Run it"
              + " with a JDK.");
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try {
      Path output = Files.createTempDirectory("rungs-check");
      try {
        compile(javac, found, output);
      } finally {
        delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Finding> findings = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
      finding(diagnostic).ifPresent(findings::add);
    }
    int judged = (int) history.migrations().stream().filter(settings.judged()).count();
    findings.removeIf(
        finding -> !settings.judged().test(history.migrations().get(finding.version())));
    findings.sort(Comparator.comparing(Harm::of).thenComparing(Finding::version));
    return new CheckReport(history, judged, findings, Map.of(), List.of(), Set.of());
  }

  private void compile(JavaCompiler javac, DiagnosticCollector<JavaFileObject> found, Path output)
      throws IOException {
    try (StandardJavaFileManager files = javac.getStandardFileManager(found, null, null)) {
      JavaCompiler.CompilationTask task =
          javac.getTask(
              null,
              files,
              found,
              List.of(
                  "-proc:only",
                  "-implicit:none",
                  "-d",
                  output.toString(),
                  "-s",
                  output.toString(),
                  "-sourcepath",
                  history.folder().toString(),
                  "-Arungs.limit=" + settings.limit().toSeconds()),
              null,
              files.getJavaFileObjectsFromPaths(sources()));
      task.setProcessors(List.of(new MigrationProcessor()));
      task.call();
    }
  }

  /** What the processor has generated is of no use. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(history.folder())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .toList();
    }
  }

  private Optional<Finding> finding(Diagnostic<? extends JavaFileObject> diagnostic) {
    Matcher keyed = KEYED.matcher(diagnostic.getMessage(Locale.ROOT));
    if (!keyed.matches() || keyed.group(1).equals("Note")) {
      return Optional.empty();
    }
    Path source =
        diagnostic.getSource() == null ? history.folder() : Path.of(diagnostic.getSource().toUri());
    String message = keyed.group(2);
    Matcher place = PLACE.matcher(message);
    Path script = place.find() ? script(place.group(1), source) : source;
    boolean beside = !script.equals(source) && Files.exists(script);
    return Optional.of(
        new Finding(
            keyed.group(1),
            diagnostic.getKind() == Diagnostic.Kind.ERROR ? Severity.ERROR : Severity.WARNING,
            version(source),
            message.contains("the @Down of version") || keyed.group(1).startsWith("Down"),
            relative(beside ? script : source),
            beside
                ? Integer.parseInt(place.group(2))
                : (int) Math.max(1, diagnostic.getLineNumber()),
            beside
                ? Integer.parseInt(place.group(3))
                : (int) Math.max(1, diagnostic.getColumnNumber()),
            beside ? message.substring(0, place.start()) : message,
            beside ? message.substring(place.end()) : ""));
  }

  /**
   * The compiler shows a path from the working folder, or, if it knows no better, beside the class.
   */
  private static Path script(String shown, Path source) {
    Path fromHere = Path.of(shown).toAbsolutePath();
    return Files.exists(fromHere) ? fromHere : source.resolveSibling(shown);
  }

  /** The place of the first migration in a source; what is said of the schema is the last one's. */
  private int version(Path source) {
    String file = relative(source);
    List<FolderMigration> migrations = history.migrations();
    for (int i = 0; i < migrations.size(); i++) {
      if (migrations.get(i).files().contains(file)) {
        return i;
      }
    }
    return migrations.size() - 1;
  }

  private String relative(Path file) {
    Path root = history.folder().toAbsolutePath().normalize();
    Path path = file.toAbsolutePath().normalize();
    return (path.startsWith(root) ? root.relativize(path) : path).toString().replace('\\', '/');
  }
}
