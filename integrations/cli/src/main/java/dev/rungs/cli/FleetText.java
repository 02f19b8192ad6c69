package dev.rungs.cli;

import dev.rungs.cli.Terminal.Style;
import dev.rungs.fleet.FailureGroup;
import dev.rungs.fleet.FileFailure;
import dev.rungs.fleet.FileOutcome;
import dev.rungs.fleet.FileOutcome.State;
import dev.rungs.fleet.FleetReport;
import dev.rungs.fleet.FleetReport.Ending;
import dev.rungs.fleet.FleetReport.Verb;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A fleet's report for a terminal. */
final class FleetText {
  private static final int MOST_OF_A_GROUP = 5;

  private final RootCommand root;
  private final Terminal terminal;
  private final FleetReport report;

  FleetText(RootCommand root, FleetReport report) {
    this.root = root;
    this.terminal = root.terminal();
    this.report = report;
  }

  void print() {
    println(
        Texts.count(report.files(), report.kind().noun())
            + ", version "
            + report.targetVersion()
            + (report.shard().equals("0/1") ? "" : ", shard " + report.shard())
            + (report.verb() == Verb.MIGRATE || report.verb() == Verb.REHEARSE
                ? ", " + Texts.duration(report.duration())
                : "")
            + (report.isContinued() ? ", continuing an earlier run" : ""));
    versions();
    states();
    for (FailureGroup group : report.failureGroups()) {
      group(group);
    }
    ending();
  }

  private void println(String line) {
    terminal.out().println(line);
  }

  private void versions() {
    boolean both = report.verb() != Verb.STATUS;
    TreeSet<Integer> versions = new TreeSet<>(report.versionsBefore().keySet());
    if (both) {
      versions.addAll(report.versionsAfter().keySet());
    }
    if (versions.isEmpty()) {
      return;
    }
    println("");
    Table table = new Table();
    table.row().numberTitle("version").numberTitle(both ? "before" : "files");
    if (both) {
      table.numberTitle("after");
    }
    for (int version : versions) {
      table.row().number(version).number(report.versionsBefore().getOrDefault(version, 0L));
      if (both) {
        table.number(report.versionsAfter().getOrDefault(version, 0L));
      }
    }
    table.print(terminal, "  ");
  }

  private void states() {
    println("");
    Table table = new Table();
    for (State state : State.values()) {
      long count = report.count(state);
      if (count > 0) {
        table.row().cell(state.word().replace('-', ' '), style(state)).number(count);
      }
    }
    table.print(terminal, "  ");
  }

  private static Style style(State state) {
    return switch (state) {
      case CURRENT, REHEARSED, MIGRATED -> Style.GREEN;
      case PENDING, NOT_REACHED -> Style.YELLOW;
      case FAILED -> Style.RED;
    };
  }

  private void group(FailureGroup group) {
    println("");
    println(
        terminal.style(Style.RED, group.title())
            + " ("
            + Texts.count(group.files(), report.kind().noun())
            + ")");
    Iterator<FileOutcome> files = report.failures(group).limit(MOST_OF_A_GROUP).iterator();
    String advice = null;
    while (files.hasNext()) {
      FileOutcome outcome = files.next();
      FileFailure failure = outcome.failure().orElseThrow();
      println("  " + terminal.style(Style.BOLD, name(outcome)));
      println("    " + printable(failure.problem().strip()).replace("\n", "\n    "));
      failure.rows().forEach(row -> println("    row " + printable(row)));
      advice = advice(failure);
    }
    if (group.files() > MOST_OF_A_GROUP) {
      println(
          "  and " + (group.files() - MOST_OF_A_GROUP) + " more; --json and --html have them all");
    }
    if (advice != null && !advice.isEmpty()) {
      println("  " + printable(advice));
    }
  }

  private String name(FileOutcome outcome) {
    return report.kind() == FleetReport.Kind.FILES ? Texts.path(outcome.file()) : outcome.name();
  }

  /** What a file's name or schema holds is not a command to the terminal. */
  static String printable(String text) {
    return text.lines().map(Texts::visible).collect(Collectors.joining("\n"));
  }

  /** What the runtime advises in methods, in options. */
  private String advice(FileFailure failure) {
    return switch (failure.cause()) {
      case APPROVAL_REQUIRED -> "Approve the loss with --allow-destructive, all or by version.";
      case REBUILD_REQUIRED ->
          "Permit the wipe with --allow-rebuild; the program must then restore the content.";
      case DRIFT -> "Undo the change that was made outside Rungs, or permit it with --allow-drift.";
      case NEWER -> "Open it with the newer build; --allow-rebuild-of-newer would wipe it.";
      case BUSY -> "Close it there, or wait longer with --busy-timeout.";
      case UNRECOGNIZED ->
          "Check the path, or give it a version with '" + root.session.name() + " adopt'.";
      case HISTORY_MISMATCH ->
          "Restore the file from a backup, or see '" + root.session.name() + " verify'.";
      default -> failure.advice();
    };
  }

  private void ending() {
    if (report.ending() == Ending.COMPLETED) {
      return;
    }
    println("");
    if (report.ending() == Ending.RUNNING) {
      println("The run has not ended.");
      return;
    }
    println(
        terminal.style(Style.RED, "The run was " + report.ending().word() + ".")
            + report.reason().map(reason -> " " + reason).orElse(""));
    if (report.count(State.NOT_REACHED) > 0) {
      println("Run the same command again to continue.");
    }
  }
}
