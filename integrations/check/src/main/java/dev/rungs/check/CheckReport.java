package dev.rungs.check;

import dev.rungs.check.layout.FolderHistory;
import dev.rungs.processor.history.Finding;
import dev.rungs.processor.history.HistoryVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a check found.
 *
 * @param history what was checked
 * @param judged how many of its migrations were judged
 * @param findings the most harmful first
 * @param leftOut what was left to the tool that runs the scripts, in words, by file
 * @param scripts the history as it was run: without what was left out
 * @param incomplete the migrations of which something was not run, by their place, from 0
 */
public record CheckReport(
    FolderHistory history,
    int judged,
    List<Finding> findings,
    Map<String, Set<String>> leftOut,
    List<HistoryVersion> scripts,
    Set<Integer> incomplete) {
  /** Copies the collections. */
  public CheckReport {
    findings = List.copyOf(findings);
    scripts = List.copyOf(scripts);
    incomplete = Set.copyOf(incomplete);
  }

  /**
   * The same report with some of its findings.
   *
   * @param some of them
   * @return a report that differs in nothing else
   */
  public CheckReport with(List<Finding> some) {
    return new CheckReport(history, judged, some, leftOut, scripts, incomplete);
  }

  /**
   * Says it all in one line.
   *
   * @return as {@code 94 migrations, 3 lose data, 1 could not be tried}
   */
  public String summary() {
    List<String> parts = new ArrayList<>();
    parts.add(judged + (judged == 1 ? " migration" : " migrations"));
    Map<Harm, Set<Integer>> versions = new TreeMap<>();
    for (Finding finding : findings) {
      versions.computeIfAbsent(Harm.of(finding), h -> new HashSet<>()).add(finding.version());
    }
    versions.forEach((harm, places) -> parts.add(harm.words(places.size())));
    if (findings.isEmpty()) {
      parts.add("nothing found");
    }
    long code = history.migrations().stream().filter(m -> m.isCode()).count();
    if (code > 0) {
      parts.add(code + (code == 1 ? " is code" : " are code") + " and not checked");
    }
    return String.join(", ", parts);
  }
}
