package dev.rungs.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void create() throws IOException {
    for (String name :
        List.of(
            "a/app.db",
            "a/app.db-wal",
            "a/app.db.v1-20260101T000000Z.bak",
            "b/c/app.sqlite",
            "b/notes.txt",
            "b/x.sqlite3",
            "top.db3")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    Files.createDirectory(folder.resolve("folder.db"));
    Files.createFile(folder.resolve("folder.db/inner.db"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Files.createSymbolicLink(folder.resolve("nowhere.db"), folder.resolve("missing"));
  }

  private List<String> names(Stream<Path> files) {
    try (files) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }

  @Test
  void findsDatabasesByTheirUsualNamesAtAnyDepth() {
    assertEquals(
        List.of(
            "a/app.db",
            "b/c/app.sqlite",
            "b/x.sqlite3",
            "folder.db",
            "folder.db/inner.db",
            "nowhere.db",
            "top.db3"),
        names(DatabaseFiles.in(folder)));
  }

  @Test
  void aFolderThatDoesNotExistIsAnErrorAndNotAnEmptyFleet() {
    assertThrows(FleetException.class, () -> DatabaseFiles.in(folder.resolve("none")));
    assertThrows(FleetException.class, () -> DatabaseFiles.in(folder.resolve("top.db3")));
  }

  @Test
  void findsOtherNamesIfTold() {
    assertEquals(List.of("b/notes.txt"), names(DatabaseFiles.in(folder, "*.txt")));
  }

  @Test
  void findsByAPatternOfTheWholePath() {
    assertEquals(List.of("a/app.db"), names(DatabaseFiles.matching(folder + "/*/app.{db,sqlite}")));
    assertEquals(
        List.of("a/app.db", "b/c/app.sqlite"),
        names(DatabaseFiles.matching(folder + "/**/app.{db,sqlite}")));
    assertEquals(List.of(), names(DatabaseFiles.matching(folder + "/none/*.db")));
  }
}
