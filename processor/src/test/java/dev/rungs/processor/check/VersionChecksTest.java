package dev.rungs.processor.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.processor.model.SchemaModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules about versions: each mistake once, whatever else is wrong. */
class VersionChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // CURRENT_VERSION | versions | problems
        "0 | none    | none",
        "3 | 1 2 3   | none",
        "3 | 3 1 2   | none",
        "1 | none    | MissingVersion 1",
        "3 | none    | MissingVersion 1",
        "3 | 1 3     | MissingVersion 2",
        "3 | 1 2     | MissingVersion 3",
        "5 | 1 2     | MissingVersion 3",
        "3 | 2 3     | MissingVersion 1",
        "9 | 2 5 6 8 | MissingVersion 1, MissingVersion 3, MissingVersion 7, MissingVersion 9",
        "3 | 1 2 2   | DuplicateVersion 2, DuplicateVersion 2",
        "2 | 1 2 2   | DuplicateVersion 2, DuplicateVersion 2",
        "3 | 1 1 1   | DuplicateVersion 1, DuplicateVersion 1, DuplicateVersion 1",
        "2 | 1 2 3   | VersionOutOfRange 3",
        "3 | 1 2 4   | VersionOutOfRange 4",
        "3 | 0 1 2   | VersionOutOfRange 0",
        "0 | 1       | VersionOutOfRange 1",
        "2 | -2147483648 1 2 | VersionOutOfRange -2147483648",
        "2 | 1 2 2147483647  | VersionOutOfRange 2147483647",
        "6 | 1 2 2 6 | DuplicateVersion 2, DuplicateVersion 2, MissingVersion 3",
      })
  void problemsOfVersions(int current, String versions, String problems) {
    Declared declared = Declared.schema(current);
    if (versions != null) {
      for (String version : versions.split(" ")) {
        declared.versions(Integer.parseInt(version));
      }
    }
    assertEquals(problems == null ? List.of() : List.of(problems.split(", ")), declared.problems());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        // baseline | CURRENT_VERSION | versions | problems
        "37 | 37 | 37       | none",
        "37 | 39 | 37 38 39 | none",
        "37 | 37 | none     | MissingVersion 37",
        "37 | 39 | 38 39    | MissingVersion 37",
        "37 | 39 | 37 39    | MissingVersion 38",
        "37 | 39 | 37 38    | MissingVersion 39",
        "37 | 38 | 36 37 38 | VersionOutOfRange 36",
        "37 | 38 | 1 2 37 38 | VersionOutOfRange 1, VersionOutOfRange 2",
        "37 | 38 | 0 37 38  | VersionOutOfRange 0",
        "37 | 38 | 37 38 39 | VersionOutOfRange 39",
        "37 | 38 | 37 38 38 | DuplicateVersion 38, DuplicateVersion 38",
        // One of them may be the one that is missing.
        "37 | 38 | 36 38    | VersionOutOfRange 36",
        "40 | 38 | 37 38    | VersionOutOfRange 0",
        "2  | 0  | none     | VersionOutOfRange 0",
        "0  | 2  | 1 2      | VersionOutOfRange 0",
        "-1 | 0  | none     | VersionOutOfRange 0",
      })
  void problemsOfVersionsAboveABaseline(
      int baseline, int current, String versions, String problems) {
    Declared declared = Declared.schema(baseline, current);
    if (versions != null) {
      for (String version : versions.split(" ")) {
        declared.versions(Integer.parseInt(version));
      }
    }
    assertEquals(problems == null ? List.of() : List.of(problems.split(", ")), declared.problems());
  }

  @Test
  void aMissingBaselineIsAskedForAsTheWholeSchema() {
    assertEquals(
        "No migration declares version 37. The baseline is 37 and CURRENT_VERSION is 39; found 38,"
            + " 39. Add a class annotated @Migration(version = 37), which builds the whole schema.",
        Declared.schema(37, 39).versions(38, 39).onlyMessage());
    // There is no version to go back to.
    assertEquals(
        "No migration declares version 37. The baseline is 37 and CURRENT_VERSION is 37; found none."
            + " Add a class annotated @Migration(version = 37), which builds the whole schema.",
        Declared.schema(37, 37).onlyMessage());
    assertEquals(
        "No migration declares version 39. The baseline is 37 and CURRENT_VERSION is 39; found 37,"
            + " 38. Add a class annotated @Migration(version = 39), or set CURRENT_VERSION to 38.",
        Declared.schema(37, 39).versions(37, 38).onlyMessage());
  }

  @Test
  void whatIsBelowTheBaselineIsOldOrMistyped() {
    assertEquals(
        "Version 4 is below the baseline. app.AppSchema begins at version 37, whose migration builds"
            + " the whole schema. Remove this class if it is older than that, or give it the next"
            + " free version, 39, and set CURRENT_VERSION to 39.",
        Declared.schema(37, 38).versions(4, 37, 38).onlyMessage());
  }

  @Test
  void aGapSaysWhatIsMissingWhatIsThereAndWhatToAdd() {
    assertEquals(
        "No migration declares version 4. CURRENT_VERSION is 6; found 1-3, 5, 6. Add a class"
            + " annotated @Migration(version = 4).",
        Declared.schema(6).versions(1, 2, 3, 5, 6).onlyMessage());
    assertEquals(
        "No migration declares versions 2-4. CURRENT_VERSION is 5; found 1, 5. Add a class annotated"
            + " @Migration for each of them, starting with @Migration(version = 2).",
        Declared.schema(5).versions(1, 5).onlyMessage());
  }

  @Test
  void aTailSaysHowToTakeTheBumpBack() {
    assertEquals(
        "No migration declares version 3. CURRENT_VERSION is 3; found 1, 2. Add a class annotated"
            + " @Migration(version = 3), or set CURRENT_VERSION to 2.",
        Declared.schema(3).versions(1, 2).onlyMessage());
  }

  @Test
  void duplicatesNameEachOtherAndTheNextFreeVersion() {
    List<String> messages =
        new Checks()
                .run(
                    Declared.schema(3)
                        .migration(1, "First")
                        .migration(2, "Second")
                        .migration(3, "AddIndex")
                        .migration(3, "AddTable")
                        .declarations())
                .problems()
                .stream()
                .map(problem -> problem.site().className() + ": " + problem.message())
                .toList();
    String tail =
        " Each version is declared exactly once. Give one of them the next free version, 4, and set"
            + " CURRENT_VERSION to 4.";
    assertEquals(
        List.of(
            "app.AddIndex: Version 3 is also declared by app.AddTable." + tail,
            "app.AddTable: Version 3 is also declared by app.AddIndex." + tail),
        messages);
  }

  @Test
  void aCopyOfAMigrationIsADuplicateVersionAndNotAlsoADuplicateName() {
    Declared declared = Declared.schema(2).migration(1, "Begin").migration(1, "begin");
    assertEquals(List.of("DuplicateVersion 1", "DuplicateVersion 1"), declared.problems());
  }

  @Test
  void oneMigrationThatNamesNoSchemaIsNoGapInAny() {
    Declared declared =
        Declared.schema(1)
            .addSchema("CacheSchema", 1)
            .migration(1, "A", "app.AppSchema")
            .migration(1, "B");
    assertEquals(List.of("SchemaReference 1"), declared.problems());
    assertTrue(new Checks().run(declared.declarations()).clean().isEmpty());
  }

  @Test
  void schemasAreCheckedApart() {
    Declared declared =
        Declared.schema(1)
            .addSchema("CacheSchema", 2)
            .migration(1, "A", "app.AppSchema")
            .migration(1, "B", "app.CacheSchema");
    assertEquals(List.of("MissingVersion 2"), declared.problems());
    assertEquals(
        List.of("app.AppSchema"),
        new Checks()
            .run(declared.declarations()).clean().stream().map(SchemaModel::className).toList());
  }

  @ParameterizedTest
  @CsvSource({"1-3", "'1, 2'", "'1, 3-5, 9'", "none"})
  void rangesAreWrittenShortly(String text) {
    java.util.TreeSet<Integer> numbers = new java.util.TreeSet<>();
    if (!text.equals("none")) {
      for (String part : text.split(", ")) {
        String[] ends = part.split("-");
        for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
          numbers.add(n);
        }
      }
    }
    assertEquals(text, Ranges.of(numbers));
  }
}
