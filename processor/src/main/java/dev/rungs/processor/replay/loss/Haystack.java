package dev.rungs.processor.replay.loss;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts of all rows one after another, to be searched at once. Most searches find nothing: what
 * a table of other rows had is gone, and one pass over the whole shows it.
 */
public final class Haystack {
  private final StringBuilder building = new StringBuilder();
  private final List<Integer> ends = new ArrayList<>();
  private final List<Integer> rows = new ArrayList<>();
  private String all;

  /** Adds a text of a row. Nothing is added after the first search. */
  void add(String text, int row) {
    building.append(text);
    ends.add(building.length());
    rows.add(row);
  }

  /** The rows with a text that has one of some others in it. */
  Set<Integer> rowsWith(List<String> needles) {
    if (all == null) {
      all = building.toString();
    }
    Set<Integer> found = new TreeSet<>();
    for (String needle : needles) {
      search(needle, found);
    }
    return found;
  }

  private void search(String needle, Set<Integer> found) {
    int at = all.indexOf(needle);
    while (at >= 0) {
      int text = textAt(at);
      boolean within = at + needle.length() <= ends.get(text);
      if (within) {
        found.add(rows.get(text));
      }
      at = all.indexOf(needle, within ? ends.get(text) : at + 1);
    }
  }

  /** The text that has the character at an offset. */
  private int textAt(int offset) {
    int place = Collections.binarySearch(ends, offset + 1);
    return place >= 0 ? place : -place - 1;
  }
}
