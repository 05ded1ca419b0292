package io.slipway.demo;

import java.time.Duration;
import java.util.List;

/**
 * What the application saw. Times are of requests, from when they were due; the report is left out
 * of them, because it takes its two seconds anyway.
 *
 * @param errors what failed requests were told, each text once
 */
record Measured(
    long statements,
    long failed,
    long retried,
    Duration longestWait,
    Duration p50,
    Duration p99,
    List<String> errors) {
  Measured {
    errors = List.copyOf(errors);
  }

  static Measured of(List<Sample> samples, List<String> errors) {
    long[] took =
        samples.stream()
            .filter(sample -> sample.request() != Request.REPORT)
            .mapToLong(Sample::took)
            .sorted()
            .toArray();
    return new Measured(
        samples.stream().mapToLong(Sample::statements).sum(),
        samples.stream().filter(Sample::failed).count(),
        samples.stream().mapToLong(Sample::retried).sum(),
        at(took, 1.0),
        at(took, 0.5),
        at(took, 0.99),
        errors.stream().distinct().limit(5).toList());
  }

  private static Duration at(long[] sorted, double share) {
    if (sorted.length == 0) return Duration.ZERO;
    return Duration.ofNanos(sorted[(int) Math.min(sorted.length - 1, sorted.length * share)]);
  }
}
