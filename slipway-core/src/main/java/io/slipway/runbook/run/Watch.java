package io.slipway.runbook.run;

import io.slipway.jdbc.Sql;
import io.slipway.jdbc.SqlFailure;
import io.slipway.runbook.Limit;
import io.slipway.runbook.Threshold;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** One threshold while it is watched: when it is due, and how often in a row it was crossed. */
final class Watch {
  private final Threshold threshold;
  private final Measure measure;
  private Instant due = Instant.MIN;
  private int crossed;
  private int unread;
  private boolean isOpen;

  Watch(Threshold threshold, Measure measure) {
    this.threshold = threshold;
    this.measure = measure;
  }

  /**
   * What it found.
   *
   * @param seen the value, or why there is none
   */
  record Alarm(Threshold threshold, Threshold.Action action, String seen) {}

  /** An alarm once it has been crossed so often in a row; again only after it was in order. */
  Optional<Alarm> look(Instant now, Sql sql) throws InterruptedException {
    if (now.isBefore(due)) return Optional.empty();
    due = now.plus(threshold.every());
    try {
      Optional<Double> value = measure.read(sql);
      unread = 0;
      return value.flatMap(this::judge);
    } catch (SqlFailure e) {
      if (e.connectionLost()) throw e;
      return blind(e.said());
    } catch (IOException | IllegalArgumentException e) {
      return blind(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Alarm> judge(double value) {
    if (!threshold.limit().isCrossedBy(value)) {
      crossed = 0;
      isOpen = false;
      return Optional.empty();
    }
    crossed++;
    if (crossed < threshold.times() || isOpen) return Optional.empty();
    isOpen = true;
    return Optional.of(new Alarm(threshold, threshold.action(), Limit.show(value)));
  }

  /** Whoever cannot see must not go on as if all were well; where it would only warn, it warns. */
  private Optional<Alarm> blind(String why) {
    unread++;
    if (unread != Math.max(3, threshold.times())) return Optional.empty();
    Threshold.Action action =
        threshold.action() == Threshold.Action.WARN
            ? Threshold.Action.WARN
            : Threshold.Action.PAUSE;
    return Optional.of(new Alarm(threshold, action, "not to be seen: " + why));
  }
}
