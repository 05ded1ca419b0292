package io.slipway.cli.lint;

import io.slipway.analysis.Finding;
import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.Severity;
import io.slipway.cli.output.Format;
import io.slipway.cli.settings.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** A comment for a pull request: the findings, and which statements want to be made in phases. */
final class MarkdownFormat implements LintFormat {
  /** GitHub refuses a comment of more than 65,536 characters. */
  private static final int SHOWN = 100;

  @Override
  public Format format() {
    return Format.MARKDOWN;
  }

  @Override
  public void write(PrintWriter out, LintReport report) {
    out.println("### Slipway");
    out.println();
    out.println(report.summary());
    findings(out, report.placed());
    plan(out, report);
  }

  private static void findings(PrintWriter out, List<Placed> all) {
    if (all.isEmpty()) return;
    out.println();
    out.println("| | Where | Rule | What happens, and what to do instead |");
    out.println("|---|---|---|---|");
    for (Placed placed : all.subList(0, Math.min(SHOWN, all.size()))) {
      Finding finding = placed.finding();
      out.println(
          "| %s | %s | %s | %s |"
              .formatted(
                  word(finding.severity()),
                  code(placed.path() + ":" + finding.line()),
                  code(finding.rule()),
                  cell(placed.advice())));
    }
    if (all.size() > SHOWN) {
      out.println();
      out.println("... and " + (all.size() - SHOWN) + " more.");
    }
  }

  private static void plan(PrintWriter out, LintReport report) {
    if (report.inPhases().isEmpty()) return;
    out.println();
    out.println("**`slipway migrate` makes these in phases while the application runs:**");
    out.println();
    out.println("| Statement | Strategy | As written, the application waits |");
    out.println("|---|---|---|");
    for (LintReport.InPhases line : report.inPhases().stream().limit(SHOWN).toList()) {
      out.println(row(line.path(), line.statement()));
    }
  }

  private static String row(String path, StatementReport report) {
    String place = path + ":" + report.statement().span().line();
    String waits =
        report.analysis().estimatedDowntime().map(MarkdownFormat::about).orElse("size unknown");
    return "| %s %s | %s | %s |"
        .formatted(
            code(place),
            cell(report.statement().kind()),
            report.analysis().recommendedStrategy(),
            waits);
  }

  private static String about(Duration duration) {
    return duration.isZero() ? "no longer than its lock" : "about " + Durations.show(duration);
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "**error**";
      case WARNING -> "warning";
      case INFO -> "remark";
    };
  }

  private static String code(String text) {
    return "`" + text.replace("`", "'").replace("|", "\\|") + "`";
  }

  /** A name in a message may look like a mention, a tag or a table: none is meant. */
  private static String cell(String text) {
    return text.replaceAll("\\s+", " ")
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replace("@", "&#64;")
        .replace("_", "\\_")
        .replace("*", "\\*")
        .replace("`", "\\`");
  }
}
