package io.slipway.state;

import java.util.Locale;

/** Where a step stands; the names are the column's. A step without a row has not begun. */
public enum StepStatus {
  RUNNING,
  DONE,
  /** The probe found the work in place. */
  SKIPPED,
  FAILED,
  UNDOING,
  UNDONE;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StepStatus of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Its work is in place. */
  public boolean isDone() {
    return this == DONE || this == SKIPPED;
  }
}
