package dev.rungs.runtime.internal.open;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Decides how much of the disk's time a commit takes: what a report says is done survives a power
 * cut, whatever {@code synchronous} the application uses.
 *
 * <p>With a rollback journal, {@code synchronous=FULL} does not sync the folder after the journal
 * is deleted, so after a power cut the journal may be back and undo the last commit; {@code EXTRA}
 * does. In WAL mode {@code NORMAL} syncs no commit at all; {@code FULL} and {@code EXTRA} do (<a
 * href="https://www.sqlite.org/pragma.html#pragma_synchronous">pragma.html</a>). A sync covers the
 * commits before it, so only the last commit before a report needs one; those before it need no
 * more than what keeps the file whole.
 *
 * <p>The level belongs to the connection and is restored by {@link ConnectionSettings}. For use by
 * one thread.
 */
public final class Durability {
  private static final int NORMAL = 1;
  private static final int FULL = 2;
  private static final int EXTRA = 3;

  private final Connection connection;
  private final int between;
  private int level;
  private boolean owing;

  private Durability(Connection connection, int level, int between) {
    this.connection = connection;
    this.level = level;
    this.between = between;
  }

  /** Reads how a connection works now. Changes nothing yet. */
  public static Durability of(Connection connection) throws SQLException {
    int level = (int) Sql.number(connection, "PRAGMA main.synchronous");
    String journal = Sql.text(connection, "PRAGMA main.journal_mode");
    int whole = "wal".equals(journal) ? NORMAL : FULL;
    return new Durability(connection, level, Math.max(level, whole));
  }

  /**
   * Prepares for a transaction; must be called outside one.
   *
   * @param last whether a report is expected to follow its commit
   */
  public void beforeBegin(boolean last) throws SQLException {
    setLevel(last ? EXTRA : between);
  }

  /** Notes that a transaction was committed. */
  public void committed() {
    owing = level < EXTRA;
  }

  /** Syncs what was committed, unless the last commit did. */
  public void settle() throws SQLException {
    if (!owing) {
      return;
    }
    setLevel(EXTRA);
    Sql.run(connection, "BEGIN IMMEDIATE");
    try {
      // Written although it stays the same: a commit that writes nothing syncs nothing.
      long version = Sql.number(connection, "PRAGMA main.user_version");
      Sql.run(connection, "PRAGMA main.user_version = " + version);
      Sql.run(connection, "COMMIT");
    } catch (SQLException e) {
      Sql.run(connection, "ROLLBACK");
      throw e;
    }
    owing = false;
  }

  /** Syncs what a connection has just committed, and leaves its level as it is. */
  public static void settleNow(Connection connection) throws SQLException {
    Durability durability = of(connection);
    int before = durability.level;
    durability.committed();
    try {
      durability.settle();
    } finally {
      durability.setLevel(before);
    }
  }

  private void setLevel(int wanted) throws SQLException {
    if (level != wanted) {
      Sql.run(connection, "PRAGMA main.synchronous = " + wanted);
      level = wanted;
    }
  }
}
