package dev.rungs.benchmarks.scenario;

/**
 * One measured value.
 *
 * @param scenario what was measured
 * @param size of the workload, as tables show it
 * @param contender who was measured, as tables show it
 * @param unit of the value
 * @param value the smaller, the better
 * @param compares whether the first contender of the scenario is what the others are compared with;
 *     differences, shares and sizes of files stand for themselves
 */
public record Sample(
    String scenario, String size, String contender, String unit, double value, boolean compares) {
  /**
   * A value of a scenario whose first contender is what the others are compared with.
   *
   * @param scenario what was measured
   * @param size of the workload, as tables show it
   * @param contender who was measured, as tables show it
   * @param unit of the value
   * @param value the smaller, the better
   */
  public Sample(String scenario, String size, String contender, String unit, double value) {
    this(scenario, size, contender, unit, value, true);
  }
}
