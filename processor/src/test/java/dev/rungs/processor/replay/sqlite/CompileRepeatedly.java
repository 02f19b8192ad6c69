package dev.rungs.processor.replay.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the same source again and again, as a build daemon does, each time with a new class
 * loader for the processor. Says how many native libraries of SQLite were mapped, and are after a
 * garbage collection. A program of its own: the processor must not be on its class path.
 */
final class CompileRepeatedly {
  private CompileRepeatedly() {}

  /**
   * Runs.
   *
   * @param args processor path, folder for output, number of compiles, source file, further options
   */
  public static void main(String[] args) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int most = 0;
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
        List<String> options =
            new ArrayList<>(
                List.of("-proc:only", "-cp", args[0], "-processorpath", args[0], "-d", args[1]));
        options.addAll(List.of(args).subList(4, args.length));
        boolean compiled =
            compiler
                .getTask(null, files, null, options, null, files.getJavaFileObjects(args[3]))
                .call();
        if (!compiled) {
          throw new IllegalStateException("The source did not compile.");
        }
      }
      most = Math.max(most, mapped().size());
    }
    for (int i = 0; i < 100 && !mapped().isEmpty(); i++) {
      System.gc();
      Thread.sleep(20);
    }
    System.out.println("mapped at most " + most + ", after collection " + mapped().size());
  }

  private static Set<String> mapped() throws Exception {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.contains("sqlitejdbc"))
          .map(line -> line.substring(line.indexOf('/')))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
