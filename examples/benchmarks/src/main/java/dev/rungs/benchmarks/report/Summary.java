package dev.rungs.benchmarks.report;

import dev.rungs.benchmarks.scenario.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the samples of one contender come to.
 *
 * @param scenario what was measured
 * @param size of the workload
 * @param contender who was measured
 * @param unit of the values
 * @param median of the values
 * @param least of the values
 * @param most of the values
 * @param count of the values
 * @param ratio of the median to that of the first contender of the scenario, if that is what the
 *     others are compared with
 */
public record Summary(
    String scenario,
    String size,
    String contender,
    String unit,
    double median,
    double least,
    double most,
    int count,
    OptionalDouble ratio) {
  /**
   * Sums up.
   *
   * @param samples in the order in which they were had
   * @return one summary for each contender of each scenario and size
   */
  public static List<Summary> of(Collection<Sample> samples) {
    Map<List<String>, List<Sample>> groups = new LinkedHashMap<>();
    for (Sample s : samples) {
      groups
          .computeIfAbsent(
              List.of(s.scenario(), s.size(), s.contender(), s.unit()), k -> new ArrayList<>())
          .add(s);
    }
    Map<List<String>, Double> firsts = new LinkedHashMap<>();
    List<Summary> summaries = new ArrayList<>();
    groups.forEach(
        (key, group) -> {
          double[] values = group.stream().mapToDouble(Sample::value).sorted().toArray();
          int n = values.length;
          double median = (values[(n - 1) / 2] + values[n / 2]) / 2;
          double first = firsts.computeIfAbsent(key.subList(0, 2), k -> median);
          summaries.add(
              new Summary(
                  key.get(0),
                  key.get(1),
                  key.get(2),
                  key.get(3),
                  median,
                  values[0],
                  values[n - 1],
                  n,
                  group.get(0).compares()
                      ? OptionalDouble.of(median / first)
                      : OptionalDouble.empty()));
        });
    return summaries;
  }
}
