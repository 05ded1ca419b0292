package io.slipway.state;

import java.util.Locale;

/** Where a run stands; the names are the column's. */
public enum RunStatus {
  RUNNING,
  WAITING,
  PAUSED,
  INTERRUPTED,
  FAILED,
  CANCELLED,
  COMPLETED,
  ROLLING_BACK,
  ROLLED_BACK;

  /** As in {@code _migration_runs.status}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Nothing more will happen to it by itself, and its migration may be run anew. */
  public boolean isOver() {
    return this == COMPLETED || this == ROLLED_BACK;
  }
}
