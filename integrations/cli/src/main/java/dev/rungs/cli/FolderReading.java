package dev.rungs.cli;

import dev.rungs.check.FolderCheck;
import dev.rungs.check.layout.FolderException;
import dev.rungs.check.layout.FolderHistory;
import dev.rungs.check.layout.FolderMigration;
import dev.rungs.check.layout.Layout;
import dev.rungs.check.layout.MigrationFolder;
import dev.rungs.check.layout.Order;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;

/** Reads the folder that the options name. */
final class FolderReading {
  private FolderReading() {}

  static FolderHistory read(RootCommand root, FolderOptions options) {
    Optional<Layout> layout = Optional.ofNullable(options.layout).map(word -> layout(root, word));
    Order order = options.order == null ? Order.TOOL : order(root, options.order);
    try {
      Map<String, String> placeholders =
          options.placeholders == null ? Map.of() : options.placeholders;
      return MigrationFolder.read(options.folder, layout, order, placeholders);
    } catch (FolderException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private static Layout layout(RootCommand root, String word) {
    return Layout.of(word.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new ParameterException(
                    root.spec.commandLine(),
                    "There is no layout '"
                        + word
                        + "'. There are "
                        + Arrays.stream(Layout.values())
                            .map(Layout::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static Order order(RootCommand root, String word) {
    try {
      return Order.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          root.spec.commandLine(), "--order must be tool, number or name, not '" + word + "'.", e);
    }
  }

  /** How to check, with what the program registers. */
  static FolderCheck.Settings settings(
      RootCommand root,
      FolderOptions options,
      Duration limit,
      Predicate<FolderMigration> judged,
      IntConsumer reached) {
    FolderCheck.Settings settings =
        new FolderCheck.Settings(
            limit, judged, reached, options.functions, options.collations, options.tokenizers);
    for (String wrong : settings.malformed()) {
      throw new ParameterException(
          root.spec.commandLine(),
          "'"
              + wrong
              + "' is neither a function, as distance/4 or 'median/1 aggregate', nor the name of a"
              + " collation.");
    }
    return settings;
  }
}
