package dev.rungs.processor.write;

import dev.rungs.processor.model.MigrationModel;
import dev.rungs.processor.model.SchemaDdl;
import dev.rungs.processor.model.SchemaModel;
import dev.rungs.runtime.internal.sql.SchemaDifference;
import dev.rungs.runtime.internal.sql.SchemaSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A page about one schema for people: its tables as a diagram, its versions as a table. */
public final class SchemaPage {
  /** The tables stand under their diagram. */
  private static final Map<String, String> TITLES =
      Map.of(
          "table", "",
          "view", "\n## Views\n",
          "index", "\n## Indexes\n",
          "trigger", "\n## Triggers\n");

  private final Map<Integer, List<String>> changes = new TreeMap<>();
  private SchemaSnapshot last = SchemaSnapshot.EMPTY;
  private SchemaDdl lastDdl = SchemaDdl.EMPTY;

  /**
   * Takes the schema at the next version.
   *
   * @param version in order
   * @param snapshot the schema, as structure
   * @param ddl the same, as SQL
   */
  public void version(int version, SchemaSnapshot snapshot, SchemaDdl ddl) {
    lastDdl = ddl;
    changes.put(version, SchemaDifference.changes(last, snapshot));
    last = snapshot;
  }

  /**
   * Writes the page.
   *
   * @param schema the schema
   * @return Markdown, with a Mermaid diagram where the schema is known
   */
  public String text(SchemaModel schema) {
    StringBuilder page = new StringBuilder("# ").append(schema.className()).append("\n\n");
    page.append("Version ").append(schema.currentVersion()).append(". Written by Rungs.\n");
    int known = schema.baseline() + changes.size() - 1;
    if (known == schema.currentVersion() && !last.isEmpty()) {
      page.append("\n## Tables\n\n```mermaid\n")
          .append(new EntityDiagram(last).text())
          .append("```\n");
      definitions(page);
    } else if (known < schema.currentVersion()) {
      page.append("\nThe schema is not known from version ").append(known + 1).append(" on.\n");
    }
    page.append("\n## Versions\n\n| version | name | how | changes |\n| --: | --- | --- | --- |\n");
    for (MigrationModel migration : schema.migrations()) {
      page.append("| ")
          .append(migration.version())
          .append(" | ")
          .append(cell(migration.name()))
          .append(" | ")
          .append(how(migration))
          .append(" | ")
          .append(cell(changes(migration)))
          .append(" |\n");
    }
    return page.toString();
  }

  /** What is in the schema, kind by kind, with the SQL that builds it. */
  private void definitions(StringBuilder page) {
    for (String type : List.of("table", "view", "index", "trigger")) {
      List<SchemaDdl.Entry> found =
          lastDdl.objects().stream().filter(object -> object.type().equals(type)).toList();
      if (!found.isEmpty()) {
        page.append(TITLES.get(type));
        for (SchemaDdl.Entry object : found) {
          page.append("\n### ").append(cell(object.name())).append("\n\n```sql\n");
          page.append(object.sql()).append(";\n```\n");
        }
      }
    }
  }

  private static String how(MigrationModel migration) {
    List<String> words = new ArrayList<>();
    words.add(
        switch (migration.strategy()) {
          case IN_PLACE -> "in place";
          case REBUILD -> "rebuild";
        });
    if (migration.destructive()) {
      words.add("destructive");
    }
    switch (migration.step()) {
      case NONE -> {}
      case UP -> words.add("step");
      case REVERSIBLE -> words.add("reversible step");
    }
    return String.join(", ", words);
  }

  private String changes(MigrationModel migration) {
    List<String> list = changes.get(migration.version());
    if (list == null) {
      return "not known";
    }
    return list.isEmpty() ? "none in the schema" : String.join("\n", list);
  }

  /** Text that stays in its cell of a Markdown table. */
  private static String cell(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("|", "\\|")
        .replace("\r", "")
        .replace("\n", "<br>");
  }
}
