package dev.rungs.check.layout;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbered files in the order of a journal. */
final class DrizzleReader implements LayoutReader {
  static final String JOURNAL = "_journal.json";

  private record Entry(int index, String tag) {}

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    if (tree.files().stream().anyMatch(file -> file.name().equals("migration.sql"))) {
      return new FolderEachReader(Layout.DRIZZLE).read(tree, order);
    }
    HistoryBuilder history = new HistoryBuilder(tree, Layout.DRIZZLE);
    Map<String, SourceFile> scripts = new LinkedHashMap<>();
    Optional<SourceFile> journal = Optional.empty();
    for (SourceFile file : tree.files()) {
      if (file.endsWith(".sql")) {
        scripts.put(file.name().substring(0, file.name().length() - 4), file);
      } else if (file.name().equals(JOURNAL)) {
        journal = Optional.of(file);
      }
    }
    List<String> tags =
        order == Order.TOOL && journal.isPresent()
            ? tags(journal.get())
            : scripts.keySet().stream()
                .sorted(order == Order.NAME ? Comparator.naturalOrder() : new NaturalOrder())
                .toList();
    for (String tag : tags) {
      SourceFile file = scripts.remove(tag);
      if (file == null) {
        history.note("The journal names " + tag + ", and " + tag + ".sql does not exist.");
        continue;
      }
      int split = tag.indexOf('_');
      history.add(
          split < 0 ? tag : tag.substring(0, split),
          split < 0 ? "" : tag.substring(split + 1),
          HistoryBuilder.script(file),
          Optional.empty());
    }
    scripts.values().forEach(f -> history.leave(f, "It is not in meta/" + JOURNAL + "."));
    return history.build();
  }

  private static List<String> tags(SourceFile journal) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (JsonElement entry : parse(journal).getAsJsonArray("entries")) {
        JsonObject fields = entry.getAsJsonObject();
        entries.add(new Entry(fields.get("idx").getAsInt(), fields.get("tag").getAsString()));
      }
    } catch (RuntimeException e) {
      throw new FolderException(
          journal.relative() + " is no journal of Drizzle: " + e.getMessage() + ".", e);
    }
    return entries.stream().sorted(Comparator.comparing(Entry::index)).map(Entry::tag).toList();
  }

  private static JsonObject parse(SourceFile journal) {
    try {
      return JsonParser.parseString(journal.text()).getAsJsonObject();
    } catch (RuntimeException e) {
      throw new FolderException(journal.relative() + " is no JSON: " + e.getMessage() + ".", e);
    }
  }
}
