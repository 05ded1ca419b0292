package io.slipway.runbook;

import java.time.Duration;
import java.util.Locale;

/**
 * A limit that is watched while the runbook runs.
 *
 * @param times so often in a row the limit must be crossed before the action is taken
 * @param body where the value comes from: {@code measure}, {@code sql} or {@code url}
 */
public record Threshold(
    String name, Limit limit, Action action, int times, Duration every, Given body) {
  /** What happens when it is crossed. */
  public enum Action {
    /** It is noted. */
    WARN,
    /** The run stops where it can go on, and waits for a person. */
    PAUSE,
    /** What runs is cancelled, and the run ends. */
    ABORT,
    /** As abort, and the full way back is taken. */
    ROLLBACK;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Threshold of(Given body) {
    return new Threshold(
        body.text("name"),
        Limit.of(body.text("limit")),
        Action.valueOf(body.find("action").orElse("warn").toUpperCase(Locale.ROOT)),
        body.whole("times").orElse(1L).intValue(),
        body.duration("every").orElse(Duration.ofSeconds(5)),
        body);
  }

  /** For the plan. */
  public String says() {
    String often = times == 1 ? "" : ", " + times + " times in a row";
    String source =
        body.find("measure").or(() -> body.find("url")).orElseGet(() -> body.text("sql").strip());
    return "%s %s%s, every %s: %s  (%s)"
        .formatted(name, limit.text(), often, Durations.show(every), action.text(), source);
  }
}
