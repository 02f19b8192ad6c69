package dev.rungs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the version control of a project knows. */
final class Git {
  private Git() {}

  /**
   * Tells when a file was added.
   *
   * @return seconds since 1970; the largest number for a file that is not committed; empty if git
   *     does not know the folder or is not installed
   */
  static OptionalLong added(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Process git =
          new ProcessBuilder(
                  "git",
                  "log",
                  "--follow",
                  "--diff-filter=A",
                  "--format=%ct",
                  "--",
                  file.getFileName().toString())
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() != 0) {
        return OptionalLong.empty();
      }
      // The newest first; renames are followed to the first.
      String[] lines = text.strip().split("\n");
      String first = lines[lines.length - 1];
      return OptionalLong.of(first.isEmpty() ? Long.MAX_VALUE : Long.parseLong(first));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
