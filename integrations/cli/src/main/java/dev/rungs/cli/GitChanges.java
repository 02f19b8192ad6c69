package dev.rungs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which files git calls changed or new. */
final class GitChanges {
  private GitChanges() {}

  /** Files of a folder that differ from a commit, or that git does not know yet. */
  static Set<Path> since(String reference, Path folder) {
    if (reference.startsWith("-")) {
      throw new CommandFailure("'" + reference + "' is no commit. Name a branch, a tag or a hash.");
    }
    Path top = Path.of(git(folder, "rev-parse", "--show-toplevel").get(0));
    Set<Path> changed = new HashSet<>();
    // What both have before they part: a change of the other side is not ours.
    String base = git(folder, "merge-base", reference, "HEAD").get(0);
    git(folder, "diff", "--name-only", "-z", base, "--", ".")
        .forEach(name -> changed.add(real(top.resolve(name), folder)));
    git(folder, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ".")
        .forEach(name -> changed.add(real(top.resolve(name), folder)));
    return changed;
  }

  /** As the folder was named: git follows symbolic links, and a user need not have. */
  private static Path real(Path file, Path folder) {
    try {
      Path named = folder.toAbsolutePath().normalize();
      return named.resolve(named.toRealPath().relativize(file)).normalize();
    } catch (IOException e) {
      return file;
    }
  }

  private static List<String> git(Path folder, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new CommandFailure(
            "git failed: "
                + output.strip()
                + " --since needs a commit of the repository that "
                + folder
                + " is in.");
      }
      return List.of(output.split("[\0\n]")).stream().filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new CommandFailure("git could not be run: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Stopped.", e);
    }
  }
}
