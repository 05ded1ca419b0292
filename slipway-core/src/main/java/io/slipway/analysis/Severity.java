package io.slipway.analysis;

/** How bad a finding is; {@code lint} fails at {@link #ERROR} unless told otherwise. */
public enum Severity {
  INFO,
  WARNING,
  ERROR
}
