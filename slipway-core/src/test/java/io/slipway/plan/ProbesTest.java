package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.testing.TestPostgres;
import io.slipway.testing.TestPostgres.Database;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalog answers before, after and half way through work that runs alone. */
class ProbesTest {
  static Stream<Integer> majors() {
    return TestPostgres.majors().stream();
  }

  private static Step.Ddl alone(Plan plan) {
    return plan.steps()
        .filter(Step.Ddl.class::isInstance)
        .map(Step.Ddl.class::cast)
        .filter(it -> it.mode() == Mode.ALONE)
        .findFirst()
        .orElseThrow();
  }

  private static String answer(Session session, Step.Ddl step) {
    return session.query(((Probe.Catalog) step.probe()).sql()).getFirst();
  }

  @ParameterizedTest
  @MethodSource("majors")
  void anInvalidIndexIsHalfAndIsRepaired(int major) {
    try (Database database = TestPostgres.fresh(major);
        Session session = Session.on(database)) {
      session.execute("create table t (a int); insert into t values (1), (1)");
      Step.Ddl step = alone(new PlanRun(session).plan("create unique index i on t (a)"));
      assertThat(answer(session, step)).isEqualTo("absent");
      assertThatThrownBy(() -> session.execute(step.sql().getFirst()));
      assertThat(answer(session, step)).isEqualTo("half");
      ((Probe.Catalog) step.probe()).repair().forEach(session::execute);
      assertThat(answer(session, step)).isEqualTo("absent");
      session.execute("delete from t");
      session.execute(step.sql().getFirst());
      assertThat(answer(session, step)).isEqualTo("present");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aDetachedPartitionIsPresentAndComesBack(int major) {
    try (Database database = TestPostgres.fresh(major);
        Session session = Session.on(database)) {
      session.execute(
          "create table p (at date) partition by range (at);"
              + " create table p1 partition of p for values from ('2024-01-01') to ('2025-01-01')");
      PlanRun run = new PlanRun(session);
      Plan plan = run.plan("alter table p detach partition p1");
      Step.Ddl step = alone(plan);
      assertThat(answer(session, step)).isEqualTo("absent");
      plan.phases().forEach(run::run);
      assertThat(answer(session, step)).isEqualTo("present");
      run.undo(plan.phases());
      assertThat(answer(session, step)).isEqualTo("absent");
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void aDroppedIndexIsPresentOnceItIsGone(int major) {
    try (Database database = TestPostgres.fresh(major);
        Session session = Session.on(database)) {
      session.execute("create table t (a int); create index i on t (a)");
      Step.Ddl step = alone(new PlanRun(session).plan("drop index i"));
      assertThat(answer(session, step)).isEqualTo("absent");
      session.execute(step.sql().getFirst());
      assertThat(answer(session, step)).isEqualTo("present");
    }
  }
}
