package dev.rungs.replicated.internal;

import dev.rungs.Target;
import java.nio.file.Path;
import java.util.List;

/** SQLite behind HTTP. Implementations are safe for use by several threads. */
public interface Server {
  /** Returns what messages call it: its address without a password. */
  String name();

  /** Returns what kind of server it is. */
  Target target();

  /**
   * Reads with strong consistency, all of it as of one moment.
   *
   * @param queries what is asked
   * @return the rows of each
   */
  List<Rows> query(List<Query> queries) throws ServerException;

  /**
   * Runs statements in one transaction: all of them, or none if one fails.
   *
   * @param statements one statement each, without a semicolon
   */
  void execute(List<String> statements) throws ServerException;

  /** Tells whether there is a {@code PRAGMA user_version}; else history alone has the version. */
  boolean keepsUserVersion();

  /** Tells whether there is a {@code PRAGMA application_id}. */
  boolean keepsApplicationId();

  /** Tells whether statements run with foreign keys on, which a migration cannot switch off. */
  boolean enforcesForeignKeys() throws ServerException;

  /** Returns the greatest number of bytes a statement may have. */
  long longestStatement();

  /** Returns why it makes no backup that can be read here, or null if it does. */
  String noBackup();

  /**
   * Writes a backup as a SQLite file.
   *
   * @param file does not exist yet
   */
  void backup(Path file) throws ServerException;
}
