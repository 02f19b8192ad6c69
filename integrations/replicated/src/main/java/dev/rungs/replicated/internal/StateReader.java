package dev.rungs.replicated.internal;

import dev.rungs.replicated.internal.ServerException.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the state of a server. */
final class StateReader {
  /** D1 keeps a table of its own there. */
  private static final String OURS =
      " FROM sqlite_schema WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'";

  /** A change of the schema that leaves all three as they are is no accident. */
  static final String SIGNATURE =
      "(SELECT count(*) || ' ' || total(length(name)) || ' ' || total(length(sql))" + OURS + ")";

  static final String USER_VERSION = "(SELECT user_version FROM pragma_user_version)";

  /** If there is no user_version. */
  static final String TOP_OF_HISTORY = "(SELECT coalesce(max(version), 0) FROM rungs_history)";

  private static final String HISTORY =
      "SELECT version, name, kind, checksum, applied_at, millis, schema, strategy, destructive,"
          + " down, down_checksum, repopulated_at FROM rungs_history ORDER BY version";

  private final Server server;

  StateReader(Server server) {
    this.server = server;
  }

  /** What a look at a current database comes to. */
  record Glance(int version, boolean awaitsContent) {}

  /** Reads the version alone; null if only the whole state tells. */
  Glance glance() throws ServerException {
    try {
      List<Rows> rows =
          server.query(
              List.of(
                  Query.one(server.keepsUserVersion() ? USER_VERSION : TOP_OF_HISTORY),
                  Query.one(
                      "count(*) FROM rungs_history"
                          + " WHERE kind = 'rebuilt' AND repopulated_at IS NULL")));
      return new Glance((int) rows.get(0).number(), rows.get(1).number() > 0);
    } catch (ServerException e) {
      if (e.kind() == Kind.REFUSED) {
        return null;
      }
      throw e;
    }
  }

  /** Reads everything a plan needs, in one transaction. */
  State read() throws ServerException {
    List<Query> queries = new ArrayList<>();
    queries.add(Query.one(server.keepsUserVersion() ? USER_VERSION : "0"));
    queries.add(
        Query.one(server.keepsApplicationId() ? "application_id FROM pragma_application_id" : "0"));
    queries.add(Query.one(SIGNATURE));
    queries.add(new Query(4, "SELECT type, name, tbl_name, sql" + OURS + " ORDER BY rowid"));
    queries.add(new Query(12, HISTORY));
    try {
      return state(server.query(queries));
    } catch (ServerException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      // There is no history, or none that is ours.
      return state(server.query(queries.subList(0, queries.size() - 1)));
    }
  }

  private State state(List<Rows> rows) {
    List<State.Entry> schema = new ArrayList<>();
    for (List<Object> row : rows.get(3).rows()) {
      schema.add(new State.Entry(text(row, 0), text(row, 1), text(row, 2), text(row, 3)));
    }
    List<List<Object>> history = rows.size() > 4 ? rows.get(4).rows() : List.of();
    long version =
        server.keepsUserVersion()
            ? rows.get(0).number()
            : history.stream()
                .map(row -> row.get(0))
                .mapToLong(value -> value instanceof Long number ? number : 0)
                .max()
                .orElse(0);
    return new State(
        (int) version,
        (int) rows.get(1).number(),
        text(rows.get(2).rows().get(0), 0),
        schema,
        history);
  }

  private static String text(List<Object> row, int column) {
    Object value = row.get(column);
    return value == null ? null : value.toString();
  }
}
