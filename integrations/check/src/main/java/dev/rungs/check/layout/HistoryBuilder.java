package dev.rungs.check.layout;

import dev.rungs.check.layout.FolderHistory.NotChecked;
import dev.rungs.processor.history.HistoryScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Collects what a reader finds. */
final class HistoryBuilder {
  private static final Set<String> CODE =
      Set.of(
          "java", "kt", "kts", "groovy", "go", "rs", "js", "mjs", "cjs", "ts", "py", "rb", "php",
          "cs", "exs", "swift", "dart");

  private final SourceTree tree;
  private final Layout layout;
  private final List<FolderMigration> migrations = new ArrayList<>();
  private final List<NotChecked> notChecked = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int emptyDowns;

  HistoryBuilder(SourceTree tree, Layout layout) {
    this.tree = tree;
    this.layout = layout;
  }

  static HistoryScript script(SourceFile file) {
    return new HistoryScript(file.relative(), file.text());
  }

  /** A name as it may be part of a class name: lower case, words with underscores between. */
  static String name(String words) {
    return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
  }

  static boolean isCode(SourceFile file) {
    String name = file.name().toLowerCase(Locale.ROOT);
    boolean test = name.contains("_test.") || name.contains(".test.") || name.endsWith(".d.ts");
    return !test && CODE.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** A migration in SQL; an empty rollback script undoes nothing and is not tried. */
  void add(String version, String name, HistoryScript up, Optional<HistoryScript> down) {
    Set<String> files = new TreeSet<>();
    files.add(up.file());
    down.ifPresent(script -> files.add(script.file()));
    Optional<HistoryScript> undoes = down.filter(script -> !Blanks.isEmpty(script.text()));
    if (down.isPresent() && undoes.isEmpty()) {
      emptyDowns++;
    }
    migrations.add(
        new FolderMigration(version, name(name), Optional.of(up), undoes, List.copyOf(files)));
  }

  /** A migration in a programming language. */
  void addCode(String version, String name, SourceFile file) {
    migrations.add(
        new FolderMigration(
            version, name(name), Optional.empty(), Optional.empty(), List.of(file.relative())));
    notChecked.add(
        new NotChecked(
            file.relative(),
            "It is code, which is not run. What it changes is not known to the checks after it."));
  }

  void leave(SourceFile file, String reason) {
    leave(file.relative(), reason);
  }

  void leave(String file, String reason) {
    notChecked.add(new NotChecked(file, reason));
  }

  void note(String note) {
    notes.add(note);
  }

  FolderHistory build() {
    if (emptyDowns > 0) {
      notes.add(
          (emptyDowns == 1 ? "1 rollback script is" : emptyDowns + " rollback scripts are")
              + " empty: going back leaves the schema as it is, under a lower version.");
    }
    return new FolderHistory(tree.root(), layout, migrations, notChecked, notes);
  }
}
