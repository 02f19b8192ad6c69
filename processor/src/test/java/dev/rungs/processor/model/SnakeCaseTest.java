package dev.rungs.processor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {
  @ParameterizedTest
  @CsvSource({
    "AddUserRoles, add_user_roles",
    "AddHTTPUrl2, add_http_url2",
    "V3AddIndex, v3_add_index",
    "V12, v12",
    "Add2Columns, add2_columns",
    "A, a",
    "ABC, abc",
    "UseUUIDs, use_uui_ds",
    "M0001_CreateNotes, m0001_create_notes",
    "V1__create_notes, v1_create_notes",
    "_Begin_, begin",
    "create_notes, create_notes",
    "Add\u00c4nderung, add_\u00e4nderung",
    "V$2, v$2",
    "__, __",
  })
  void namesComeFromClasses(String className, String name) {
    assertEquals(name, SnakeCase.of(className));
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertEquals("add_index", SnakeCase.of("AddIndex"));
      assertEquals("insert_id", SnakeCase.of("InsertID"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
