package io.slipway.analysis;

import io.slipway.analysis.ScriptReport.StatementReport;
import io.slipway.analysis.TransactionScope.Earlier;
import io.slipway.analysis.locks.LockModel;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Replay;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.Change;
import io.slipway.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One pass over a script: the schema, the transaction and the session as they stand now. */
final class Walk {
  private final ServerVersion server;
  private final List<Rule> rules;
  private final double pace;
  private final Catalog catalog;
  private final List<Earlier> earlier = new ArrayList<>();
  private Session session = Session.DEFAULT;
  private boolean openedByRunner;

  Walk(ServerVersion server, Catalog catalog, List<Rule> rules, double pace) {
    this.pace = pace;
    this.server = server;
    this.catalog = catalog;
    this.rules = rules;
  }

  /** The runner opens a transaction. */
  void begin() {
    catalog.begin();
    openedByRunner = true;
  }

  StatementReport next(Statement statement) {
    Change change = statement.change();
    boolean open = catalog.inTransaction();
    Effects effects = effects(change, catalog);
    StatementContext context =
        new StatementContext(
            statement,
            change,
            statement.span().line(),
            false,
            effects,
            catalog,
            server,
            scope(open, earlier),
            session);
    List<Finding> findings = new ArrayList<>(check(context));
    if (change instanceof Change.DoBlock block) findings.addAll(body(statement, block));
    Analysis analysis = Analysis.of(context, findings, pace);
    advance(open, new Earlier(change, effects, statement.span().line()));
    return new StatementReport(statement, effects, open, findings, analysis);
  }

  private Effects effects(Change change, Catalog before) {
    return new LockModel(server, session.isUtc()).effects(change, before);
  }

  private TransactionScope scope(boolean open, List<Earlier> held) {
    return open ? new TransactionScope(true, openedByRunner, held) : TransactionScope.NONE;
  }

  private List<Finding> check(StatementContext context) {
    return rules.stream().flatMap(rule -> rule.check(context)).toList();
  }

  /** Statements of a DO block are judged one by one, at their own lines, in one transaction. */
  private List<Finding> body(Statement statement, Change.DoBlock block) {
    Catalog inside = catalog.copy();
    inside.begin();
    List<Earlier> held = new ArrayList<>(earlier);
    List<Finding> findings = new ArrayList<>();
    for (Change.Nested nested : block.nested()) {
      Change change = nested.change();
      Effects effects = effects(change, inside);
      StatementContext context =
          new StatementContext(
              statement,
              change,
              nested.line(),
              true,
              effects,
              inside,
              server,
              scope(true, held),
              session);
      findings.addAll(check(context));
      held.add(new Earlier(change, effects, nested.line()));
      Replay.apply(change, inside);
    }
    return findings;
  }

  private void advance(boolean wasOpen, Earlier done) {
    Replay.apply(done.change(), catalog);
    session = session.after(done.change());
    if (!catalog.inTransaction()) {
      earlier.clear();
      openedByRunner = false;
    } else if (wasOpen) {
      earlier.add(done);
    }
  }

  Catalog finish() {
    catalog.migrationFinished();
    return catalog;
  }
}
