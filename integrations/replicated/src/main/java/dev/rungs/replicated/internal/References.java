package dev.rungs.replicated.internal;

import dev.rungs.runtime.MigrationException;

/** Whether rows that refer to nothing are looked for. */
final class References {
  private References() {}

  /** A foreign key that cannot work was there before: SQLite then looks at none. */
  static final class NotComparable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotComparable(String message) {
      super(message, null, false, false);
    }
  }

  /** Nothing refers to anything in an empty database. */
  static boolean worth(State state) {
    return !state.schema().isEmpty();
  }

  /** If the server itself looks, nothing need be compared. */
  static boolean enforced(Engine engine) {
    return engine.ask(engine.server()::enforcesForeignKeys);
  }

  /** Tells a key that cannot work from other failures. */
  static void requireComparable(MigrationException failure, boolean checked) {
    String says = failure.getCause() == null ? "" : String.valueOf(failure.getCause().getMessage());
    if (checked && says.contains("foreign key mismatch")) {
      throw new NotComparable(says);
    }
  }
}
