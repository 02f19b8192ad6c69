package dev.rungs.check.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads folders of migrations, of whatever tool. For use by any thread. */
public final class MigrationFolder {
  private MigrationFolder() {}

  /**
   * Reads a folder.
   *
   * @param folder with the migrations, or not too far above them
   * @param layout of which tool they are; empty to find out
   * @param order in which they run
   * @return the history, with one migration at least
   * @throws FolderException if the folder cannot be read, its layout is not known, or it has
   *     several histories
   */
  public static FolderHistory read(Path folder, Optional<Layout> layout, Order order) {
    return read(folder, layout, order, Map.of());
  }

  /**
   * Reads a folder.
   *
   * @param folder with the migrations, or not too far above them
   * @param layout of which tool they are; empty to find out
   * @param order in which they run
   * @param placeholders the values of Flyway's placeholders, by name
   * @return the history, with one migration at least
   * @throws FolderException if the folder cannot be read, its layout is not known, or it has
   *     several histories
   */
  public static FolderHistory read(
      Path folder, Optional<Layout> layout, Order order, Map<String, String> placeholders) {
    SourceTree tree = SourceTree.of(folder);
    LayoutFinder.Found found = new LayoutFinder(tree).find(layout);
    FolderHistory history = reader(found.layout(), placeholders).read(found.tree(), order);
    if (history.migrations().isEmpty()) {
      throw new FolderException(
          folder
              + " has no migration of "
              + found.layout().title()
              + ". Name the folder that has them, or another --layout.");
    }
    return found.note().isEmpty() ? history : noted(history, found.note().get());
  }

  private static FolderHistory noted(FolderHistory history, String note) {
    List<String> notes = new ArrayList<>(history.notes());
    notes.add(0, note);
    return new FolderHistory(
        history.folder(), history.layout(), history.migrations(), history.notChecked(), notes);
  }

  private static LayoutReader reader(Layout layout, Map<String, String> placeholders) {
    return switch (layout) {
      case FLYWAY, REFINERY -> new FlywayReader(layout, new Placeholders(placeholders));
      case GOLANG_MIGRATE, SQLX, PLAIN -> new NumberedReader(layout);
      case GOOSE, SQL_MIGRATE, DBMATE, MYBATIS -> new SectionReader(layout);
      case DIESEL, PRISMA -> new FolderEachReader(layout);
      case DRIZZLE -> new DrizzleReader();
      case LIQUIBASE -> new LiquibaseReader();
      case SQLDELIGHT -> new SqlDelightReader();
      case RUNGS -> new RungsReader();
    };
  }
}
