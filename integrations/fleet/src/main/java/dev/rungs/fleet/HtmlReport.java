package dev.rungs.fleet;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Writes a report as a page without scripts. Everything that comes from files is escaped. */
final class HtmlReport {
  private static final int MOST_OF_A_GROUP = 200;
  private static final int SLOWEST = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1d2530; --soft: #5b6675; --line: #d9dfe6;
        --paper: #fff; --tint: #f4f6f8; --good: #1a7f4b; --bad: #b3261e; --bar: #4a7fc1;
        --bar2: #9fb9da; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e9ef; --soft: #9aa7b6;
        --line: #333d49; --paper: #14191f; --tint: #1c232b; --good: #5ac98d; --bad: #ff8a80;
        --bar: #6ea0dd; --bar2: #3f5d82; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 66rem; color: var(--ink);
        background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
      .soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); }
      .verdict { font-size: 1.1rem; font-weight: 600; margin: 1rem 0; }
      .tiles { display: grid; gap: .75rem; margin: 1.25rem 0;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); }
      .tile { padding: .75rem 1rem; background: var(--tint); border-radius: .5rem; }
      .tile b { display: block; font-size: 1.6rem; line-height: 1.2;
        font-variant-numeric: tabular-nums; }
      table { width: 100%; border-collapse: collapse; }
      th { text-align: left; font-weight: 600; color: var(--soft); font-size: .875rem; }
      th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top; }
      .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
      .bars { width: 55%; } .bar { height: .6rem; margin: .15rem 0; border-radius: .2rem;
        background: var(--bar); min-width: 2px; } .bar.was { background: var(--bar2); }
      details { border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; }
      summary { padding: .6rem 1rem; cursor: pointer; font-weight: 600; }
      .files { padding: 0 1rem .75rem; }
      .file { padding: .6rem 0; border-top: 1px solid var(--line); }
      .path { font-weight: 600; overflow-wrap: anywhere; }
      .message { margin: .2rem 0; overflow-wrap: anywhere; white-space: pre-wrap; }
      pre { margin: .4rem 0; padding: .5rem .75rem; background: var(--tint); border-radius: .35rem;
        font: .8125rem/1.5 ui-monospace, monospace; white-space: pre-wrap;
        overflow-wrap: anywhere; }
      .label { color: var(--soft); font-size: .8125rem; }
      """;

  private final FleetReport report;
  private final Writer out;
  private final String noun;

  HtmlReport(FleetReport report, Writer out) {
    this.noun = report.kind().noun();
    this.report = report;
    this.out = out;
  }

  void write() throws IOException {
    String title = title();
    out.write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // A page of texts from many files: whatever they hold, nothing is loaded or run.
    out.write(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.write("<title>" + escape(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n");
    out.write("<body>\n<h1>" + escape(title) + "</h1>\n");
    out.write(
        "<div class=\"soft\">"
            + escape(report.schemaName())
            + ", version "
            + report.targetVersion()
            + " · "
            + time(report.startedAt())
            + " · "
            + duration(report.duration())
            + " · "
            + count(report.workers(), "worker")
            + (report.shard().equals("0/1") ? "" : " · shard " + escape(report.shard()))
            + (report.isContinued() ? " · continues an earlier run" : "")
            + "</div>\n");
    verdict();
    tiles();
    versions();
    failures();
    times();
    out.write("</body>\n</html>\n");
  }

  private String title() {
    return switch (report.verb()) {
      case STATUS -> "Fleet status";
      case PLAN -> "Fleet plan";
      case REHEARSE -> "Fleet rehearsal";
      case MIGRATE -> "Fleet migration";
    };
  }

  private void verdict() throws IOException {
    long failed = report.count(FileOutcome.State.FAILED);
    long notReached = report.count(FileOutcome.State.NOT_REACHED);
    StringBuilder text = new StringBuilder();
    if (report.ending() == FleetReport.Ending.RUNNING) {
      text.append("The run has not ended. ");
    } else if (report.ending() != FleetReport.Ending.COMPLETED) {
      text.append("The run was ").append(report.ending().word()).append(". ");
      report.reason().ifPresent(reason -> text.append(reason).append(' '));
    }
    if (failed > 0) {
      text.append(count(failed, noun)).append(" failed. ");
    }
    if (notReached > 0) {
      text.append(count(notReached, noun))
          .append(notReached == 1 ? " was" : " were")
          .append(" not reached.");
    }
    boolean good = text.isEmpty();
    if (good) {
      text.append(
          switch (report.verb()) {
            case MIGRATE -> "Every " + noun + " is current.";
            case REHEARSE ->
                "Every pending migration succeeded on a copy of each " + noun + "'s own data.";
            case PLAN -> "No " + noun + " would be refused.";
            case STATUS -> "Every " + noun + " could be read.";
          });
    }
    out.write(
        "<p class=\"verdict "
            + (good ? "good" : "bad")
            + "\">"
            + escape(text.toString().strip())
            + "</p>\n");
  }

  private void tiles() throws IOException {
    out.write("<div class=\"tiles\">\n");
    tile(report.files(), noun + "s", "");
    for (FileOutcome.State state : FileOutcome.State.values()) {
      if (report.count(state) > 0) {
        tile(
            report.count(state),
            state.word().replace('-', ' '),
            state == FileOutcome.State.FAILED ? "bad" : "");
      }
    }
    out.write("</div>\n");
  }

  private void tile(long number, String label, String style) throws IOException {
    out.write(
        "<div class=\"tile\"><b class=\""
            + style
            + "\">"
            + number(number)
            + "</b><span class=\"soft\">"
            + label
            + "</span></div>\n");
  }

  private void versions() throws IOException {
    Map<Integer, Long> before = report.versionsBefore();
    Map<Integer, Long> after = report.versionsAfter();
    boolean both = report.verb() != FleetReport.Verb.STATUS;
    TreeSet<Integer> versions = new TreeSet<>(before.keySet());
    if (both) {
      versions.addAll(after.keySet());
    }
    if (versions.isEmpty()) {
      return;
    }
    long most = 1;
    for (int version : versions) {
      most = Math.max(most, before.getOrDefault(version, 0L));
      most = Math.max(most, both ? after.getOrDefault(version, 0L) : 0);
    }
    String later = report.verb() == FleetReport.Verb.MIGRATE ? "after" : "after migrating";
    out.write("<h2>Versions</h2>\n<table>\n<tr><th class=\"n\">version</th>");
    out.write("<th class=\"n\">" + noun + (both ? "s before" : "s") + "</th>");
    out.write(both ? "<th class=\"n\">" + later + "</th>" : "");
    out.write("<th class=\"bars\"></th></tr>\n");
    for (int version : versions) {
      long was = before.getOrDefault(version, 0L);
      long is = after.getOrDefault(version, 0L);
      out.write("<tr><td class=\"n\">" + version + "</td><td class=\"n\">" + number(was) + "</td>");
      out.write(both ? "<td class=\"n\">" + number(is) + "</td>" : "");
      out.write("<td>" + bar(was, most, both ? " was" : "") + (both ? bar(is, most, "") : ""));
      out.write("</td></tr>\n");
    }
    out.write("</table>\n");
    if (report.unknownVersion() > 0) {
      out.write(
          "<p class=\"soft\">Of "
              + count(report.unknownVersion(), noun)
              + " the version could not be read.</p>\n");
    }
  }

  private static String bar(long value, long most, String style) {
    return value == 0
        ? ""
        : "<div class=\"bar"
            + style
            + "\" style=\"width:"
            + String.format(Locale.ROOT, "%.1f", 100.0 * value / most)
            + "%\"></div>";
  }

  private void failures() throws IOException {
    if (report.failureGroups().isEmpty()) {
      return;
    }
    out.write("<h2>Failures by cause</h2>\n");
    boolean first = true;
    for (FailureGroup group : report.failureGroups()) {
      out.write(
          "<details"
              + (first ? " open" : "")
              + "><summary>"
              + escape(group.title())
              + " <span class=\"soft\">"
              + count(group.files(), noun)
              + "</span></summary>\n<div class=\"files\">\n");
      first = false;
      Iterator<FileOutcome> files = report.failures(group).limit(MOST_OF_A_GROUP).iterator();
      while (files.hasNext()) {
        file(files.next());
      }
      if (group.files() > MOST_OF_A_GROUP) {
        out.write(
            "<p class=\"soft\">And "
                + number(group.files() - MOST_OF_A_GROUP)
                + " more. The JSON report and the journal have all of them.</p>\n");
      }
      out.write("</div>\n</details>\n");
    }
  }

  private void file(FileOutcome outcome) throws IOException {
    FileFailure failure = outcome.failure().orElseThrow();
    out.write("<div class=\"file\"><div class=\"path\"><bdi>" + escape(outcome.name()));
    out.write("</bdi>");
    if (outcome.fromVersion().isPresent()) {
      out.write(" <span class=\"soft\">version " + outcome.fromVersion().getAsInt() + "</span>");
    }
    out.write("</div>\n<div class=\"message\">" + escape(failure.message()) + "</div>\n");
    if (failure.statement().filter(sql -> !failure.problem().contains(sql)).isPresent()) {
      out.write("<div class=\"label\">Statement</div><pre>");
      out.write(escape(failure.statement().get()) + "</pre>\n");
    }
    if (!failure.rows().isEmpty()) {
      out.write("<div class=\"label\">Rows that break it, at most five</div><pre>");
      out.write(escape(String.join("\n", failure.rows())) + "</pre>\n");
    }
    out.write("</div>\n");
  }

  private void times() throws IOException {
    if (report.times().isEmpty()) {
      return;
    }
    FleetReport.Times times = report.times().get();
    out.write("<h2>Times</h2>\n<p>A " + noun + " took " + duration(times.median()));
    out.write(" in the median; 95 of 100 took at most " + duration(times.most()));
    out.write(", the longest " + duration(times.longest()) + ".</p>\n");
    out.write("<table>\n<tr><th>slowest</th><th class=\"n\">versions</th>");
    out.write("<th class=\"n\">time</th></tr>\n");
    for (FileOutcome outcome : report.slowest(SLOWEST)) {
      out.write("<tr><td class=\"path\"><bdi>" + escape(outcome.name()));
      out.write("</bdi></td><td class=\"n\">" + outcome.fromVersion().orElse(0));
      out.write(" → " + outcome.toVersion().orElse(0) + "</td><td class=\"n\">");
      out.write(duration(outcome.duration()) + "</td></tr>\n");
    }
    out.write("</table>\n");
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> {
          // HTML has no way to write these.
          boolean control = c < 0x20 && c != '\n' && c != '\t' || c == 0x7f;
          escaped.append(control ? '\ufffd' : c);
        }
      }
    }
    return escaped.toString();
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String duration(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis < 1) {
      return "under 1 ms";
    }
    if (millis < 1000) {
      return Math.round(millis) + " ms";
    }
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000)
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
