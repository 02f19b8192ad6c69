package dev.rungs.processor.testing;

import dev.rungs.VersionedSchema;
import dev.rungs.processor.MigrationProcessor;
import dev.rungs.runtime.Registry;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * A compile of real files: sources in {@code src}, classes in {@code out}, generated sources in
 * {@code gen} of one folder. The same folder may be compiled again.
 */
public final class Compile {
  private static final String CACHE_OPTION = "-Arungs.cache=";

  /** One cache for all compiles that name none, or null: no test may tell the difference. */
  private static final String CACHE = System.getProperty("rungs.test.cache");

  private final Path folder;
  private final List<String> options = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>();
  private List<Path> only = List.of();
  private CompilerKind compiler = CompilerKind.JAVAC;
  private boolean outputOnClassPath;
  private boolean modular;
  private boolean sourcePath;
  private Long shuffle;
  private Supplier<Processor> ours = MigrationProcessor::new;
  private Path moreClassPath;

  private Compile(Path folder) {
    this.folder = folder;
    this.options.add("-Xlint:all,-processing");
  }

  public static Compile in(Path folder) {
    return new Compile(folder);
  }

  /** Writes a file below {@code src}. */
  public Compile file(String path, String text) {
    return bytes(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public Compile bytes(String path, byte[] bytes) {
    try {
      Path file = folder.resolve("src").resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Compile delete(String path) {
    try {
      Files.delete(folder.resolve("src").resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles these files instead of all, with the earlier output on the class path. */
  public Compile only(String... paths) {
    only = Stream.of(paths).map(folder.resolve("src")::resolve).toList();
    return withOutput();
  }

  /** Puts the earlier output on the class path, as build tools do. */
  public Compile withOutput() {
    outputOnClassPath = true;
    return this;
  }

  public Compile with(CompilerKind kind) {
    compiler = kind;
    return this;
  }

  /** Adds a processor in front of ours, which claims its annotations. */
  public Compile with(Processor processor) {
    processors.add(processor);
    return this;
  }

  /** Replaces our processor. */
  public Compile ours(Supplier<Processor> processor) {
    ours = processor;
    return this;
  }

  public Compile option(String option) {
    options.add(option);
    return this;
  }

  /** The dependencies are modules. */
  public Compile modular() {
    modular = true;
    return this;
  }

  public Compile classPath(Path entry) {
    moreClassPath = entry;
    return this;
  }

  public Compile sourcePath() {
    sourcePath = true;
    return this;
  }

  public Compile shuffled(long seed) {
    shuffle = seed;
    return this;
  }

  public Compiled run() {
    try {
      return compile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Compiled compile() throws IOException {
    Path src = folder.resolve("src");
    Path out = Files.createDirectories(folder.resolve("out"));
    Path gen = Files.createDirectories(folder.resolve("gen"));
    List<Path> sources = new ArrayList<>(only);
    if (sources.isEmpty()) {
      try (Stream<Path> files = Files.walk(src)) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    if (shuffle != null) {
      Collections.shuffle(sources, new Random(shuffle));
    }
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-d", out.toString(), "-s", gen.toString()));
    boolean shared =
        CACHE != null && arguments.stream().noneMatch(option -> option.startsWith(CACHE_OPTION));
    if (shared) {
      arguments.add(CACHE_OPTION + CACHE);
    }
    if (arguments.stream().noneMatch(option -> option.equals("-encoding"))) {
      arguments.addAll(List.of("-encoding", "UTF-8"));
    }
    if (compiler == CompilerKind.ECJ) {
      arguments.removeIf(option -> option.startsWith("-Xlint") || option.equals("-Werror"));
      arguments.addAll(List.of("--release", "17"));
    }
    if (sourcePath) {
      arguments.addAll(List.of("-sourcepath", src.toString()));
    }
    String path = modular ? modulePath() : System.getProperty("java.class.path");
    if (moreClassPath != null) {
      path = moreClassPath + File.pathSeparator + path;
    }
    arguments.add(modular ? "--module-path" : "-classpath");
    arguments.add(outputOnClassPath && !modular ? out + File.pathSeparator + path : path);
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    StringWriter log = new StringWriter();
    JavaCompiler tool = compiler.create();
    try (StandardJavaFileManager files =
        tool.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(out));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(gen));
      JavaCompiler.CompilationTask task =
          tool.getTask(
              log, files, diagnostics, arguments, null, files.getJavaFileObjectsFromPaths(sources));
      // A processor lives for one compile.
      List<Processor> all = new ArrayList<>(processors);
      all.add(ours.get());
      task.setProcessors(all);
      boolean success = task.call();
      return new Compiled(
          folder,
          success,
          diagnostics.getDiagnostics().stream()
              .map(Message::of)
              .distinct()
              .filter(
                  message ->
                      !(shared
                          && message.text().contains("The cache " + CACHE + " cannot be written")))
              .toList(),
          log.toString());
    }
  }

  private static String modulePath() {
    return Stream.of(VersionedSchema.class, Registry.class, org.sqlite.JDBC.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(url -> Path.of(URI.create(url.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
