package io.slipway.analysis.corpus;

import io.slipway.analysis.Analyzer;
import io.slipway.analysis.Effects;
import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.analysis.Options;
import io.slipway.analysis.ScriptReport;
import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.Transactions;
import io.slipway.catalog.Catalog;
import io.slipway.files.MigrationFolder;
import io.slipway.migration.Migration;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.postgres.SqlState;
import io.slipway.sql.Change;
import io.slipway.sql.QualifiedName;
import io.slipway.sql.SqlParser;
import io.slipway.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs folders of migrations on a server and compares every statement with what lint says of it:
 * {@code HistoryScore [-14] FOLDER...}. Each folder begins in an empty database.
 */
public final class HistoryScore {
  private final SqlParser parser = SqlParser.create();
  private final int major;
  private int statements;
  private int refused;
  private int hits;
  private int alarms;
  private int misses;
  private int locked;
  private int rightLocks;
  private int rightEverywhere;

  private HistoryScore(int major) {
    this.major = major;
  }

  public static void main(String[] arguments) throws SQLException {
    int major = 18;
    HistoryScore all = null;
    for (String argument : arguments) {
      if (argument.startsWith("-")) major = Integer.parseInt(argument.substring(1));
      else {
        if (all == null) all = new HistoryScore(major);
        all.folder(Path.of(argument));
      }
    }
    if (all != null) System.out.println(all);
    System.exit(0);
  }

  private void folder(Path folder) throws SQLException {
    Catalog catalog = Catalog.empty();
    Analyzer analyzer = new Analyzer(ServerVersion.ofMajor(major));
    try (TestPostgres.Database database = TestPostgres.fresh(major);
        Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      for (Migration migration : MigrationFolder.read(parser, folder).all()) {
        ScriptReport report =
            analyzer.analyze(
                migration.up(), catalog, Transactions.ONE_PER_STATEMENT, Options.DEFAULT);
        catalog = report.after();
        for (StatementReport it : report.statements()) judge(migration.file(), it, connection);
      }
    }
  }

  private void judge(String file, StatementReport report, Connection connection)
      throws SQLException {
    String sql = report.statement().text();
    if (report.statement().change() instanceof Change.Transaction) return;
    if (report.statement().copyData() != null) return;
    Trace trace = new Trace(connection);
    Trace.Seen seen = trace.run(sql);
    boolean alone = SqlState.ACTIVE_SQL_TRANSACTION.equals(seen.sqlState());
    if (alone) seen = trace.runAlone(sql);
    connection.commit();
    String place = file + ":" + report.statement().span().line();
    if (seen.sqlState() != null) {
      refused++;
      boolean foretold =
          report.findings().stream().anyMatch(it -> it.kind() == FindingClass.WILL_FAIL);
      System.out.println(
          (foretold ? "refused as foretold " : "REFUSED ")
              + seen.sqlState()
              + " "
              + place
              + " "
              + brief(sql));
      return;
    }
    for (Finding it : report.findings())
      if (it.kind() == FindingClass.WILL_FAIL && !seen.existed().isEmpty())
        System.out.println("FALSE WILL-FAIL " + it.rule() + " " + place + " " + brief(sql));
    if (alone) return;
    statements++;
    compare(place, report, seen);
  }

  private void compare(String place, StatementReport report, Trace.Seen seen) {
    Trace.Seen said = said(report.effects(), seen.existed());
    boolean hazard = said.isHazard();
    if (hazard && seen.isHazard()) hits++;
    if (hazard && !seen.isHazard()) alarms++;
    if (!hazard && seen.isHazard()) misses++;
    String verdict = hazard == seen.isHazard() ? "" : seen.isHazard() ? "MISSED " : "FALSE ALARM ";
    boolean found = report.findings().stream().anyMatch(it -> it.kind() == FindingClass.BLOCKS);
    if (found != seen.isHazard()) verdict += (found ? "(finding too many) " : "(no finding) ");
    LockMode strongest = strongest(seen.locks());
    if (strongest != null) {
      locked++;
      if (strongest == strongest(said.locks())) rightLocks++;
      else verdict += "LOCK ";
      if (said.locks().equals(seen.locks())) rightEverywhere++;
      else if (verdict.isEmpty()) verdict = "locks ";
    } else if (strongest(said.locks()) != null) verdict += "NOLOCK ";
    if (verdict.isEmpty()) return;
    System.out.println(verdict + place + " " + brief(report.statement().text()));
    System.out.println("   seen " + text(seen));
    System.out.println(
        "   said " + text(said) + (report.effects().certain() ? "" : " (uncertain)"));
  }

  private static Trace.Seen said(Effects effects, Set<String> existed) {
    Map<String, LockMode> locks = new TreeMap<>();
    effects.locks().forEach(it -> locks.put(name(it.relation()), it.mode()));
    locks.keySet().retainAll(existed);
    Set<String> rewritten = new TreeSet<>();
    effects.rewrites().forEach(it -> rewritten.add(name(it)));
    rewritten.retainAll(existed);
    Set<String> scanned = new TreeSet<>();
    effects.scans().forEach(it -> scanned.add(name(it)));
    scanned.retainAll(existed);
    return new Trace.Seen(locks, rewritten, scanned, existed, null);
  }

  private static String name(QualifiedName it) {
    return (it.schema() == null ? "public" : it.schema()) + "." + it.name();
  }

  private static @Nullable LockMode strongest(Map<String, LockMode> locks) {
    return locks.values().stream().reduce(LockMode::strongest).orElse(null);
  }

  private static String text(Trace.Seen seen) {
    return seen.locks() + " rewrites " + seen.rewritten() + " scans " + seen.scanned();
  }

  private static String brief(String sql) {
    String line = sql.replaceAll("\\s+", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  @Override
  public String toString() {
    return "%d statements, %d refused; rewrites or scans under a blocking lock: precision %.3f, recall %.3f (%d right, %d false alarms, %d missed); strongest lock right %d of %d, every lock right %d"
        .formatted(
            statements,
            refused,
            hits / (double) Math.max(1, hits + alarms),
            hits / (double) Math.max(1, hits + misses),
            hits,
            alarms,
            misses,
            rightLocks,
            locked,
            rightEverywhere);
  }
}
