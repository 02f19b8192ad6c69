package dev.rungs.check.layout;

import dev.rungs.processor.history.HistoryScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code N.sqm} leads from version N to N + 1. The schema of version 1 is in no file of its own:
 * the {@code .sq} files have the schema of the newest version.
 */
final class SqlDelightReader implements LayoutReader {
  private static final Pattern MIGRATION = Pattern.compile("^(?:.*?[^0-9])?(\\d+)\\.sqm$");
  private static final Pattern SNAPSHOT = Pattern.compile("^(\\d+)\\.db$");
  private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*import [\\w.]+[ \\t]*;?");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?i)\\b(?:INTEGER|INT|REAL|TEXT|BLOB|NUMERIC|BOOLEAN|VARCHAR)\\b(?:\\s*\\(\\d+\\))?(\\s+AS\\s+"
              + "(?:@?[\\w.]+(?:\\([^)]*\\))?\\s+)*?[A-Za-z_][\\w.]*(?:<[^,;()]*(?:<[^;()]*>)?[^;()]*>)?\\??)"
              + "(?=\\s*(?:,|\\)|NOT\\b|DEFAULT\\b|PRIMARY\\b|UNIQUE\\b|REFERENCES\\b|CHECK\\b|COLLATE\\b|NULL\\b|;|$))");

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    HistoryBuilder history = new HistoryBuilder(tree, Layout.SQLDELIGHT);
    TreeMap<Integer, HistoryScript> scripts = new TreeMap<>();
    TreeMap<Integer, SourceFile> snapshots = new TreeMap<>();
    List<String> schema = new ArrayList<>();
    for (SourceFile file : tree.files()) {
      Matcher migration = MIGRATION.matcher(file.name());
      Matcher snapshot = SNAPSHOT.matcher(file.name());
      if (migration.matches()) {
        int number = Integer.parseInt(migration.group(1));
        HistoryScript before =
            scripts.put(number, new HistoryScript(file.relative(), sql(file.text())));
        if (before != null) {
          throw new FolderException(
              before.file()
                  + " and "
                  + file.relative()
                  + " are both migration "
                  + number
                  + ". Name the folder of one database.");
        }
      } else if (snapshot.matches()) {
        snapshots.put(Integer.parseInt(snapshot.group(1)), file);
      } else if (file.endsWith(".sq")) {
        schema.add(sql(file.text()));
      }
    }
    if (scripts.isEmpty()) {
      return history.build();
    }
    FirstSchema first = FirstSchema.of(scripts, schema, snapshots);
    if (!first.ddl().isEmpty()) {
      history.add(
          String.valueOf(first.version()),
          "initial schema",
          new HistoryScript(FirstSchema.NAME, first.ddl()),
          Optional.empty());
    }
    first.note().ifPresent(history::note);
    scripts.headMap(first.version()).values().stream()
        .sorted(Comparator.comparing(HistoryScript::file))
        .forEach(
            script ->
                history.leave(
                    script.file(),
                    "The schema before it is in no file, and cannot be worked out."));
    scripts
        .tailMap(first.version())
        .forEach(
            (number, script) ->
                history.add(
                    String.valueOf(number + 1), "from " + number, script, Optional.empty()));
    return history.build();
  }

  /** The text as SQLite takes it: without imports, and without the Kotlin types of columns. */
  static String sql(String text) {
    StringBuilder sql = new StringBuilder(text);
    Matcher imports = IMPORT.matcher(text);
    while (imports.find()) {
      Blanks.blank(sql, imports.start(), imports.end());
    }
    Matcher types = TYPE.matcher(sql.toString());
    while (types.find()) {
      Blanks.blank(sql, types.start(1), types.end(1));
    }
    return sql.toString();
  }
}
