package io.slipway.demo;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the demo measured.
 *
 * @param clients connections of the application
 * @param baseline the application alone, no change running
 */
public record Report(
    Demo.Size size, int clients, Way baseline, List<ChangeReport> changes, Duration took) {
  public Report {
    changes = List.copyOf(changes);
  }

  /** Every change made in that way. */
  public List<Way> ways(String way) {
    return changes.stream()
        .flatMap(change -> change.ways().stream())
        .filter(it -> it.way().equals(way))
        .toList();
  }

  /** Slipway made every change, no request failed and no row was lost. */
  public boolean keepsItsPromise() {
    return ways("slipway").stream()
        .allMatch(it -> it.problem() == null && it.failed() == 0 && it.lostRows() == 0);
  }

  /**
   * A change, made in every way.
   *
   * @param sql as a person writes it
   */
  public record ChangeReport(
      String name, String title, String explanation, List<String> sql, List<Way> ways) {
    public ChangeReport {
      sql = List.copyOf(sql);
      ways = List.copyOf(ways);
    }
  }

  /**
   * What the application saw while it happened.
   *
   * @param way {@code naive} or {@code slipway}
   * @param statements sent by the application
   * @param failed requests that failed or got a wrong answer
   * @param retried serialization failures of REPEATABLE READ that were retried, as the manual asks
   * @param duration of the change, its deployment included
   * @param lostRows rows that are not as the application stored them
   * @param problem why the change was not made; null if it was
   * @param errors what failed requests were told
   */
  public record Way(
      String way,
      long statements,
      long failed,
      long retried,
      Duration longestWait,
      Duration p50,
      Duration p99,
      Duration duration,
      long lostRows,
      @Nullable String problem,
      List<String> errors) {
    public Way {
      errors = List.copyOf(errors);
    }
  }
}
