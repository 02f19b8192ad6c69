package dev.rungs.processor.replay.sqlite;

import dev.rungs.processor.model.Extensions;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Collation;
import org.sqlite.Function;

/**
 * What stands in for functions and collations that the program registers. A function gives its
 * first argument: a value that is there when one is expected. An aggregate gives that of the last
 * row.
 */
final class StandIns {
  private StandIns() {}

  static void register(Connection connection, Extensions extensions) throws SQLException {
    for (Extensions.Function function : extensions.functions()) {
      Function.create(
          connection,
          function.name(),
          function.aggregate() ? new LastFirstArgument() : new FirstArgument(),
          function.arguments(),
          // An index or a generated column takes no other; whether this one is, nobody can tell.
          Function.FLAG_DETERMINISTIC);
    }
    for (String collation : extensions.collations()) {
      Collation.create(connection, collation, new CodePoints());
    }
  }

  private static final class FirstArgument extends Function {
    @Override
    protected void xFunc() throws SQLException {
      if (args() == 0) {
        result(1);
        return;
      }
      switch (value_type(0)) {
        case 1 -> result(value_long(0));
        case 2 -> result(value_double(0));
        case 3 -> result(value_text(0));
        case 4 -> result(value_blob(0));
        default -> result();
      }
    }
  }

  private static final class LastFirstArgument extends Function.Aggregate {
    private String last = "1";

    @Override
    protected void xStep() throws SQLException {
      last = args() == 0 ? "1" : value_text(0);
    }

    @Override
    protected void xFinal() throws SQLException {
      result(last);
    }
  }

  private static final class CodePoints extends Collation {
    @Override
    protected int xCompare(String one, String other) {
      return one.compareTo(other);
    }
  }
}
