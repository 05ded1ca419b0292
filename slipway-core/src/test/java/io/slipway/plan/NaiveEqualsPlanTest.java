package io.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.TestPostgres;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plan ends where its statement would have ended, and each of its phases can be taken back to
 * where it began: on real servers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NaiveEqualsPlanTest {
  private final Yard yard = new Yard();

  @AfterAll
  void close() {
    yard.close();
  }

  record Try(int major, PlanCase planCase) {
    @Override
    public String toString() {
      return planCase.name() + " on " + major;
    }
  }

  /** Those whose statement has this in it: to work on one. */
  private static final String CASES = System.getProperty("slipway.cases", "");

  static Stream<Try> tries() {
    return TestPostgres.majors().stream()
        .flatMap(
            major ->
                PlanCases.ALL.stream()
                    .filter(it -> major >= it.sinceMajor() && it.sql().contains(CASES))
                    .map(it -> new Try(major, it)));
  }

  @ParameterizedTest
  @MethodSource("tries")
  void endsWhereTheStatementEnds(Try it) {
    Session naive = prepared(it, "naive");
    Session planned = prepared(it, "planned");
    naive.execute(it.planCase().sql());
    PlanRun run = new PlanRun(planned);
    Plan plan = run.plan(it.planCase().sql());
    assertThat(plan.decisions()).extracting(Decision::strategy).contains(it.planCase().strategy());
    plan.phases().forEach(run::run);
    assertThat(Shape.of(planned)).as(PlanText.of(plan)).isEqualTo(Shape.of(naive));
    if (!it.planCase().random()) {
      assertThat(Shape.rows(planned)).as(PlanText.of(plan)).isEqualTo(Shape.rows(naive));
    }
  }

  @ParameterizedTest
  @MethodSource("tries")
  void isTakenBackFromEachPhase(Try it) {
    Session planned = prepared(it, "planned");
    PlanRun run = new PlanRun(planned);
    Plan plan = run.plan(it.planCase().sql());
    List<String> shape = Shape.of(planned);
    List<String> rows = Shape.rows(planned);
    for (int last = 1; last <= plan.phases().size(); last++) {
      List<Phase> phases = plan.phases().subList(0, last);
      if (!PlanRun.canBeUndone(phases)) return;
      phases.forEach(run::run);
      run.undo(phases);
      if (loses(phases, "NOT NULL")) return;
      assertThat(Shape.of(planned)).as(PlanText.of(plan)).isEqualTo(shape);
      if (loses(phases, "") || it.planCase().random()) return;
      assertThat(Shape.rows(planned)).as(PlanText.of(plan)).isEqualTo(rows);
    }
  }

  private static boolean loses(List<Phase> phases, String what) {
    return phases.stream()
        .flatMap(it -> it.steps().stream())
        .anyMatch(
            it ->
                it.undo() instanceof Undo.Sql undo
                    && undo.loses() != null
                    && undo.loses().startsWith("the values")
                    && undo.loses().contains(what));
  }

  private Session prepared(Try it, String name) {
    Session database = yard.empty(it.major(), name);
    database.execute(it.planCase().schema());
    return database;
  }
}
