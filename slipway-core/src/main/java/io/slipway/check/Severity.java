package io.slipway.check;

/** What a condition that does not hold means for who wants to go on. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** Recorded; going on needs a person who accepts it. */
  WARN,
  /** Stops. */
  ERROR
}
