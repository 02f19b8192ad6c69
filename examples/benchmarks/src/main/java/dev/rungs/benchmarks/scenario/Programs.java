package dev.rungs.benchmarks.scenario;

import dev.rungs.benchmarks.contender.BaselineCold;
import dev.rungs.benchmarks.contender.Contender.Kind;
import dev.rungs.benchmarks.contender.OpenCold;
import dev.rungs.benchmarks.workload.ClassPaths;
import dev.rungs.benchmarks.workload.RegistrySources;
import dev.rungs.benchmarks.workload.WorkFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The program that opens a file with a contender, as a process of its own. */
final class Programs {
  private Programs() {}

  /**
   * Describes the process. Its class path holds what such an application needs, and nothing else
   * for the baseline and Rungs.
   */
  static JavaProcess open(Kind contender, WorkFolder folder, Path file, List<String> jvmOptions) {
    String version = String.valueOf(folder.currentVersion());
    return switch (contender) {
      case BASELINE ->
          new JavaProcess(
              jvmOptions,
              join(ClassPaths.of(BaselineCold.class.getName()), ClassPaths.of(ClassPaths.SQLITE)),
              List.of(
                  BaselineCold.class.getName(),
                  file.toString(),
                  version,
                  folder.scripts().toString()));
      case RUNGS ->
          new JavaProcess(
              jvmOptions,
              join(folder.jar().toString(), ClassPaths.of(ClassPaths.RUNGS)),
              List.of(RegistrySources.PACKAGE + ".OpenCold", file.toString()));
      default ->
          new JavaProcess(
              jvmOptions,
              ClassPaths.all(),
              List.of(
                  OpenCold.class.getName(),
                  file.toString(),
                  version,
                  folder.path().toString(),
                  contender.name()));
    };
  }

  private static String join(String first, String second) {
    return first + File.pathSeparator + second;
  }
}
