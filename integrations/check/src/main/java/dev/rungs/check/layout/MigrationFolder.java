package dev.rungs.check.layout;

import java.nio.file.Path;
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
    SourceTree tree = SourceTree.of(folder);
    LayoutFinder.Found found = new LayoutFinder(tree).find(layout);
    FolderHistory history = reader(found.layout()).read(found.tree(), order);
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
    java.util.List<String> notes = new java.util.ArrayList<>(history.notes());
    notes.add(0, note);
    return new FolderHistory(
        history.folder(), history.layout(), history.migrations(), history.notChecked(), notes);
  }

  private static LayoutReader reader(Layout layout) {
    return switch (layout) {
      case FLYWAY, REFINERY -> new FlywayReader(layout);
      case GOLANG_MIGRATE, SQLX, PLAIN -> new NumberedReader(layout);
      case GOOSE, SQL_MIGRATE, DBMATE, MYBATIS -> new SectionReader(layout);
      case DIESEL, PRISMA -> new FolderEachReader(layout);
      case DRIZZLE -> new DrizzleReader();
      case LIQUIBASE -> new LiquibaseReader();
      case SQLDELIGHT -> new SqlDelightReader();
      case RUNGS -> throw new FolderException("Rungs sources are compiled, not read.");
    };
  }
}
