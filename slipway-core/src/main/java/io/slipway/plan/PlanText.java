package io.slipway.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan as people read it: what {@code slipway plan} prints. */
public final class PlanText {
  private final StringBuilder out = new StringBuilder();

  private PlanText() {}

  public static String of(Plan plan) {
    PlanText text = new PlanText();
    text.line(0, "Plan for " + plan.migration() + " (" + plan.script() + "), " + server(plan));
    text.decisions(plan);
    plan.phases().forEach(text::phase);
    text.warnings(plan);
    return text.out.toString();
  }

  private static String server(Plan plan) {
    return "PostgreSQL " + plan.serverVersion() / 10_000;
  }

  private void decisions(Plan plan) {
    for (Decision decision : plan.decisions()) {
      line(0, "");
      line(0, "line " + decision.line() + ": " + firstLine(decision.sql()));
      line(1, decision.strategy() + ": " + decision.because() + ".");
    }
  }

  private static String firstLine(String sql) {
    String[] lines = sql.strip().split("\\R", 2);
    return lines.length == 1 ? lines[0] : lines[0] + " …";
  }

  private void phase(Phase phase) {
    line(0, "");
    line(0, "== " + phase.name() + ": " + phase.objective());
    phase.steps().forEach(this::step);
  }

  private void step(Step step) {
    line(0, "");
    line(0, step.id() + "  " + step.title());
    switch (step) {
      case Step.Ddl it -> ddl(it);
      case Step.Backfill it -> backfill(it);
      case Step.Verify it -> {
        line(1, "verify: no row may come back");
        sql(it.violations());
        line(1, it.explanation());
      }
      case Step.Gate it -> line(1, "wait: " + it.because());
      case Step.Copy it -> {
        line(1, "in chunks by " + String.join(", ", it.copy().key()) + ", keeping up with the log");
        sql(it.copy().insert() + it.copy().unlessThere());
        it.copy().catchUp().forEach(this::sql);
      }
      case Step.Drain it -> {
        line(1, "until next to nothing is left in the log; then every row is compared");
        it.copy().catchUp().forEach(this::sql);
      }
      case Step.Switch it -> {
        line(
            1,
            "first, without a lock: every change is made in both tables, until the log is empty");
        it.together().forEach(this::sql);
        line(1, "after every transaction with a snapshot from before that has ended");
        line(1, "one transaction, short lock_timeout, tried again");
        locks(it.locks());
        it.sql().forEach(this::sql);
      }
    }
    undo(step.undo());
  }

  private void ddl(Step.Ddl it) {
    String mode = it.mode() == Mode.IN_TRANSACTION ? "one transaction" : "each alone";
    String patience =
        it.patience() == Patience.BRIEF
            ? "short lock_timeout, tried again"
            : "no lock_timeout, watched";
    line(1, mode + ", " + patience);
    locks(it.locks());
    if (it.afterOldSnapshots()) line(1, "after every transaction with an older snapshot has ended");
    it.sql().forEach(this::sql);
  }

  private void locks(List<LockNeed> locks) {
    locks.forEach(lock -> line(1, "lock: " + lock.mode().sqlName() + " on " + lock.relation()));
  }

  private void backfill(Step.Backfill it) {
    String key = it.key().isEmpty() ? "ctid" : String.join(", ", it.key());
    line(1, "in chunks by " + key + ", each in its own transaction with its progress");
    sql(PlanSql.inOneGo(it));
    if (it.silentForTriggers()) line(1, "no user trigger fires");
  }

  private void undo(Undo undo) {
    switch (undo) {
      case Undo.Nothing ignored -> {}
      case Undo.Impossible it -> line(1, "undo: impossible: " + it.because());
      case Undo.Sql it -> {
        line(1, it.mode() == Mode.ALONE ? "undo, each alone:" : "undo:");
        it.sql().forEach(this::sql);
        if (it.loses() != null) line(1, "which loses " + it.loses());
        if (it.planned() != null) planned(it.planned());
      }
      case Undo.Back it -> {
        line(1, "undo, the same way:");
        it.together().forEach(this::sql);
        it.sql().forEach(this::sql);
        if (it.loses() != null) line(1, "which loses " + it.loses());
      }
    }
  }

  private void planned(Undo.Planned it) {
    line(1, "undo of the completed run, planned like a migration:");
    sql(it.statement());
    if (it.loses() != null) line(1, "which loses " + it.loses());
  }

  private void sql(String sql) {
    String ended = sql.strip() + ";";
    line(2, ended.lines().collect(Collectors.joining("\n    ")));
  }

  private void warnings(Plan plan) {
    if (plan.warnings().isEmpty()) return;
    line(0, "");
    line(0, "== know before you start");
    plan.warnings().forEach(it -> line(0, "- " + it));
  }

  private void line(int depth, String text) {
    out.append(text.isEmpty() ? "" : "  ".repeat(depth)).append(text).append('\n');
  }
}
