package dev.rungs.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@link FleetReport} says of a run without reading single outcomes; see its methods. */
record RunSummary(
    FleetReport.Verb verb,
    FleetReport.Kind kind,
    String schemaName,
    int targetVersion,
    String shard,
    int workers,
    Instant startedAt,
    Duration duration,
    FleetReport.Ending ending,
    Optional<String> reason,
    boolean continued,
    Map<FileOutcome.State, Long> counts,
    Map<Integer, Long> before,
    Map<Integer, Long> after,
    long unknownVersion,
    List<FailureGroup> failureGroups,
    Optional<FleetReport.Times> times) {}
