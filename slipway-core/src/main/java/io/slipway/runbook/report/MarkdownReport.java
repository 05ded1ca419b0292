package io.slipway.runbook.report;

import io.slipway.runbook.run.RunbookReport;
import io.slipway.runbook.run.RunbookReport.Table;
import io.slipway.runbook.run.RunbookRun;
import java.util.List;

/** For a post-mortem, a ticket or a pull request. */
public final class MarkdownReport {
  private MarkdownReport() {}

  public static String of(RunbookReport report) {
    RunbookRun run = report.run();
    var out = new StringBuilder();
    out.append("# ").append(run.runbook()).append(", run ").append(run.id()).append("\n\n");
    for (List<String> fact : Facts.of(run)) {
      out.append("- ").append(fact.getFirst()).append(": ").append(fact.getLast()).append('\n');
    }
    report.tables().forEach(it -> table(out, it));
    out.append("\n## Plan\n\n```\n").append(run.plan()).append("```\n");
    out.append("\n## Post-mortem\n\n");
    out.append(
        "- What went well:\n- What did not:\n- What changes because of it, and who does it:\n");
    return out.toString();
  }

  private static void table(StringBuilder out, Table table) {
    out.append("\n## ").append(table.title()).append("\n\n");
    if (table.rows().isEmpty()) {
      out.append("None.\n");
      return;
    }
    row(out, table.columns());
    row(out, table.columns().stream().map(it -> "---").toList());
    table.rows().forEach(it -> row(out, it));
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append('|');
    for (String cell : cells) {
      String text = cell.replace("|", "\\|").replaceAll("\\s+", " ");
      out.append(' ').append(text).append(" |");
    }
    out.append('\n');
  }
}
