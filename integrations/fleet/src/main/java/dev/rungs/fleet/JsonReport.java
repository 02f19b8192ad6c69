package dev.rungs.fleet;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Writes a report as JSON. SQLite itself makes the objects, so that texts are escaped once. */
final class JsonReport {
  private static final int PAGE = 1_000;

  private final Journal journal;
  private final long run;
  private final FleetReport report;

  JsonReport(Journal journal, long run, FleetReport report) {
    this.journal = journal;
    this.run = run;
    this.report = report;
  }

  void write(Writer out) throws IOException {
    out.write("{\n");
    member(out, "verb", text(report.verb().word()));
    member(out, "kind", text(report.kind().word()));
    member(out, "schema", text(report.schemaName()));
    member(out, "targetVersion", report.targetVersion());
    member(out, "shard", text(report.shard()));
    member(out, "workers", report.workers());
    member(out, "startedAt", text(report.startedAt().toString()));
    member(out, "milliseconds", report.duration().toMillis());
    member(out, "ending", text(report.ending().word()));
    member(out, "reason", report.reason().map(this::text).orElse("null"));
    member(out, "continued", report.isContinued());
    member(out, "files", report.files());
    for (FileOutcome.State state : FileOutcome.State.values()) {
      String key = state == FileOutcome.State.NOT_REACHED ? "notReached" : state.word();
      member(out, key, report.count(state));
    }
    list(out, "versionsBefore", versions("from_version"));
    list(out, "versionsAfter", versions("to_version"));
    member(out, "unknownVersion", report.unknownVersion());
    member(out, "times", times());
    list(
        out,
        "causes",
        journal.query(
            "SELECT json_object('cause', cause, 'version', version, 'name', name, 'files',"
                + " count(*)) FROM file WHERE run = ? AND state = 'failed'"
                + " GROUP BY cause, version, name ORDER BY count(*) DESC, cause, version",
            row -> row.getString(1),
            run));
    failures(out);
    out.write("\n}\n");
  }

  private static void member(Writer out, String key, Object value) throws IOException {
    out.write("  \"" + key + "\": " + value + ",\n");
  }

  private static void list(Writer out, String key, List<String> elements) throws IOException {
    member(
        out,
        key,
        elements.isEmpty() ? "[]" : "[\n    " + String.join(",\n    ", elements) + "\n  ]");
  }

  private List<String> versions(String column) {
    return journal.query(
        "SELECT json_object('version', "
            + column
            + ", 'files', count(*)) FROM file WHERE run = ? AND state NOT IN ('queued', 'waiting')"
            + " AND "
            + column
            + " IS NOT NULL GROUP BY "
            + column
            + " ORDER BY "
            + column,
        row -> row.getString(1),
        run);
  }

  private String times() {
    return report
        .times()
        .map(
            times ->
                "{\"medianMicroseconds\": "
                    + times.median().toNanos() / 1000
                    + ", \"percentile95Microseconds\": "
                    + times.most().toNanos() / 1000
                    + ", \"longestMicroseconds\": "
                    + times.longest().toNanos() / 1000
                    + "}")
        .orElse("null");
  }

  private void failures(Writer out) throws IOException {
    out.write("  \"failures\": [");
    String separator = "\n    ";
    String last = "";
    while (true) {
      String[] end = {last};
      List<String> page =
          journal.query(
              "SELECT path, json_object('file', path, 'cause', cause, 'storedVersion', from_version,"
                  + " 'version', version, 'name', name, 'problem', problem, 'advice', advice, 'statement', statement,"
                  + " 'rows', json(coalesce(rows, '[]')), 'microseconds', micros) FROM file"
                  + " WHERE run = ? AND state = 'failed' AND path > ? ORDER BY path LIMIT "
                  + PAGE,
              row -> {
                end[0] = row.getString(1);
                return row.getString(2);
              },
              run,
              last);
      if (page.isEmpty()) {
        break;
      }
      for (String failure : page) {
        out.write(separator + failure);
        separator = ",\n    ";
      }
      last = end[0];
    }
    out.write(last.isEmpty() ? "]" : "\n  ]");
  }

  private String text(String value) {
    return journal.query("SELECT json_quote(?)", row -> row.getString(1), value).get(0);
  }

  /** Cuts an array of objects, as SQLite writes it, into the objects. */
  static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    if (array == null) {
      return elements;
    }
    int depth = 0;
    int start = 1;
    boolean quoted = false;
    for (int i = 1; i < array.length() - 1; i++) {
      char c = array.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
        if (depth == 0) {
          elements.add(array.substring(start, i + 1));
          start = i + 2;
        }
      }
    }
    return elements;
  }
}
