package dev.rungs.processor.replay.loss;

import dev.rungs.processor.replay.sqlite.ScratchDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * What the program that SQLite compiled a statement to may do to stored rows, by the root pages of
 * their tables. A root page stays a table's own through any renaming.
 *
 * @param deletes tables that rows may be deleted from, also by triggers and by REPLACE
 * @param updates tables whose rows the statement itself may overwrite
 */
public record ChangeMarks(Set<Integer> deletes, Set<Integer> updates) {
  /** The flag of Insert, Delete and IdxInsert that says: for an UPDATE. */
  private static final int IS_UPDATE = 4;

  private static final int INDEX_IS_UPDATE = 2;

  private record Instruction(int address, String opcode, int p1, int p2, int p3, int p5) {}

  /** Keeps copies that nobody changes. */
  public ChangeMarks {
    deletes = Set.copyOf(deletes);
    updates = Set.copyOf(updates);
  }

  static ChangeMarks of(ScratchDatabase database, String sql) throws SQLException {
    Reader reader = new Reader();
    List<Instruction> program =
        database.query(
            "EXPLAIN " + sql,
            row ->
                // addr, opcode, p1, p2, p3, p4, p5: by number, as the driver looks names up each
                // time.
                new Instruction(
                    row.getInt(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(7)));
    for (int i = 0; i < program.size(); i++) {
      if (program.get(i).address == 0 && i > 0) {
        reader.startTrigger();
      }
      reader.read(program.get(i));
    }
    return new ChangeMarks(reader.deletes, reader.updates);
  }

  /** The marks on some of the tables only. */
  ChangeMarks keepOnly(IntPredicate root) {
    return new ChangeMarks(only(deletes, root), only(updates, root));
  }

  private static Set<Integer> only(Set<Integer> marks, IntPredicate root) {
    Set<Integer> kept = new HashSet<>();
    for (int mark : marks) {
      if (root.test(mark)) {
        kept.add(mark);
      }
    }
    return kept;
  }

  /** The tables with either mark. */
  Set<Integer> all() {
    Set<Integer> all = new TreeSet<>(deletes);
    all.addAll(updates);
    return all;
  }

  boolean isEmpty() {
    return deletes.isEmpty() && updates.isEmpty();
  }

  /** Follows which cursor stands on which table. */
  private static final class Reader {
    private final Set<Integer> deletes = new HashSet<>();
    private final Set<Integer> updates = new HashSet<>();
    private final Map<Integer, Integer> roots = new HashMap<>();
    private boolean main = true;

    /** The program of a trigger begins. */
    void startTrigger() {
      roots.clear();
      main = false;
    }

    void read(Instruction step) {
      switch (step.opcode) {
        case "OpenWrite" -> {
          if (step.p3 == 0) { // the main database
            roots.put(step.p1, step.p2);
          } else {
            roots.remove(step.p1);
          }
        }
        case "Clear" -> {
          if (step.p2 == 0) {
            deletes.add(step.p1);
          }
        }
        case "Delete" -> {
          if ((step.p2 & IS_UPDATE) == 0) {
            add(deletes, roots.get(step.p1));
          }
        }
        case "Insert" -> {
          if (main && (step.p5 & IS_UPDATE) != 0) {
            add(updates, roots.get(step.p1));
          }
        }
        case "IdxInsert" -> {
          if (main && (step.p5 & INDEX_IS_UPDATE) != 0) {
            add(updates, roots.get(step.p1));
          }
        }
        default -> {
          // Changes no rows of an ordinary table.
        }
      }
    }

    private static void add(Set<Integer> marks, Integer root) {
      if (root != null) {
        marks.add(root);
      }
    }
  }
}
