package io.slipway.cli.verbs;

import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.cli.output.Wrap;
import io.slipway.cli.settings.Durations;
import io.slipway.demo.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The demo's numbers for people: a table a change, and a verdict. */
final class DemoText {
  private static final int WIDTH = 78;
  private final Report report;
  private final Paint paint;

  DemoText(Report report, Paint paint) {
    this.report = report;
    this.paint = paint;
  }

  void print(PrintWriter out) {
    out.println();
    out.println(
        Wrap.indented(
            String.format(
                Locale.ROOT,
                "A shop with %,d orders on PostgreSQL 18, %d clients (one connection each, pgjdbc"
                    + " defaults with autosave=conservative), requests due at fixed times. Waits"
                    + " count from when a request was due. Every change starts while a report of"
                    + " %s is running; the report itself is left out of the waits.",
                report.size().orders(),
                report.clients(),
                Durations.show(report.size().report())),
            "",
            WIDTH));
    out.println();
    var alone = new TextTable();
    head(alone);
    row(alone, report.baseline(), "no change");
    alone.print(out, "  ", paint);
    report.changes().forEach(change -> change(out, change));
    out.println();
    verdict(out);
  }

  private void change(PrintWriter out, Report.ChangeReport change) {
    out.println();
    out.println(paint.bold(change.title()));
    change.sql().forEach(sql -> out.println("  " + paint.cyan(sql + ";")));
    out.println("  " + change.explanation());
    out.println();
    var table = new TextTable();
    head(table);
    for (Report.Way way : change.ways()) {
      row(table, way, way.way().equals("naive") ? "as written" : "by Slipway");
    }
    table.print(out, "  ", paint);
    for (Report.Way way : change.ways()) remarks(out, way);
  }

  private static void head(TextTable table) {
    table.row("", "statements", "failed", "retried", "longest wait", "p50", "p99", "took", "lost");
  }

  private void row(TextTable table, Report.Way way, String name) {
    table.row(
        name,
        String.format(Locale.ROOT, "%,d", way.statements()),
        way.failed() == 0 ? "0" : paint.red("" + way.failed()),
        "" + way.retried(),
        wait(way.longestWait()),
        millis(way.p50()),
        millis(way.p99()),
        way.way().equals("baseline") ? "-" : Durations.show(way.duration()),
        way.lostRows() == 0 ? "0" : paint.red("" + way.lostRows()));
  }

  private String wait(Duration wait) {
    String text = millis(wait);
    return wait.toMillis() > 1_000 ? paint.red(text) : text;
  }

  private static String millis(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%,.1f ms" : "%,.0f ms", millis);
  }

  private void remarks(PrintWriter out, Report.Way way) {
    if (way.problem() != null) {
      out.println(Wrap.indented(paint.red("not made: ") + way.problem(), "  ", WIDTH));
    }
    if (!way.errors().isEmpty()) {
      String first = way.errors().getFirst().replaceAll("\\s+", " ");
      out.println(Wrap.indented(paint.faint("clients were told: " + first), "  ", WIDTH));
    }
  }

  private void verdict(PrintWriter out) {
    out.println("As written: " + sum(report.ways("naive")));
    String slipway = sum(report.ways("slipway"));
    out.println("By Slipway: " + (report.keepsItsPromise() ? paint.green(slipway) : slipway));
  }

  private static String sum(List<Report.Way> ways) {
    return String.format(
        Locale.ROOT,
        "%d of %d changes made, %,d failed requests, longest wait %s, %d rows lost.",
        ways.stream().filter(it -> it.problem() == null).count(),
        ways.size(),
        ways.stream().mapToLong(Report.Way::failed).sum(),
        millis(ways.stream().map(Report.Way::longestWait).max(Duration::compareTo).orElseThrow()),
        ways.stream().mapToLong(Report.Way::lostRows).sum());
  }
}
