package io.slipway.cli.work;

import io.slipway.analysis.Finding;
import io.slipway.analysis.FindingClass;
import io.slipway.check.Upcoming;
import io.slipway.check.Upcoming.Refusal;
import io.slipway.event.Event;
import io.slipway.migration.Migration;
import io.slipway.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is to run, as checks want to know it. */
public final class Ahead {
  private Ahead() {}

  /** Nothing where there is no folder of migrations. */
  public static Upcoming of(Workbench bench) {
    if (bench.folders().isEmpty()) return Upcoming.NOTHING;
    Live live = bench.requiredLive();
    Pending pending = new Pending(bench.migrations(), bench.engine(Event.Listener.NONE).status());
    List<String> changed = new ArrayList<>();
    List<Migration> toRun = new ArrayList<>();
    for (Pending.Line line : pending.lines()) {
      Migration migration = line.migration();
      switch (line.state()) {
        case CHANGED -> changed.add(Objects.requireNonNull(migration).file());
        case PENDING, OUT_OF_ORDER -> toRun.add(Objects.requireNonNull(migration));
        case APPLIED, MISSING, BELOW_BASELINE -> {}
      }
    }
    List<Refusal> refusals = refusals(live, toRun);
    // A migration that will be refused has no plan to speak of.
    List<Plan> plans = refusals.isEmpty() ? Planned.of(bench, live, toRun) : List.of();
    return new Upcoming(toRun, plans, refusals, changed);
  }

  private static List<Refusal> refusals(Live live, List<Migration> toRun) {
    List<Refusal> refusals = new ArrayList<>();
    Linter linter = new Linter(live.info().version(), live.catalog());
    for (Linted linted : linter.lint(toRun, it -> true)) {
      for (Finding finding : linted.report().findings().toList()) {
        if (finding.kind() == FindingClass.WILL_FAIL) {
          refusals.add(new Refusal(linted.file(), finding));
        }
      }
    }
    return refusals;
  }
}
