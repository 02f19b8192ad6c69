package dev.rungs.check;

import dev.rungs.processor.history.Finding;
import dev.rungs.processor.model.ProblemKey.Severity;
import java.util.Map;

/** What a finding means for the data of users, the worst first. */
public enum Harm {
  /** Rows or values are gone. */
  LOSES_DATA("loses data", "lose data"),
  /** Rows of other tables go with those of a dropped one, as some tools run it. */
  CASCADES("may delete rows by a cascade", "may delete rows by a cascade"),
  /** An index that kept values unique is gone. */
  FORGETS_UNIQUE("forgets a unique index", "forget a unique index"),
  /** SQLite refuses it. */
  FAILS("fails", "fail"),
  /** A view or trigger no longer works. */
  BREAKS("breaks a view or trigger", "break a view or trigger"),
  /** It fails on some rows. */
  FAILS_ON_SOME("may fail on users' data", "may fail on users' data"),
  /** A table was rebuilt without what hung on it. */
  FORGETS("forgets triggers or indexes", "forget triggers or indexes"),
  /** The rollback script fails, or leaves another schema. */
  DOES_NOT_UNDO("rollback script does not undo", "rollback scripts do not undo"),
  /** The rollback script loses rows that the migration left alone. */
  UNDO_LOSES("rollback script loses rows", "rollback scripts lose rows"),
  /** Values that were different are alike afterwards. */
  MERGES("may merge values", "may merge values"),
  /** It works, and may not after the next change. */
  FRAGILE("is fragile", "are fragile"),
  /** Nobody knows. */
  NOT_TRIED("could not be tried", "could not be tried"),
  /** Only worth knowing. */
  NOTE("has a note", "have a note");

  private static final Map<String, Harm> OF_KEYS =
      Map.of(
          "UndeclaredDestructive",
          LOSES_DATA,
          CascadeCheck.KEY,
          CASCADES,
          "BrokenDependent",
          BREAKS,
          "DataDependent",
          FAILS_ON_SOME,
          "DownDoesNotUndo",
          DOES_NOT_UNDO,
          "DownLosesRows",
          UNDO_LOSES,
          "ValueReplaced",
          MERGES,
          "Unverified",
          NOT_TRIED,
          "Note",
          NOTE);

  private final String one;
  private final String several;

  Harm(String one, String several) {
    this.one = one;
    this.several = several;
  }

  /**
   * Judges a finding.
   *
   * @param finding of a check
   * @return what it means
   */
  public static Harm of(Finding finding) {
    if (finding.key().equals("LostDependents")) {
      return finding.severity() == Severity.ERROR ? FORGETS_UNIQUE : FORGETS;
    }
    if (finding.key().equals("SqlRejected")) {
      return finding.rollback() ? DOES_NOT_UNDO : FAILS;
    }
    return OF_KEYS.getOrDefault(finding.key(), FRAGILE);
  }

  /**
   * Counts in words.
   *
   * @param count of migrations, at least 1
   * @return as {@code 3 lose data}
   */
  public String words(int count) {
    return count + " " + (count == 1 ? one : several);
  }
}
