package io.slipway.cli.work;

import io.slipway.analysis.Analyzer;
import io.slipway.analysis.Options;
import io.slipway.analysis.ScriptReport;
import io.slipway.analysis.Suppressions;
import io.slipway.analysis.Transactions;
import io.slipway.analysis.rules.ShellTraps;
import io.slipway.catalog.Catalog;
import io.slipway.migration.Migration;
import io.slipway.migration.Runner;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Analyses migrations one after the other, each against the schema the ones before it leave. */
public final class Linter {
  private final Analyzer analyzer;
  private final Catalog catalog;

  public Linter(ServerVersion server, Catalog before) {
    this(server, before, 1);
  }

  /**
   * @param pace of the server, for the estimates
   */
  public Linter(ServerVersion server, Catalog before, double pace) {
    this.analyzer = new Analyzer(server).at(pace);
    this.catalog = before.copy();
  }

  /**
   * @param wanted the others only change the schema
   */
  public List<Linted> lint(List<Migration> migrations, Predicate<Migration> wanted) {
    List<Linted> linted = new ArrayList<>();
    for (Migration migration : migrations) {
      if (wanted.test(migration)) {
        linted.add(lint(migration.file(), migration.up(), of(migration.transactions())));
      } else {
        Workbench.advance(catalog, migration.up());
      }
    }
    return linted;
  }

  /** A script that is no migration: as psql runs it. */
  public Linted lint(String file, Script script) {
    return lint(file, script, Transactions.ONE_PER_STATEMENT);
  }

  /** A shell script or a runbook: its text is looked through, nothing in it is SQL to be run. */
  public Linted lintShell(String file, String text) {
    Script script = new Script(file, text, List.of(), List.of());
    return new Linted(file, script, ShellTraps.report(text, catalog));
  }

  private Linted lint(String file, Script script, Transactions transactions) {
    Options options = Options.DEFAULT.suppressing(Suppressions.of(script));
    ScriptReport report = analyzer.advance(script, catalog, transactions, options);
    return new Linted(file, script, report);
  }

  private static Transactions of(Runner.Transactions transactions) {
    return switch (transactions) {
      case NONE -> Transactions.ONE_PER_STATEMENT;
      case IMPLICIT -> Transactions.ONE_QUERY;
      case PER_FILE, WHOLE_RUN -> Transactions.ONE_PER_FILE;
    };
  }
}
