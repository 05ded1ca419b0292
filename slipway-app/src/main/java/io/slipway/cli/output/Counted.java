package io.slipway.cli.output;

/** {@code 1 error}, {@code 2 errors}. */
public final class Counted {
  private Counted() {}

  public static String of(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
