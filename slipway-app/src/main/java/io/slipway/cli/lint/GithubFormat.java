package io.slipway.cli.lint;

import io.slipway.analysis.Finding;
import io.slipway.analysis.Severity;
import io.slipway.cli.output.Format;
import java.io.PrintWriter;

/** Workflow commands: GitHub shows each beside its line in the pull request. */
final class GithubFormat implements LintFormat {
  @Override
  public Format format() {
    return Format.GITHUB;
  }

  @Override
  public void write(PrintWriter out, LintReport report) {
    for (Placed placed : report.placed()) {
      Finding finding = placed.finding();
      out.println(
          "::%s file=%s,line=%d,col=%d,title=%s::%s"
              .formatted(
                  command(finding.severity()),
                  property(placed.path()),
                  finding.line(),
                  finding.column(),
                  property(finding.rule()),
                  data(placed.advice())));
    }
    out.println(report.summary());
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
