package dev.rungs.runtime.internal.sql;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Follows the temporary tables, views and triggers of a script. As scratch they are fine; one that
 * is left behind stays on the connection and hides a table of the same name from what runs next.
 */
final class TemporaryObjects {
  private final Map<String, Created> alive = new LinkedHashMap<>();

  /** Takes note of a CREATE or DROP. */
  void follow(StatementHead head, int statementOffset) {
    if (head.is(0, "CREATE")) {
      created(head, statementOffset);
    } else if (head.is(0, "DROP") && isTemporaryKind(head, 1)) {
      dropped(head);
    }
  }

  /** Reports what the script leaves behind. */
  void report(Findings findings) {
    for (Created created : alive.values()) {
      String drop = "DROP " + created.kind() + " temp." + created.name();
      findings.add(
          created.offset(),
          "The script leaves the temporary "
              + created.kind().toLowerCase(Locale.ROOT)
              + ' '
              + created.name()
              + " behind. It would stay on the connection and hide a "
              + created.kind().toLowerCase(Locale.ROOT)
              + " of the same name from what runs next. Add "
              + drop
              + " at the end.");
    }
  }

  private void created(StatementHead head, int statementOffset) {
    int at = 1;
    boolean temporary = head.is(at, "TEMP", "TEMPORARY");
    at += temporary || head.is(at, "VIRTUAL") ? 1 : 0;
    if (!isTemporaryKind(head, at)) {
      return;
    }
    String kind = head.token(at).text().toUpperCase(Locale.ROOT);
    at = head.skipIfExists(at + 1);
    if (head.isQualified(at)) {
      temporary |= isTempSchema(head.token(at));
      at += 2;
    }
    if (temporary && head.isName(at)) {
      String name = head.token(at).value();
      alive.put(
          key(kind, name), new Created(kind, name, statementOffset + head.token(at).offset()));
    }
  }

  private void dropped(StatementHead head) {
    String kind = head.token(1).text().toUpperCase(Locale.ROOT);
    int at = head.skipIfExists(2);
    if (head.isQualified(at)) {
      if (!isTempSchema(head.token(at))) {
        return;
      }
      at += 2;
    }
    // Without a schema SQLite looks into temp first.
    alive.remove(key(kind, head.token(at).value()));
  }

  private static boolean isTemporaryKind(StatementHead head, int index) {
    return head.is(index, "TABLE", "VIEW", "TRIGGER");
  }

  private static boolean isTempSchema(SqlToken token) {
    return SqlNames.same(token.value(), "temp");
  }

  private static String key(String kind, String name) {
    return kind + ' ' + SqlNames.fold(name);
  }

  private record Created(String kind, String name, int offset) {}
}
