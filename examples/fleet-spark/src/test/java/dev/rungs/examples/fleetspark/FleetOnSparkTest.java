package dev.rungs.examples.fleetspark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.Migrator;
import dev.rungs.runtime.Registry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver and two executors, each a process of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FleetOnSparkTest {
  private static final int FILES = 40;
  private static final Pattern PART =
      Pattern.compile("executor (\\d+) migrated (\\d+) current (\\d+) failed (\\d+)");

  @TempDir Path folder;

  @Test
  void executorsMigrateTheFilesAndReportWhatFailed() throws Exception {
    Path tenants = Files.createDirectory(folder.resolve("tenants"));
    for (int i = 0; i < FILES; i++) {
      Migrator.builder(new FirstRelease()).build().migrate(tenants.resolve("t" + i + ".db"));
    }
    Files.writeString(tenants.resolve("broken.db"), "not a database ".repeat(100));
    String out = run(tenants);
    long migrated = 0;
    long failed = 0;
    Set<String> executors = new HashSet<>();
    for (Matcher part = PART.matcher(out); part.find(); ) {
      executors.add(part.group(1));
      migrated += Long.parseLong(part.group(2));
      failed += Long.parseLong(part.group(4));
    }
    assertEquals(FILES, migrated, out);
    assertEquals(1, failed, out);
    assertTrue(out.contains("broken.db is not an SQLite database"), out);
    Matcher driver = Pattern.compile("driver (\\d+)").matcher(out);
    assertTrue(driver.find(), out);
    assertFalse(executors.contains(driver.group(1)), "executors are other processes");
    Migrator current = Migrator.builder(MigrationRegistry.INSTANCE).build();
    for (int i = 0; i < FILES; i++) {
      assertEquals(2, current.status(tenants.resolve("t" + i + ".db")).storedVersion());
    }
  }

  private String run(Path tenants) throws IOException, InterruptedException {
    String classPath = absoluteClassPath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(addOpens());
    command.addAll(
        List.of(
            "-Dspark.master=local-cluster[2,1,1024]",
            "-Dspark.ui.enabled=false",
            "-Dspark.executor.extraClassPath=" + classPath,
            "-Dspark.executor.extraJavaOptions=" + String.join(" ", addOpens()),
            "-cp",
            classPath,
            FleetOnSpark.class.getName(),
            tenants.toString(),
            "4"));
    Path errors = folder.resolve("spark.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
    builder.environment().put("SPARK_HOME", sparkHome(classPath).toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out + Files.readString(errors));
    return out;
  }

  /** A relative entry would be another one for the executors, which work elsewhere. */
  private static String absoluteClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** As Spark's own launcher has it for JDK 17 and later, in JavaModuleOptions. */
  private static List<String> addOpens() {
    List<String> options = new ArrayList<>();
    for (String opened :
        List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar")) {
      options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    return options;
  }

  /** What a worker wants of an installation: a file RELEASE, and a folder of the jars. */
  private Path sparkHome(String classPath) throws IOException {
    Path home = Files.createDirectory(folder.resolve("spark"));
    Files.createFile(home.resolve("RELEASE"));
    Path jars = Files.createDirectory(home.resolve("jars"));
    for (String entry : classPath.split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        Files.createSymbolicLink(jars.resolve(Path.of(entry).getFileName()), Path.of(entry));
      }
    }
    return home;
  }

  /** The program's first release knew one version. */
  private static final class FirstRelease implements Registry {
    @Override
    public String schemaName() {
      return MigrationRegistry.INSTANCE.schemaName();
    }

    @Override
    public int currentVersion() {
      return 1;
    }

    @Override
    public MigrationDefinition migration(int version) {
      return MigrationRegistry.INSTANCE.migration(version);
    }
  }
}
