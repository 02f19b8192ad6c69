package dev.rungs.benchmarks.scenario;

/**
 * One measured value.
 *
 * @param scenario what was measured
 * @param size of the workload, as tables show it
 * @param contender who was measured, as tables show it
 * @param unit of the value
 * @param value the smaller, the better
 */
public record Sample(String scenario, String size, String contender, String unit, double value) {}
