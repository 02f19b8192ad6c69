package dev.rungs.check.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files such as {@code V1_2__add_tags.sql}: Flyway, and refinery, which has no scripts for a
 * rollback.
 */
final class FlywayReader implements LayoutReader {
  static final Pattern NAME = Pattern.compile("^([VUBR])([0-9][0-9._]*)?__(.*)\\.(\\w+)$");

  private record Named(SourceFile file, String version, String name) {}

  private final Layout layout;
  private final Placeholders placeholders;

  FlywayReader(Layout layout, Placeholders placeholders) {
    this.layout = layout;
    this.placeholders = placeholders;
  }

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    HistoryBuilder history = new HistoryBuilder(tree, layout);
    List<Named> versioned = new ArrayList<>();
    List<Named> repeatable = new ArrayList<>();
    Map<String, SourceFile> undo = new HashMap<>();
    for (SourceFile file : tree.files()) {
      Matcher name = NAME.matcher(file.name());
      if (!name.matches()) {
        if (file.endsWith(".sql")) {
          history.leave(file, "Its name is not that of a migration of " + layout.title() + ".");
        }
        continue;
      }
      boolean sql = file.endsWith(".sql");
      if (!sql && !HistoryBuilder.isCode(file)) {
        continue;
      }
      String version =
          name.group(2) == null ? "" : name.group(2).replace('_', '.').replaceAll("\\.+$", "");
      Named named = new Named(file, version, name.group(3));
      switch (name.group(1)) {
        case "R" -> repeatable.add(named);
        case "B" ->
            history.leave(
                file,
                "It is a baseline, which a new file may begin with instead of the versions before"
                    + " it. Those were checked.");
        case "U" -> {
          if (layout == Layout.REFINERY) {
            versioned.add(named);
          } else {
            undo.put(version, file);
          }
        }
        default -> versioned.add(named);
      }
    }
    Comparator<Named> byVersion = Comparator.comparing(Named::version, new NaturalOrder());
    versioned.sort(order == Order.NAME ? Comparator.comparing(n -> n.file().name()) : byVersion);
    for (Named named : versioned) {
      Optional<SourceFile> down = Optional.ofNullable(undo.remove(named.version()));
      add(history, named.version(), named, down);
    }
    repeatable.sort(Comparator.comparing(Named::name));
    for (Named named : repeatable) {
      add(history, "R " + named.name(), named, Optional.empty());
    }
    undo.values().forEach(file -> history.leave(file, "There is no migration that it would undo."));
    if (!placeholders.unknown().isEmpty()) {
      history.note(
          "Placeholders were taken for 1: "
              + String.join(", ", placeholders.unknown())
              + ". Say what they are with --placeholder NAME=VALUE.");
    }
    return history.build();
  }

  private void add(HistoryBuilder history, String version, Named named, Optional<SourceFile> down) {
    if (named.file().endsWith(".sql")) {
      history.add(
          version,
          named.name(),
          placeholders.fill(HistoryBuilder.script(named.file())),
          down.map(HistoryBuilder::script).map(placeholders::fill));
    } else {
      history.addCode(version, named.name(), named.file());
    }
  }
}
