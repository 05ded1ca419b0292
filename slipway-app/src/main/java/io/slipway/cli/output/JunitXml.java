package io.slipway.cli.output;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JUnit's XML, as build servers read it: suites of cases, each passed or failed. */
public final class JunitXml {
  private JunitXml() {}

  /**
   * @param says where and what, for whoever opens the case
   * @param failure null where it passed
   */
  public record Case(String name, String className, @Nullable Failure failure, String says) {}

  /**
   * @param type the severity
   */
  public record Failure(String type, String message) {}

  public record Suite(String name, List<Case> cases) {
    public Suite {
      cases = List.copyOf(cases);
    }
  }

  public static void write(PrintWriter out, String name, List<Suite> suites) {
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println("<testsuites name=\"%s\">".formatted(escaped(name)));
    for (Suite suite : suites) write(out, suite);
    out.println("</testsuites>");
  }

  private static void write(PrintWriter out, Suite suite) {
    long failures = suite.cases().stream().filter(it -> it.failure() != null).count();
    out.println(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\">"
            .formatted(escaped(suite.name()), suite.cases().size(), failures));
    suite.cases().forEach(it -> write(out, it));
    out.println("  </testsuite>");
  }

  private static void write(PrintWriter out, Case it) {
    String start =
        "    <testcase name=\"%s\" classname=\"%s\""
            .formatted(escaped(it.name()), escaped(it.className()));
    Failure failure = it.failure();
    if (failure == null && it.says().isEmpty()) {
      out.println(start + "/>");
      return;
    }
    out.println(start + ">");
    String says = escaped(it.says());
    out.println(
        failure == null
            ? "      <system-out>%s</system-out>".formatted(says)
            : "      <failure type=\"%s\" message=\"%s\">%s</failure>"
                .formatted(escaped(failure.type()), escaped(failure.message()), says));
    out.println("    </testcase>");
  }

  /** Characters XML 1.0 has no way to write become question marks. */
  private static String escaped(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
