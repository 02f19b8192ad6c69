package dev.rungs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.Migrator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script of the Indexed Job, each index as a process. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KubernetesJobTest {
  private static final int FILES = 60;
  private static final Path MANIFEST = Path.of("../../examples/fleet-kubernetes/job.yaml");

  @TempDir Path data;

  @Test
  void eachIndexTakesItsPartAndTogetherTheyTakeAll() throws Exception {
    String manifest = Files.readString(MANIFEST);
    int completions = Integer.parseInt(find("completions: (\\d+)", manifest));
    assertTrue(manifest.contains("$JOB_COMPLETION_INDEX/" + completions + "\""), manifest);
    String script =
        find("args:\\s+- \\|\n((?: {14}.*\n)+)", manifest)
            .replace("java -jar /app/app.jar", java())
            .replace("/data/", data + "/");
    Path tenants = Files.createDirectory(data.resolve("tenants"));
    Path reports = Files.createDirectory(data.resolve("reports"));
    for (int i = 0; i < FILES; i++) {
      Path file = Files.createDirectory(tenants.resolve("t" + i)).resolve("app.db");
      Migrator.builder(Notes.release(1)).build().migrate(file);
    }
    int files = 0;
    List<Process> running = new ArrayList<>();
    for (int index = 0; index < completions; index++) {
      ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("JOB_COMPLETION_INDEX", "" + index);
      running.add(builder.start());
    }
    for (Process process : running) {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), out);
      int own = Integer.parseInt(find("(\\d+) files?, version 3, shard ", out));
      assertTrue(own == 0 || out.contains("migrated  " + own), out);
      files += own;
    }
    assertEquals(FILES, files);
    for (int i = 0; i < FILES; i++) {
      Path file = tenants.resolve("t" + i).resolve("app.db");
      assertEquals(3, Migrator.builder(Notes.release(3)).build().status(file).storedVersion());
    }
    try (var written = Files.list(reports)) {
      assertEquals(completions, written.filter(f -> f.toString().endsWith(".html")).count());
    }
  }

  private static String java() {
    return "'"
        + Path.of(System.getProperty("java.home"), "bin", "java")
        + "' -cp '"
        + System.getProperty("java.class.path")
        + "' "
        + NotesProgram.class.getName()
        + " 3";
  }

  private static String find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), pattern + " in " + text);
    return matcher.group(1);
  }
}
