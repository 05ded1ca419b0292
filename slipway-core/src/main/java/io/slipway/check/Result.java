package io.slipway.check;

/** A check and its verdict. */
public record Result(String check, Severity severity, Verdict verdict) {
  public boolean stops() {
    return severity == Severity.ERROR && verdict.status() == Status.FAIL;
  }

  /** Going on needs a person who accepts it. */
  public boolean warns() {
    return !stops() && severity != Severity.INFO && verdict.status() != Status.PASS;
  }
}
