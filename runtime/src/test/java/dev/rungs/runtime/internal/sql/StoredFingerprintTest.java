package dev.rungs.runtime.internal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Fingerprints are kept in registries and lock files, so one that is made differently takes an
 * unchanged file for a changed one. {@code fingerprints.txt} has a schema in each line: four cells
 * for each row of {@code sqlite_schema}, separated by tabs, escaped as in Java, and at the end the
 * fingerprint that 0.1.0 gave it. Many of the texts are damaged or odd; an empty cell is NULL.
 */
class StoredFingerprintTest {
  @Test
  void everyFingerprintIsTheOneOfTheFirstRelease() throws IOException {
    List<String> lines = lines();
    for (String line : lines) {
      String[] cells = line.split("\t", -1);
      List<SchemaRow> rows = new ArrayList<>();
      for (int i = 0; i + 4 < cells.length; i += 4) {
        rows.add(
            SchemaRow.of(
                cell(cells[i]), cell(cells[i + 1]), cell(cells[i + 2]), cell(cells[i + 3])));
      }
      assertEquals(cells[cells.length - 1], SchemaObjects.snapshot(rows).fingerprint(), line);
    }
    assertTrue(lines.size() > 60);
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = StoredFingerprintTest.class.getResourceAsStream("fingerprints.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().lines().toList();
    }
  }

  private static String cell(String escaped) {
    return escaped.isEmpty() ? null : escaped.translateEscapes();
  }
}
