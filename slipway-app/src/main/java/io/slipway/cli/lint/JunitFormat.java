package io.slipway.cli.lint;

import io.slipway.analysis.Finding;
import io.slipway.cli.output.Format;
import io.slipway.cli.output.JunitXml;
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
    JunitXml.write(
        out, "slipway lint", report.paths().stream().map(it -> suite(report, it)).toList());
  }

  private static JunitXml.Suite suite(LintReport report, String path) {
    List<JunitXml.Case> cases =
        report.placed().stream()
            .filter(it -> it.path().equals(path))
            .map(it -> testCase(it, report.fails(it.finding())))
            .toList();
    if (!cases.isEmpty()) return new JunitXml.Suite(path, cases);
    return new JunitXml.Suite(path, List.of(new JunitXml.Case("no findings", path, null, "")));
  }

  private static JunitXml.Case testCase(Placed placed, boolean fails) {
    Finding finding = placed.finding();
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    String place = placed.path() + ":" + finding.line() + ":" + finding.column();
    return new JunitXml.Case(
        finding.rule() + " at line " + finding.line(),
        placed.path(),
        fails ? new JunitXml.Failure(severity, finding.message()) : null,
        place + " " + severity + ": " + placed.advice());
  }
}
