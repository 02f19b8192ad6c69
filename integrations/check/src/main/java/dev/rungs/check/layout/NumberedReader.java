package dev.rungs.check.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbered files, with or without one that undoes each: golang-migrate, sqlx, and no tool. */
final class NumberedReader implements LayoutReader {
  private static final Pattern DOWN =
      Pattern.compile("(?i)^(.*?)[._-](?:down|undo|rollback|revert)\\.sql$");
  private static final Pattern UP = Pattern.compile("(?i)^(.*?)[._-]up\\.sql$");
  private static final Pattern DOWN_FOLDER =
      Pattern.compile("(?i)(^|.*/)(?:down|undo|rollback|rollbacks|revert)$");
  private static final Pattern NUMBER = Pattern.compile("^[vV]?(\\d+(?:[.-]\\d+)*)[-_. ]*(.*)$");

  private static final class Pair {
    private SourceFile up;
    private SourceFile down;
  }

  private final Layout layout;

  NumberedReader(Layout layout) {
    this.layout = layout;
  }

  /** Whether a name says that the file undoes another one. */
  static boolean isDown(SourceFile file) {
    return DOWN.matcher(file.name()).matches() || DOWN_FOLDER.matcher(file.folder()).matches();
  }

  /** Whether a name has a number to go by. */
  static boolean isNumbered(String name) {
    return name.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    HistoryBuilder history = new HistoryBuilder(tree, layout);
    Map<String, Pair> pairs = new LinkedHashMap<>();
    Map<String, SourceFile> code = new LinkedHashMap<>();
    for (SourceFile file : tree.files()) {
      if (file.endsWith(".sql")) {
        collect(file, order, pairs, history);
      } else if (HistoryBuilder.isCode(file) && NUMBER.matcher(file.name()).matches()) {
        code.put(key(file, file.name().replaceAll("\\.\\w+$", "")), file);
      }
    }
    List<String> keys = new ArrayList<>(pairs.keySet());
    keys.addAll(code.keySet());
    keys.sort(order == Order.NAME ? Comparator.naturalOrder() : new NaturalOrder());
    boolean unique = hasUniqueNumbers(keys);
    for (String key : keys) {
      Matcher number = NUMBER.matcher(key.substring(key.lastIndexOf('/') + 1));
      boolean numbered = unique && number.matches();
      String version = numbered ? number.group(1) : key;
      String name = numbered ? number.group(2) : key.substring(key.lastIndexOf('/') + 1);
      Pair pair = pairs.get(key);
      if (pair == null) {
        history.addCode(version, name, code.get(key));
      } else if (pair.up == null) {
        history.leave(pair.down, "There is no migration that it would undo.");
      } else {
        history.add(
            version,
            name,
            HistoryBuilder.script(pair.up),
            Optional.ofNullable(pair.down).map(HistoryBuilder::script));
      }
    }
    return history.build();
  }

  private void collect(
      SourceFile file, Order order, Map<String, Pair> pairs, HistoryBuilder history) {
    String name = file.name();
    Matcher up = UP.matcher(name);
    boolean pairsOnly = layout == Layout.GOLANG_MIGRATE;
    if (pairsOnly
        && !up.matches()
        && !name.toLowerCase(java.util.Locale.ROOT).endsWith(".down.sql")) {
      history.leave(file, "golang-migrate runs files that end in .up.sql or .down.sql only.");
      return;
    }
    if (order != Order.NAME && !isNumbered(name)) {
      history.leave(file, "There is no number in its name.");
      return;
    }
    Matcher down = DOWN.matcher(name);
    if (down.matches()) {
      pair(pairs, key(file, down.group(1))).down = file;
    } else if (isDown(file)) {
      pair(pairs, key(file, base(name, up))).down = file;
    } else {
      pair(pairs, key(file, base(name, up))).up = file;
    }
  }

  private static String base(String name, Matcher up) {
    return up.matches() ? up.group(1) : name.substring(0, name.length() - ".sql".length());
  }

  private static Pair pair(Map<String, Pair> pairs, String key) {
    return pairs.computeIfAbsent(key, k -> new Pair());
  }

  /** Folders called up and down are one. */
  private static String key(SourceFile file, String base) {
    String folder = DOWN_FOLDER.matcher(file.folder()).replaceAll("$1");
    folder = folder.replaceAll("(?i)(^|/)up$", "$1").replaceAll("/+$", "");
    return folder.isEmpty() ? base : folder + "/" + base;
  }

  private static boolean hasUniqueNumbers(List<String> keys) {
    Set<String> seen = new HashSet<>();
    for (String key : keys) {
      Matcher number = NUMBER.matcher(key.substring(key.lastIndexOf('/') + 1));
      if (!number.matches() || !seen.add(number.group(1))) {
        return false;
      }
    }
    return true;
  }
}
