package io.slipway.runbook.report;

import io.slipway.runbook.run.RunbookReport;
import io.slipway.runbook.run.RunbookReport.Table;
import io.slipway.runbook.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One file that needs nothing else: to be mailed, or kept with the ticket. */
public final class HtmlReport {
  private static final String STYLE =
      """
      body{font:15px/1.45 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem;color:#222}
      table{border-collapse:collapse;width:100%;font-size:13px}td,th{text-align:left;padding:.3rem .5rem;
      border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:anywhere}pre{background:#f5f5f5;padding:1rem;
      overflow:auto}.done,.PASS{color:#176b2c}.failed,.FAIL{color:#a11}.waiting,.WARN{color:#8a5a00}
      """;

  private static final int WIDTH = 1000;
  private static final int BAR = 18;

  private HtmlReport() {}

  public static String of(RunbookReport report) {
    var run = report.run();
    var out = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>");
    out.append(text(run.runbook() + ", run " + run.id())).append("</title><style>").append(STYLE);
    out.append("</style><h1>")
        .append(text(run.runbook() + ", run " + run.id()))
        .append("</h1><ul>");
    for (List<String> fact : Facts.of(run)) {
      out.append("<li>").append(text(fact.getFirst() + ": " + fact.getLast())).append("</li>");
    }
    out.append("</ul>");
    chart(out, report.steps());
    report.tables().forEach(it -> table(out, it));
    out.append("<h2>Plan</h2><pre>").append(text(run.plan())).append("</pre></html>\n");
    return out.toString();
  }

  /** A bar for each step, from its first attempt to its end. */
  private static void chart(StringBuilder out, List<StepState> steps) {
    if (steps.isEmpty()) return;
    Instant begin = steps.getFirst().startedAt();
    Instant end = begin.plusMillis(1);
    for (StepState it : steps) if (end(it).isAfter(end)) end = end(it);
    double scale = (WIDTH - 300) / (double) Duration.between(begin, end).toMillis();
    out.append(
        "<h2>Steps in time</h2><svg role=\"img\" viewBox=\"0 0 %d %d\" font-size=\"11\">"
            .formatted(WIDTH, steps.size() * BAR));
    int y = 0;
    for (StepState it : steps) {
      double x = 300 + Duration.between(begin, it.startedAt()).toMillis() * scale;
      double width = Math.max(2, Duration.between(it.startedAt(), end(it)).toMillis() * scale);
      out.append(
          String.format(
              Locale.ROOT,
              "<text x=\"0\" y=\"%d\">%s</text><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\""
                  + " height=\"12\" fill=\"%s\"/>",
              y + 11,
              text(it.id() + " " + it.name()),
              x,
              y + 2,
              width,
              it.isDone() ? "#3a8f4e" : "#b4432f"));
      y += BAR;
    }
    out.append("</svg>");
  }

  private static Instant end(StepState it) {
    Instant finished = it.finishedAt();
    return finished == null ? it.attemptedAt() : finished;
  }

  private static void table(StringBuilder out, Table table) {
    out.append("<h2>").append(text(table.title())).append("</h2>");
    if (table.rows().isEmpty()) {
      out.append("<p>None.</p>");
      return;
    }
    out.append("<table><tr>");
    for (String it : table.columns()) out.append("<th>").append(text(it)).append("</th>");
    out.append("</tr>");
    for (List<String> row : table.rows()) {
      out.append("<tr>");
      for (String it : row) {
        String style = it.matches("[A-Za-z]+") ? " class=\"" + it + "\"" : "";
        out.append("<td").append(style).append('>').append(text(it)).append("</td>");
      }
      out.append("</tr>");
    }
    out.append("</table>");
  }

  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
