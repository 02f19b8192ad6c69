package dev.rungs.check.importing;

import dev.rungs.check.CheckReport;
import dev.rungs.check.layout.FolderException;
import dev.rungs.check.layout.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/** Turns a checked history into annotated classes. For use by any thread. */
public final class FolderImport {
  private FolderImport() {}

  /**
   * What to write.
   *
   * @param packageName of the classes
   * @param schemaClass the simple name of the schema class
   * @param sources the folder of sources, as {@code src/main/java}
   * @param baseline the version of the tool to begin with; empty to begin as early as the result
   *     compiles
   */
  public record Settings(
      String packageName, String schemaClass, Path sources, Optional<String> baseline) {}

  /**
   * What was written.
   *
   * @param files in order: the schema class first
   * @param baseline the lowest version
   * @param current the highest version
   * @param migrations how many there are
   * @param adoption the class to give to {@code adoptAs}, if the tool can be asked
   * @param decisions what a person must still decide or know
   */
  public record Imported(
      List<Path> files,
      int baseline,
      int current,
      int migrations,
      Optional<String> adoption,
      List<String> decisions) {
    /** Copies the lists. */
    public Imported {
      files = List.copyOf(files);
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * Writes the classes and scripts. No file is overwritten: if one exists, nothing is written.
   *
   * @param report a check in which every migration was judged
   * @param settings what to write
   * @return what was written
   * @throws FolderException if a name is no name, or a file exists or cannot be written
   */
  public static Imported write(CheckReport report, Settings settings) {
    if (!SourceVersion.isName(settings.packageName())) {
      throw new FolderException("'" + settings.packageName() + "' is no name of a package.");
    }
    if (!SourceVersion.isIdentifier(settings.schemaClass())
        || SourceVersion.isKeyword(settings.schemaClass())) {
      throw new FolderException("'" + settings.schemaClass() + "' is no name of a class.");
    }
    Layout layout = report.history().layout();
    if (layout == Layout.RUNGS) {
      throw new FolderException("These are annotated classes already.");
    }
    ImportPlan plan =
        ImportPlan.of(report, settings.packageName(), settings.schemaClass(), settings.baseline());
    Path folder = settings.sources().resolve(settings.packageName().replace('.', '/'));
    Map<Path, String> texts = new LinkedHashMap<>();
    texts.put(
        folder.resolve(settings.schemaClass() + ".java"), ClassSource.schema(plan, layout.title()));
    for (ImportedMigration migration : plan.migrations()) {
      texts.put(
          folder.resolve(migration.className() + ".java"),
          ClassSource.migration(settings.packageName(), migration));
      migration
          .up()
          .ifPresent(sql -> texts.put(folder.resolve(ClassSource.upFile(migration)), sql));
      migration
          .down()
          .ifPresent(sql -> texts.put(folder.resolve(ClassSource.downFile(migration)), sql));
    }
    Optional<String> adoption = AdoptionSource.of(layout, plan);
    adoption.ifPresent(
        source -> texts.put(folder.resolve(AdoptionSource.className(layout) + ".java"), source));
    List<String> decisions = new ArrayList<>(plan.problems());
    decisions.addAll(plan.decisions());
    writeAll(texts);
    return new Imported(
        new ArrayList<>(texts.keySet()),
        plan.baseline(),
        plan.current(),
        plan.migrations().size(),
        adoption.map(source -> AdoptionSource.className(layout)),
        decisions);
  }

  private static void writeAll(Map<Path, String> texts) {
    for (Path file : texts.keySet()) {
      if (Files.exists(file)) {
        throw new FolderException(
            file
                + " exists. Nothing was written. Choose another --package or --out, or remove it.");
      }
    }
    try {
      for (Map.Entry<Path, String> text : texts.entrySet()) {
        Files.createDirectories(text.getKey().getParent());
        Files.writeString(text.getKey(), text.getValue());
      }
    } catch (IOException e) {
      throw new FolderException("The classes could not be written: " + e + ".", e);
    }
  }
}
