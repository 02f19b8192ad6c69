package dev.rungs.check.layout;

import dev.rungs.processor.history.HistoryScript;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Annotated classes: which versions there are. They are judged by compiling them. */
final class RungsReader implements LayoutReader {
  private static final Pattern MIGRATION =
      Pattern.compile(
          "@Migration\\s*\\([^)]*?\\bversion\\s*=\\s*(\\d+)[^)]*\\)(?:(?!@Migration).)*?\\bclass\\s+(\\w+)",
          Pattern.DOTALL);

  private record Found(int version, String name, SourceFile file) {}

  @Override
  public FolderHistory read(SourceTree tree, Order order) {
    HistoryBuilder history = new HistoryBuilder(tree, Layout.RUNGS);
    tree.files().stream()
        .filter(file -> file.endsWith(".java"))
        .flatMap(
            file -> {
              Matcher found = MIGRATION.matcher(file.text());
              return found
                  .results()
                  .map(match -> new Found(Integer.parseInt(match.group(1)), match.group(2), file));
            })
        .sorted(Comparator.comparingInt(Found::version))
        .forEach(
            found ->
                history.add(
                    String.valueOf(found.version()),
                    found.name(),
                    new HistoryScript(found.file().relative(), ""),
                    Optional.empty()));
    return history.build();
  }
}
