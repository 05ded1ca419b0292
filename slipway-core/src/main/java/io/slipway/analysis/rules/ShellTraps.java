package io.slipway.analysis.rules;

import io.slipway.analysis.Analysis;
import io.slipway.analysis.Effects;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.ScriptReport;
import io.slipway.analysis.Severity;
import io.slipway.catalog.Catalog;
import io.slipway.sql.Change;
import io.slipway.sql.Span;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Mistakes in the shell around a migration: in scripts and in the runbooks that contain them. A
 * check of the text, line by line; nothing is run.
 */
public final class ShellTraps {
  /** In the order of {@code docs/traps.md}. */
  public static final List<Trap> ALL =
      List.of(
          new Trap(
              "psql-begin-in-its-own-process",
              Pattern.compile(
                  "(?i)\\bpsql\\b.*\\s(?:-c|--command)[\\s=]*[\"']?\\s*(?:begin|start\\s+transaction)\\b"
                      + "(?!.*\\bcommit\\b)"),
              "Each psql -c is a session of its own: this transaction ends with the process, and"
                  + " what follows runs without one",
              "One psql with all of it: psql --single-transaction -v ON_ERROR_STOP=1 -f file.sql"),
          new Trap(
              "restore-names-todays-file",
              Pattern.compile(
                  "(?i)(?:\\bpsql\\b.*<\\s*\\S*\\$\\(date\\b|\\bpg_restore\\b(?!.*--list).*\\$\\(date\\b"
                      + "|\\bpsql\\b.*(?:-f|--file)[\\s=]*\\S*\\$\\(date\\b)"),
              "$(date …) names a file of this second: the backup was made earlier and has another"
                  + " name",
              "Keep the name in a variable when the backup is made, verify it with pg_restore"
                  + " --list, and restore that one"));

  private ShellTraps() {}

  /** One kind of mistake. */
  public record Trap(String slug, Pattern pattern, String message, String fix) {}

  /** A mistake in a 1-based line. */
  public record Found(int line, Trap trap) {}

  /** For the text of a {@code .sh} or {@code .md} file. */
  public static List<Found> find(String text) {
    List<Found> found = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (Trap trap : ALL) {
        if (trap.pattern().matcher(lines.get(i)).find()) found.add(new Found(i + 1, trap));
      }
    }
    return found;
  }

  /** The mistakes of a shell script or a runbook as {@code lint} reports them, a line each. */
  public static ScriptReport report(String text, Catalog catalog) {
    List<ScriptReport.StatementReport> lines = new ArrayList<>();
    for (Found found : find(text)) lines.add(line(text, found, lines.size()));
    return new ScriptReport(lines, List.of(), catalog);
  }

  private static ScriptReport.StatementReport line(String text, Found found, int index) {
    int start = 0;
    for (int i = 1; i < found.line(); i++) start = text.indexOf('\n', start) + 1;
    String line = text.substring(start).lines().findFirst().orElse("");
    Span span = new Span(start, start + line.length(), found.line(), 1, found.line());
    Finding finding =
        new Finding(
            found.trap().slug(),
            FindingClass.OPERATIONAL,
            Severity.WARNING,
            index,
            found.line(),
            1,
            found.trap().message(),
            found.trap().fix(),
            null,
            null,
            -1,
            null);
    Statement statement = new Statement(index, span, line, new Change.NoRelation("SHELL"), null);
    return new ScriptReport.StatementReport(
        statement, Effects.NONE, false, List.of(finding), Analysis.ofAll(List.of()));
  }
}
