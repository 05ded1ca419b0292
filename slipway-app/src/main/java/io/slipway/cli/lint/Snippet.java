package io.slipway.cli.lint;

import io.slipway.analysis.Finding;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.Waiting;
import io.slipway.cli.output.Wrap;
import io.slipway.jdbc.Workload;
import io.slipway.sql.Script;
import io.slipway.sql.Statement;
import java.io.PrintWriter;
import java.util.Locale;

/** A finding as people read it: where, what, the source line with a caret, what to do. */
final class Snippet {
  private static final int WIDTH = 96;
  private final Script script;
  private final Paint paint;

  Snippet(Script script, Paint paint) {
    this.script = script;
    this.paint = paint;
  }

  void print(PrintWriter out, Finding finding, Workload workload) {
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    String place = script.name() + ":" + finding.line() + ":" + finding.column();
    out.println(
        paint.bold(place)
            + " "
            + paint.severity(finding.severity(), severity)
            + " "
            + finding.rule()
            + paint.faint(" (" + finding.kind().slug() + ")"));
    source(out, finding);
    out.println(Wrap.indented(finding.message(), "  ", WIDTH));
    if (finding.relation() != null && finding.lock() != null) {
      Waiting.print(out, "  ", workload, finding.relation(), finding.lock());
    }
    if (!finding.fix().isBlank()) {
      out.println(Wrap.indented(paint.green("fix:") + " " + finding.fix(), "  ", WIDTH));
    }
    out.println();
  }

  private void source(PrintWriter out, Finding finding) {
    String line = line(finding.line());
    if (line.isBlank()) return;
    String number = String.format(Locale.ROOT, "%5d", finding.line());
    String shown = line.replace('\t', ' ');
    int start = Math.clamp(finding.column() - 1, 0, Math.max(0, shown.length() - 1));
    int width = Math.max(1, end(finding, shown) - start);
    out.println(paint.faint(number + " | ") + shown);
    out.println(
        paint.faint("      | ")
            + " ".repeat(start)
            + paint.severity(finding.severity(), "^".repeat(width)));
  }

  /** Where the statement ends on its line, as far as it is on this one. */
  private int end(Finding finding, String line) {
    int stripped = line.stripTrailing().length();
    for (Statement statement : script.statements()) {
      var span = statement.span();
      boolean here = statement.index() == finding.statement() && span.endLine() == finding.line();
      if (here) return Math.min(stripped, span.end() - lineStart(finding.line()));
    }
    return stripped;
  }

  private int lineStart(int number) {
    int start = 0;
    for (int line = 1; line < number; line++) start = script.text().indexOf('\n', start) + 1;
    return start;
  }

  private String line(int number) {
    return script.text().lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
  }
}
