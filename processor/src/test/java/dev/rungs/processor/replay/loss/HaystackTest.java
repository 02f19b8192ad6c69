package dev.rungs.processor.replay.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HaystackTest {
  private final Haystack haystack = new Haystack();

  HaystackTest() {
    haystack.add("alpha", 0);
    haystack.add("beta gamma", 1);
    haystack.add("gamma", 2);
    haystack.add("gamma", 2);
    haystack.add("", 3);
  }

  @Test
  void findsEveryRowThatHasIt() {
    assertEquals(Set.of(1, 2), haystack.rowsWith(List.of("gamma")));
    assertEquals(Set.of(0, 1), haystack.rowsWith(List.of("alpha", "beta")));
    assertEquals(Set.of(0, 1, 2), haystack.rowsWith(List.of("a")));
  }

  @Test
  void whatBeginsInOneTextAndEndsInTheNextIsInNeither() {
    assertEquals(Set.of(), haystack.rowsWith(List.of("alphabeta", "abe", "gammagamma")));
  }

  @Test
  void looksBehindAnOverlapForARealOne() {
    Haystack overlapping = new Haystack();
    overlapping.add("xa", 0);
    overlapping.add("aaab", 1);
    assertEquals(Set.of(1), overlapping.rowsWith(List.of("aaa")));
  }

  @Test
  void whatIsNowhereHasNoRow() {
    assertEquals(Set.of(), haystack.rowsWith(List.of("delta")));
    assertEquals(Set.of(), new Haystack().rowsWith(List.of("alpha")));
  }
}
