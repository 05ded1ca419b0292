package io.slipway.plan.strategies;

import io.slipway.plan.Mode;
import io.slipway.plan.Patience;
import io.slipway.plan.Probe;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps as strategies write them: the planner adds ids and locks. */
final class Drafts {
  static final Probe JOURNAL = new Probe.Journal();

  private Drafts() {}

  /** Short work in one transaction. */
  static Step.Ddl brief(String title, Undo undo, String... sql) {
    return brief(title, undo, List.of(sql));
  }

  static Step.Ddl brief(String title, Undo undo, List<String> sql) {
    return new Step.Ddl(
        "", title, sql, List.of(), Mode.IN_TRANSACTION, Patience.BRIEF, false, JOURNAL, undo);
  }

  /** Long work in one transaction, under a lock that lets the application read and write. */
  static Step.Ddl watched(String title, Undo undo, String sql) {
    return new Step.Ddl(
        "",
        title,
        List.of(sql),
        List.of(),
        Mode.IN_TRANSACTION,
        Patience.WATCHED,
        false,
        JOURNAL,
        undo);
  }

  /** Long work that refuses a transaction. */
  static Step.Ddl alone(String title, Probe probe, Undo undo, String sql) {
    return new Step.Ddl(
        "", title, List.of(sql), List.of(), Mode.ALONE, Patience.WATCHED, false, probe, undo);
  }

  static Step.Verify verify(String title, String violations, String explanation) {
    return new Step.Verify("", title, violations, explanation);
  }

  static Undo undo(String... sql) {
    return new Undo.Sql(List.of(sql), List.of(), Mode.IN_TRANSACTION, null);
  }

  static Undo undo(List<String> sql, @Nullable String loses) {
    return new Undo.Sql(sql, List.of(), Mode.IN_TRANSACTION, loses);
  }

  static Undo undoAlone(List<String> sql, @Nullable String loses) {
    return new Undo.Sql(sql, List.of(), Mode.ALONE, loses);
  }
}
