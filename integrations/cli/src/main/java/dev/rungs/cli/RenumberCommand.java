package dev.rungs.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Gives migrations the next free versions, after two branches took the same one. */
@Command(
    name = "renumber",
    description =
        "Move migrations behind all others, after two branches took one version. Without names: of"
            + " two with one version, the one that git added later.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class RenumberCommand implements Callable<Integer> {
  @ParentCommand RootCommand root;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "CLASS",
      arity = "0..*",
      description = "The migration classes to move, which no release has yet.")
  List<String> names = new ArrayList<>();

  @Mixin SourceOptions sources;

  /** A migration and the version it gets. */
  private record Move(SourceFolder.Declared migration, int version) {}

  @Override
  public Integer call() {
    SourceFolder folder = new SourceFolder(sources.folder);
    SourceFolder.Schema schema = folder.schema(sources.schema);
    List<SourceFolder.Declared> all = new ArrayList<>(folder.migrations(schema));
    List<SourceFolder.Declared> moved = names.isEmpty() ? later(all) : named(all);
    all.removeAll(moved);
    int version = all.stream().mapToInt(SourceFolder.Declared::version).max().orElse(0);
    List<Move> moves = new ArrayList<>();
    for (SourceFolder.Declared migration : moved) {
      moves.add(new Move(migration, ++version));
    }
    int before = schema.currentVersion();
    write(schema, moves, version);
    report(schema, moves, before, version);
    return ExitCode.OK;
  }

  private List<SourceFolder.Declared> named(List<SourceFolder.Declared> all) {
    List<SourceFolder.Declared> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          all.stream()
              .filter(m -> m.className().equals(name) || m.qualifiedName().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          "There is no migration class "
                              + name
                              + " in "
                              + sources.folder
                              + "."
                              + Suggestion.of(
                                      name,
                                      all.stream().map(SourceFolder.Declared::className).toList())
                                  .map(near -> " Did you mean " + near + "?")
                                  .orElse(""))));
    }
    found.sort(Comparator.comparingInt(SourceFolder.Declared::version));
    return found;
  }

  /** Of all that share a version, those that were not there first. */
  private List<SourceFolder.Declared> later(List<SourceFolder.Declared> all) {
    Map<Integer, List<SourceFolder.Declared>> byVersion =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    SourceFolder.Declared::version, TreeMap::new, Collectors.toList()));
    List<SourceFolder.Declared> moved = new ArrayList<>();
    for (Map.Entry<Integer, List<SourceFolder.Declared>> version : byVersion.entrySet()) {
      List<SourceFolder.Declared> same = version.getValue();
      if (same.size() > 1) {
        moved.addAll(allButTheOldest(version.getKey(), same));
      }
    }
    if (moved.isEmpty()) {
      throw new CommandFailure(
          "No two migrations have the same version. To move one behind the others, name its class.");
    }
    return moved;
  }

  private List<SourceFolder.Declared> allButTheOldest(
      int version, List<SourceFolder.Declared> same) {
    Map<SourceFolder.Declared, Long> ages = new LinkedHashMap<>();
    for (SourceFolder.Declared migration : same) {
      OptionalLong added = Git.added(migration.file());
      if (added.isEmpty()) {
        throw undecided(version, same);
      }
      ages.put(migration, added.getAsLong());
    }
    long oldest = ages.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    if (ages.values().stream().filter(age -> age == oldest).count() > 1) {
      throw undecided(version, same);
    }
    return same.stream()
        .filter(migration -> ages.get(migration) != oldest)
        .sorted(Comparator.comparingLong(ages::get))
        .toList();
  }

  private CommandFailure undecided(int version, List<SourceFolder.Declared> same) {
    String classes =
        same.stream().map(SourceFolder.Declared::className).collect(Collectors.joining(" and "));
    return new CommandFailure(
        classes
            + " have version "
            + version
            + ", and git does not tell which was first. Name those that no release has yet, as in "
            + root.session.name()
            + " renumber "
            + same.get(same.size() - 1).className()
            + ".");
  }

  /** All or nothing: what was written is put back if the rest cannot be. */
  private static void write(SourceFolder.Schema schema, List<Move> moves, int currentVersion) {
    // One file may hold several migrations, and the schema too.
    Map<Path, List<Move>> byFile =
        moves.stream()
            .collect(
                Collectors.groupingBy(
                    move -> move.migration().file(), LinkedHashMap::new, Collectors.toList()));
    Map<Path, String> texts = new LinkedHashMap<>();
    byFile.forEach(
        (file, moved) ->
            texts.put(
                file,
                moved
                    .get(0)
                    .migration()
                    .source()
                    .withVersions(
                        moved.stream()
                            .collect(
                                Collectors.toMap(
                                    move -> move.migration().migration(), Move::version)))));
    JavaSource schemaSource =
        Optional.ofNullable(texts.get(schema.file())).map(JavaSource::new).orElse(schema.source());
    texts.put(schema.file(), schemaSource.withCurrentVersion(currentVersion));
    Map<Path, String> before = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, String> text : texts.entrySet()) {
        before.put(text.getKey(), Files.readString(text.getKey(), StandardCharsets.UTF_8));
        Files.writeString(text.getKey(), text.getValue(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      putBack(before, e);
      throw new CommandFailure("The sources could not be written: " + e + ".", e);
    }
  }

  private static void putBack(Map<Path, String> texts, IOException failure) {
    texts.forEach(
        (file, text) -> {
          try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
          } catch (IOException e) {
            failure.addSuppressed(e);
          }
        });
  }

  private void report(SourceFolder.Schema schema, List<Move> moves, int before, int after) {
    Terminal terminal = root.terminal();
    if (root.json) {
      terminal
          .out()
          .println(
              Json.write(
                  Json.object()
                      .put(
                          "moved",
                          moves.stream()
                              .map(
                                  move ->
                                      Json.object()
                                          .put("class", move.migration().qualifiedName())
                                          .put("from", move.migration().version())
                                          .put("to", move.version()))
                              .toList())
                      .put("currentVersion", after)));
      return;
    }
    for (Move move : moves) {
      terminal
          .out()
          .println(
              "Moved   "
                  + move.migration().file()
                  + ": version "
                  + move.migration().version()
                  + " to "
                  + move.version());
    }
    if (before != after) {
      terminal
          .out()
          .println("Set     " + schema.file() + ": CURRENT_VERSION " + before + " to " + after);
    }
    terminal.out().println("Compile: that checks the SQL in the new order.");
  }
}
