package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanCase;
import io.slipway.plan.PlanCases;
import io.slipway.plan.PlanRun;
import io.slipway.plan.Session;
import io.slipway.plan.Shape;
import io.slipway.plan.Step;
import io.slipway.plan.Undo;
import io.slipway.postgres.LockMode;
import io.slipway.problem.Problem.Kind;
import io.slipway.testing.TestPostgres;
import io.slipway.testing.TestPostgres.Database;
import io.slipway.time.Sleeper;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every change of {@link PlanCases} when the engine makes it: killed and resumed
 * after each step it ends where the statement ends; from every phase it goes back to where it
 * began; and writers at three isolation levels notice nothing and lose nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrategyLawsTest {
  static final String STATE = "slipway_state";
  private static final String OURS =
      " FROM pg_stat_activity WHERE application_name LIKE 'slipway/%'"
          + " AND datname = current_database()";

  /** Emptied, not made anew: there are hundreds of cases. */
  private static final String EMPTY =
      """
      SET client_min_messages = error;
      DO $$ DECLARE s text; BEGIN
        FOR s IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'slipway%' LOOP
          EXECUTE format('DROP SCHEMA %I CASCADE', s);
        END LOOP; END $$;
      DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; CREATE SCHEMA slipway_state;
      """;

  private static final ApplicationName UNWATCHED =
      new ApplicationName("", Duration.ZERO, Duration.ZERO);

  private static final List<Integer> LEVELS =
      List.of(
          Connection.TRANSACTION_READ_COMMITTED,
          Connection.TRANSACTION_REPEATABLE_READ,
          Connection.TRANSACTION_SERIALIZABLE);

  private final Map<String, Database> databases = new HashMap<>();
  private final Map<String, Session> sessions = new HashMap<>();

  record Try(int major, PlanCase planCase) {
    String sql() {
      return planCase.sql();
    }

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
                    .filter(it -> PlanCases.isLawOn(it, major, TestPostgres.majors().size()))
                    .map(it -> new Try(major, it)));
  }

  static Stream<Try> triesOnOrders() {
    return tries().filter(it -> it.planCase().schema().equals(PlanCases.ORDERS));
  }

  @AfterAll
  void close() {
    sessions.values().forEach(Session::close);
    databases.values().forEach(Database::close);
  }

  @ParameterizedTest
  @MethodSource("tries")
  void killedAfterEachStepItEndsWhereTheStatementEnds(Try it) {
    Session naive = prepared(it, "naive");
    naive.execute(it.sql());
    Session planned = prepared(it, "planned");
    Plan plan = plan(planned, it);
    Database database = database(it, "planned");
    Set<String> killed = new HashSet<>();
    Event.Listener killer =
        event -> {
          if (event instanceof Event.StepFinished done && killed.add(done.step())) {
            endAll(database);
          }
        };
    deploy(database);
    RunResult result = run(database, killer, plan);
    for (int i = 0; result instanceof RunResult.Failed failed; i++) {
      assertThat(failed.problem().kind()).as(failed.problem().render()).isEqualTo(Kind.RETRYABLE);
      assertThat(i).as("resumed").isLessThanOrEqualTo((int) plan.steps().count());
      result = run(database, killer, plan);
    }
    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(killed)
        .as("steps with a kill behind them")
        .isEqualTo(plan.steps().map(Step::id).collect(Collectors.toSet()));
    assertSame(it, planned, naive);

    assertThat(run(database, Event.Listener.NONE, plan))
        .isInstanceOfSatisfying(
            RunResult.Completed.class, again -> assertThat(again.alreadyDone()).isTrue());
    assertSame(it, planned, naive);
  }

  private static void assertSame(Try it, Session planned, Session naive) {
    assertThat(Shape.of(planned)).isEqualTo(Shape.of(naive));
    if (!it.planCase().random()) assertThat(Shape.rows(planned)).isEqualTo(Shape.rows(naive));
  }

  @ParameterizedTest
  @MethodSource("tries")
  void fromEveryPhaseItGoesBackToWhereItBegan(Try it) {
    Plan plan = plan(prepared(it, "planned"), it);
    for (int last = 1; last <= plan.phases().size(); last++) {
      List<Step> steps =
          plan.phases().subList(0, last).stream().flatMap(at -> at.steps().stream()).toList();
      if (steps.stream().anyMatch(step -> step.undo() instanceof Undo.Impossible)) return;
      Session planned = prepared(it, "planned");
      List<String> shape = Shape.of(planned);
      List<String> rows = Shape.rows(planned);
      Database database = database(it, "planned");
      String stop = last < plan.phases().size() ? plan.phases().get(last).name() : "none";
      Event.Listener stopper =
          event -> {
            if (event instanceof Event.PhaseStarted next && next.phase().equals(stop)) {
              endAll(database);
            }
          };
      deploy(database);
      RunResult stopped = run(database, stopper, plan);
      assertThat(stopped)
          .isInstanceOf(stop.equals("none") ? RunResult.Completed.class : RunResult.Failed.class);

      RunResult back =
          engine(database, Event.Listener.NONE)
              .rollback(plan.migration(), new RollbackOptions(null, true));

      assertThat(back)
          .isInstanceOfSatisfying(RunResult.RolledBack.class, r -> assertThat(r.whole()).isTrue());
      if (steps.stream().anyMatch(StrategyLawsTest::losesNotNull)) return;
      assertThat(Shape.of(planned)).as("back from phase " + last).isEqualTo(shape);
      if (steps.stream().anyMatch(StrategyLawsTest::losesValues)) return;
      if (!it.planCase().random()) assertThat(Shape.rows(planned)).isEqualTo(rows);
    }
  }

  private static boolean losesNotNull(Step step) {
    return loses(step, "NOT NULL");
  }

  private static boolean losesValues(Step step) {
    return loses(step, "");
  }

  private static boolean loses(Step step, String what) {
    return step.undo() instanceof Undo.Sql undo
        && undo.loses() != null
        && undo.loses().startsWith("the values")
        && undo.loses().contains(what);
  }

  /**
   * The oracle: what the writers committed, loaded into the schema as it was, and the statement run
   * on that.
   */
  @ParameterizedTest
  @MethodSource("triesOnOrders")
  void writersAtEveryLevelNoticeNothing(Try it) {
    Session naive = prepared(it, "naive");
    naive.execute(it.sql());
    CaseWriter.Target target = CaseWriter.Target.of(naive, it.sql());
    Session planned = prepared(it, "planned");
    Plan plan = plan(planned, it);
    Database database = database(it, "planned");
    deploy(database);
    List<CaseWriter> writers = new ArrayList<>();
    for (int level : LEVELS) writers.add(new CaseWriter(database, target, level, writers.size()));
    writers.forEach(Thread::start);
    writers.forEach(writer -> writer.awaitCommits(3));

    RunResult result = run(database, Event.Listener.NONE, plan);

    writers.forEach(writer -> writer.awaitCommits(3));
    writers.forEach(CaseWriter::finish);
    assertThat(result)
        .as(() -> result instanceof RunResult.Failed no ? no.problem().render() : "")
        .isInstanceOf(RunResult.Completed.class);
    assertThat(writers).allSatisfy(writer -> assertThat(writer.failures).isEmpty());
    Session oracle = prepared(it, "naive");
    target.load(oracle, writers);
    oracle.execute(it.sql());
    assertThat(planned.query(target.rows())).isEqualTo(oracle.query(target.rows()));
    assertThat(Shape.of(planned)).isEqualTo(Shape.of(oracle));
  }

  private static void endAll(Database database) {
    database.query("SELECT pg_terminate_backend(pid)" + OURS);
    EngineBench.await("all gone", () -> database.query("SELECT pid" + OURS).isEmpty());
  }

  // ---- the yard

  private Database database(Try it, String name) {
    return databases.computeIfAbsent(it.major() + name, key -> TestPostgres.fresh(it.major()));
  }

  private Session prepared(Try it, String name) {
    Database database = database(it, name);
    Session session = sessions.computeIfAbsent(it.major() + name, key -> Session.on(database));
    session.execute(EMPTY);
    session.execute(it.planCase().schema());
    return session;
  }

  private static Plan plan(Session session, Try it) {
    return new PlanRun(session, STATE).plan(it.sql());
  }

  private static Engine engine(Database database, Event.Listener listener) {
    return new Engine(
        io.slipway.jdbc.Database.at(DatabaseUrl.parse(database.uri(), Map.of())),
        EngineSettings.DEFAULTS.withStateSchema(STATE).withApplicationName(UNWATCHED),
        InstantSource.system(),
        Sleeper.REAL,
        listener);
  }

  /** Whatever waits for a version finds it deployed. */
  private static void deploy(Database database) {
    Engine engine = engine(database, Event.Listener.NONE);
    Plan nothing =
        PlanFixtures.single("0", PlanFixtures.ddl("0", LockMode.ACCESS_SHARE, "SELECT 1"));
    engine.run(nothing, RunOptions.of("0"));
    engine.deployed("99");
  }

  /** Whatever waits for a person is approved at once. */
  static RunResult run(Database database, Event.Listener listener, Plan plan) {
    Engine engine = engine(database, listener);
    RunResult result = engine.run(plan, RunOptions.of(plan.migration()));
    while (result instanceof RunResult.WaitingAtGate gate) {
      engine.approve(gate.run(), null, new Approver(null, "all is well"));
      result = engine.run(plan, RunOptions.of(plan.migration()));
    }
    return result;
  }
}
