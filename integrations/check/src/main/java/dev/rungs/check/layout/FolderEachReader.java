package dev.rungs.check.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder for each migration: diesel, Prisma, and Drizzle in its newer form. */
final class FolderEachReader implements LayoutReader {
  private final Layout layout;
  private final String upName;

  FolderEachReader(Layout layout) {
    this.layout = layout;
    this.upName = layout == Layout.DIESEL ? "up.sql" : "migration.sql";
  }

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    HistoryBuilder history = new HistoryBuilder(tree, layout);
    Map<String, SourceFile> downs = new HashMap<>();
    List<SourceFile> ups = new ArrayList<>();
    for (SourceFile file : tree.files()) {
      if (file.name().equals(upName)) {
        ups.add(file);
      } else if (file.name().equals("down.sql")) {
        downs.put(file.folder(), file);
      } else if (file.endsWith(".sql")) {
        history.leave(file, layout.title() + " runs files called " + upName + " only.");
      }
    }
    Comparator<String> names =
        order == Order.NUMBER ? new NaturalOrder() : Comparator.naturalOrder();
    ups.sort(Comparator.comparing(file -> version(file) + ' ' + file.folder(), names));
    for (SourceFile up : ups) {
      int split = up.folderName().indexOf('_');
      String name = split < 0 ? "" : up.folderName().substring(split + 1);
      String label = split < 0 ? up.folderName() : up.folderName().substring(0, split);
      history.add(
          label,
          name,
          HistoryBuilder.script(up),
          Optional.ofNullable(downs.remove(up.folder())).map(HistoryBuilder::script));
    }
    downs.values().forEach(f -> history.leave(f, "There is no migration that it would undo."));
    return history.build();
  }

  /** Diesel compares without the dashes; Prisma compares names. */
  private String version(SourceFile file) {
    String name = file.folderName();
    if (layout != Layout.DIESEL) {
      return name;
    }
    int split = name.indexOf('_');
    return (split < 0 ? name : name.substring(0, split)).replace("-", "");
  }
}
