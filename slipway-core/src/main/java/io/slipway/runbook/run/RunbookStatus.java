package io.slipway.runbook.run;

import java.util.Locale;

/** Where a run of a runbook stands. */
public enum RunbookStatus {
  RUNNING,
  /** For a person, or for a version of the application. */
  WAITING,
  PAUSED,
  INTERRUPTED,
  FAILED,
  ABORTED,
  COMPLETED,
  ROLLING_BACK,
  ROLLED_BACK;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunbookStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Nothing goes forward from here. */
  public boolean isOver() {
    return this == ABORTED || this == COMPLETED || this == ROLLED_BACK || this == ROLLING_BACK;
  }
}
