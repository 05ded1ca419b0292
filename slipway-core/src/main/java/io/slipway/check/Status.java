package io.slipway.check;

/** How a check came out. */
public enum Status {
  PASS,
  /** Close to the limit, or not to be known. */
  WARN,
  FAIL
}
