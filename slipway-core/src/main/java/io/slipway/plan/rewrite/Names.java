package io.slipway.plan.rewrite;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Fresh names: no longer than PostgreSQL keeps, and none that is taken. */
public final class Names {
  private static final int LONGEST = 63;

  private Names() {}

  /** {@code base_suffix}, with a number where that is taken; the base gives way to the length. */
  public static String fresh(String base, String suffix, Predicate<String> taken) {
    for (int pass = 0; ; pass++) {
      String ending = "_" + suffix + (pass == 0 ? "" : pass);
      String name = clipped(base, LONGEST - ending.length()) + ending;
      if (!taken.test(name)) return name;
    }
  }

  /** The name itself, or with a number where that is taken. */
  public static String free(String name, Predicate<String> taken) {
    for (int pass = 0; ; pass++) {
      String ending = pass == 0 ? "" : String.valueOf(pass);
      String tried = clipped(name, LONGEST - ending.length()) + ending;
      if (!taken.test(tried)) return tried;
    }
  }

  private static String clipped(String text, int bytes) {
    String clipped = text;
    while (clipped.getBytes(StandardCharsets.UTF_8).length > bytes) {
      clipped = clipped.substring(0, clipped.offsetByCodePoints(clipped.length(), -1));
    }
    return clipped;
  }
}
