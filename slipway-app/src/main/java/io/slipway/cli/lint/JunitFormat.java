package io.slipway.cli.lint;

import io.slipway.analysis.Finding;
import io.slipway.cli.output.Format;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** JUnit's XML: a suite a file, a case a finding; what does not fail lint does not fail here. */
final class JunitFormat implements LintFormat {
  @Override
  public Format format() {
    return Format.JUNIT;
  }

  @Override
  public void write(PrintWriter out, LintReport report) {
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.println("<testsuites name=\"slipway lint\">");
    for (String path : report.paths()) suite(out, report, path);
    out.println("</testsuites>");
  }

  private static void suite(PrintWriter out, LintReport report, String path) {
    List<Placed> here = report.placed().stream().filter(it -> it.path().equals(path)).toList();
    long failures = here.stream().filter(it -> report.fails(it.finding())).count();
    out.println(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\">"
            .formatted(xml(path), Math.max(1, here.size()), failures));
    if (here.isEmpty()) {
      out.println("    <testcase name=\"no findings\" classname=\"%s\"/>".formatted(xml(path)));
    }
    for (Placed placed : here) testCase(out, placed, report.fails(placed.finding()));
    out.println("  </testsuite>");
  }

  private static void testCase(PrintWriter out, Placed placed, boolean fails) {
    Finding finding = placed.finding();
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    out.println(
        "    <testcase name=\"%s at line %d\" classname=\"%s\">"
            .formatted(xml(finding.rule()), finding.line(), xml(placed.path())));
    String place = placed.path() + ":" + finding.line() + ":" + finding.column();
    String says = xml(place + " " + severity + ": " + placed.advice());
    out.println(
        fails
            ? "      <failure type=\"%s\" message=\"%s\">%s</failure>"
                .formatted(severity, xml(finding.message()), says)
            : "      <system-out>%s</system-out>".formatted(says));
    out.println("    </testcase>");
  }

  /** Characters XML 1.0 has no way to write become question marks. */
  private static String xml(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
