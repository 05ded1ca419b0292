package io.slipway.engine;

/** Versions of the application: numbers compared as numbers, the rest as text. */
final class AppVersion {
  private AppVersion() {}

  static int compare(String left, String right) {
    String[] lefts = parts(left);
    String[] rights = parts(right);
    for (int i = 0; i < Math.max(lefts.length, rights.length); i++) {
      int order =
          comparePart(i < lefts.length ? lefts[i] : "0", i < rights.length ? rights[i] : "0");
      if (order != 0) return order;
    }
    return 0;
  }

  private static String[] parts(String version) {
    return version.replaceFirst("^[vV]", "").split("[.+_-]");
  }

  private static int comparePart(String left, String right) {
    boolean areNumbers = left.matches("\\d{1,18}") && right.matches("\\d{1,18}");
    return areNumbers
        ? Long.compare(Long.parseLong(left), Long.parseLong(right))
        : left.compareTo(right);
  }
}
