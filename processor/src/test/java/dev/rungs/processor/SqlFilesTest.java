package dev.rungs.processor;

import static dev.rungs.processor.testing.Sources.migration;
import static dev.rungs.processor.testing.Sources.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.testing.Compile;
import dev.rungs.processor.testing.Compiled;
import dev.rungs.processor.testing.CompilerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where {@code @Up(file = ...)} is looked for, and how it is read. */
class SqlFilesTest {
  @TempDir Path folder;
  private Path sql;
  private Compile compile;

  @BeforeEach
  void oneMigrationWithAFile() throws IOException {
    sql = Files.createDirectories(folder.resolve("sql"));
    compile =
        Compile.in(folder)
            .option("-Werror")
            .file("app/AppSchema.java", schema(1))
            .file("app/V1.java", migration("app", "V1", "version = 1", "file = \"v1.sql\""));
  }

  private static String up(Compiled compiled) {
    assertTrue(compiled.success(), compiled::text);
    return compiled.registry("app.MigrationRegistry").migration(1).up().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void theFolderOfTheOptionComesFirstWithThePackageAndThenWithout(CompilerKind compiler)
      throws IOException {
    compile
        .with(compiler)
        .file("app/v1.sql", "CREATE TABLE beside (a);")
        .option("-Arungs.sql=" + sql);
    assertEquals("CREATE TABLE beside (a);", up(compile.run()));
    delete();
    Files.writeString(sql.resolve("v1.sql"), "CREATE TABLE folder (a);");
    assertEquals("CREATE TABLE folder (a);", up(compile.run()));
    delete();
    Files.createDirectories(sql.resolve("app"));
    Files.writeString(sql.resolve("app/v1.sql"), "CREATE TABLE package (a);");
    assertEquals("CREATE TABLE package (a);", up(compile.run()));
  }

  private void delete() throws IOException {
    // Eclipse's compiler writes no class again that it finds.
    Files.deleteIfExists(folder.resolve("gen/app/MigrationRegistry.java"));
    Files.deleteIfExists(folder.resolve("out/app/MigrationRegistry.class"));
  }

  @ParameterizedTest
  @EnumSource
  void aSourcePathIsLookedAt(CompilerKind compiler) {
    compile.with(compiler).sourcePath().file("app/v1.sql", "CREATE TABLE t (a);");
    assertEquals("CREATE TABLE t (a);", up(compile.run()));
  }

  @Test
  void theClassOutputIsLookedAt() throws IOException {
    Files.createDirectories(folder.resolve("out/app"));
    Files.writeString(folder.resolve("out/app/v1.sql"), "CREATE TABLE resource (a);");
    assertEquals("CREATE TABLE resource (a);", up(compile.run()));
  }

  @Test
  void theClassPathIsLookedAt() throws IOException {
    Files.createDirectories(sql.resolve("app"));
    Files.writeString(sql.resolve("app/v1.sql"), "CREATE TABLE jar (a);");
    assertEquals("CREATE TABLE jar (a);", up(compile.classPath(sql).run()));
  }

  @Test
  void aByteOrderMarkIsDroppedAndLineEndsAreKept() {
    compile.file("app/v1.sql", "\ufeffCREATE TABLE \u00e4 (a);\r\n");
    assertEquals("CREATE TABLE \u00e4 (a);\r\n", up(compile.run()));
  }

  @Test
  void whatIsNotUtf8IsRefusedWithItsPlace() {
    compile.bytes(
        "app/v1.sql", "CREATE TABLE t (\n  \u00e4 TEXT);".getBytes(StandardCharsets.ISO_8859_1));
    Compiled compiled = compile.run();
    assertEquals(List.of("SqlFile V1.java:4"), compiled.brief());
    assertTrue(compiled.text().contains("Byte 0xe4 at offset 19, in line 2"), compiled::text);
  }

  @Test
  void aMissingFileSaysWhereItWasLookedFor() {
    Compiled compiled = compile.option("-Arungs.sql=" + sql).run();
    assertEquals(List.of("SqlFile V1.java:4"), compiled.brief());
    String places =
        "It was looked for in " + sql + "/app, in " + sql + ", beside the class in app.";
    assertTrue(compiled.text().contains(places), compiled::text);
  }

  @Test
  void aPositionInAFileNamesTheFile() {
    compile.file("app/v1.sql", "CREATE TABLE t (a);\n\n  COMMIT;\n");
    Compiled compiled = compile.run();
    assertEquals(List.of("SqlNotAllowed V1.java:4"), compiled.brief());
    assertTrue(
        compiled
            .errors()
            .get(0)
            .text()
            .replaceAll("(?m)^ +", "")
            .contains("app/v1.sql:3:3:\nCOMMIT;\n^"),
        compiled::text);
  }

  @Test
  void aLinkOutsideTheFoldersIsRefusedAndOneInsideIsFollowed() throws IOException {
    Path outside = Files.writeString(folder.resolve("secret.sql"), "CREATE TABLE secret (a);");
    Files.createSymbolicLink(sql.resolve("v1.sql"), outside);
    Compiled refused = compile.option("-Arungs.sql=" + sql).run();
    assertEquals(List.of("SqlFile V1.java:4"), refused.brief());
    assertTrue(refused.text().contains("is a symbolic link to"), refused::text);
    Files.delete(sql.resolve("v1.sql"));
    Files.createSymbolicLink(
        sql.resolve("v1.sql"),
        Files.writeString(sql.resolve("real.sql"), "CREATE TABLE linked (a);"));
    assertEquals("CREATE TABLE linked (a);", up(compile.run()));
  }
}
