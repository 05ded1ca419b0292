package io.slipway.check;

import java.util.List;

/**
 * What a check saw.
 *
 * @param seen what is there, a phrase
 * @param limit what must be, a phrase
 * @param next what to do, whole sentences; empty where nothing is to be done
 * @param samples some of what is wrong, a line each
 * @param affected how many rows or objects are wrong; 0 where none is counted
 */
public record Verdict(
    Status status, String seen, String limit, String next, List<String> samples, long affected) {
  public Verdict {
    samples = List.copyOf(samples);
  }

  public static Verdict pass(String seen, String limit) {
    return new Verdict(Status.PASS, seen, limit, "", List.of(), 0);
  }

  public static Verdict warn(String seen, String limit, String next) {
    return new Verdict(Status.WARN, seen, limit, next, List.of(), 0);
  }

  public static Verdict fail(String seen, String limit, String next) {
    return new Verdict(Status.FAIL, seen, limit, next, List.of(), 0);
  }

  /** PASS where nothing is wrong, else FAIL with what is. */
  static Verdict none(List<String> wrong, String what, String limit, String next) {
    if (wrong.isEmpty()) return pass("no " + what, limit);
    return fail(wrong.size() + " " + what, limit, next).with(wrong, wrong.size());
  }

  public Verdict with(List<String> someOfThem, long all) {
    return new Verdict(status, seen, limit, next, someOfThem, all);
  }
}
