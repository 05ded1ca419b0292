package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.event.Event;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanRun;
import io.slipway.plan.Session;
import io.slipway.plan.Shape;
import io.slipway.testing.TestPostgres;
import io.slipway.testing.TestPostgres.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where pgroll, by its own published issues or by reading it, fails the application's statements or
 * leaves another schema behind ({@code research/zero-downtime-tools.md} §A and §H): each as the SQL
 * a person would write, with the application at work and with what stands in the way. No statement
 * fails, and the catalog is that of the statement run on an idle copy.
 */
class PgrollBreakagesTest {
  /**
   * @param traffic statements that the application sends all the time
   * @param inTheWay what a session that works slowly does in its transaction
   */
  private record Scenario(
      String name, String schema, String change, List<String> traffic, String inTheWay) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String NOBODY = "";

  private static final String LONG =
      "a_table_whose_name_takes_all_sixty_three_letters_that_are_allowed";

  private static final List<Scenario> ALL =
      List.of(
          new Scenario(
              "#905: NOT NULL is checked before the trigger fills it, as long as indexes are built",
              """
              CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b text);
              CREATE INDEX t_a ON t (a) INCLUDE (b);
              INSERT INTO t SELECT i, i, 'b' FROM generate_series(1, 2000) i;
              """,
              "ALTER TABLE t ALTER a TYPE bigint",
              List.of(
                  "INSERT INTO t (id, a, b) VALUES (nextval('s'), 7, 'new')",
                  "UPDATE t SET a = a + 1 WHERE id = 5",
                  "UPDATE t SET b = 'x' WHERE id = 6"),
              "SELECT count(*) FROM elsewhere"),
          new Scenario(
              "#906: between the dropped column and its trigger writes fail, as long as a reader"
                  + " holds the table",
              """
              CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b text);
              INSERT INTO t SELECT i, i, 'b' FROM generate_series(1, 2000) i;
              """,
              "ALTER TABLE t ALTER a TYPE text USING a::text",
              List.of(
                  "INSERT INTO t (id, a, b) VALUES (nextval('s'), 7, 'new')",
                  "UPDATE t SET a = '9' WHERE id = 5"),
              "SELECT count(*) FROM t"),
          new Scenario(
              "#1003: partial, expression, INCLUDE, DESC, opclass and collation of indexes are lost",
              """
              CREATE TABLE t (id int PRIMARY KEY, b int, a varchar(20) NOT NULL);
              CREATE UNIQUE INDEX t_partial ON t (a) WHERE b > 3;
              CREATE INDEX t_expression ON t (lower(a), b DESC NULLS LAST);
              CREATE INDEX t_include ON t (b) INCLUDE (a);
              CREATE INDEX t_pattern ON t (a varchar_pattern_ops);
              CREATE INDEX t_collated ON t (a COLLATE "C") WITH (fillfactor = 70);
              CREATE STATISTICS t_stat (ndistinct) ON a, b FROM t;
              COMMENT ON INDEX t_partial IS 'kept';
              INSERT INTO t SELECT i, i, 'a' || i FROM generate_series(1, 500) i;
              """,
              "ALTER TABLE t ALTER a TYPE varchar(10)",
              List.of("UPDATE t SET a = 'x' WHERE id = 5", "SELECT a FROM t WHERE lower(a) = 'a7'"),
              NOBODY),
          new Scenario(
              "a composite foreign key's columns are paired by their numbers",
              """
              CREATE TABLE p (x int, y int, PRIMARY KEY (y, x));
              CREATE TABLE t (id int PRIMARY KEY, a int, b int,
                CONSTRAINT pair FOREIGN KEY (b, a) REFERENCES p (y, x) ON UPDATE CASCADE);
              INSERT INTO p SELECT i, i + 1000 FROM generate_series(1, 100) i;
              INSERT INTO t SELECT i, i, i + 1000 FROM generate_series(1, 100) i;
              """,
              "ALTER TABLE t ALTER a TYPE bigint",
              List.of("UPDATE t SET a = 7, b = 1007 WHERE id = 5"),
              NOBODY),
          new Scenario(
              "#1035: the backfill writes the key, which GENERATED ALWAYS refuses",
              """
              CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int);
              INSERT INTO t (a) SELECT i FROM generate_series(1, 2000) i;
              """,
              "ALTER TABLE t ALTER a TYPE bigint",
              List.of("INSERT INTO t (a) VALUES (3)", "UPDATE t SET a = 4 WHERE id = 5"),
              NOBODY),
          new Scenario(
              "#375: a primary key that others reference cannot change its type",
              """
              CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a int);
              CREATE TABLE child (id int PRIMARY KEY, t_id int REFERENCES t ON DELETE CASCADE);
              CREATE TABLE other (t_id int PRIMARY KEY REFERENCES t DEFERRABLE);
              INSERT INTO t (a) SELECT i FROM generate_series(1, 500) i;
              INSERT INTO child SELECT i, i FROM generate_series(1, 500) i;
              INSERT INTO other SELECT i FROM generate_series(1, 500, 7) i;
              """,
              """
              ALTER TABLE t ALTER id TYPE bigint;
              ALTER TABLE child ALTER t_id TYPE bigint;
              ALTER TABLE other ALTER t_id TYPE bigint;
              """,
              List.of(
                  "INSERT INTO t (a) VALUES (3)",
                  "INSERT INTO child VALUES (nextval('s'), 9)",
                  "UPDATE child SET t_id = 5 WHERE id = 4"),
              "SELECT count(*) FROM child"),
          new Scenario(
              "CREATE INDEX CONCURRENTLY under a lock timeout, with a session idle in transaction",
              """
              CREATE TABLE t (id int PRIMARY KEY, a int);
              INSERT INTO t SELECT i, i FROM generate_series(1, 500) i;
              """,
              "CREATE INDEX t_a ON t (a)",
              List.of("UPDATE t SET a = a + 1 WHERE id = 5"),
              "UPDATE t SET a = 1 WHERE id = 77"),
          new Scenario(
              "two tables get a UNIQUE column of the same name",
              """
              CREATE TABLE t (id int PRIMARY KEY);
              CREATE TABLE u (id int PRIMARY KEY);
              INSERT INTO t SELECT i FROM generate_series(1, 500) i;
              INSERT INTO u SELECT i FROM generate_series(1, 500) i;
              """,
              "ALTER TABLE t ADD COLUMN code int UNIQUE; ALTER TABLE u ADD COLUMN code int UNIQUE",
              List.of("INSERT INTO t (id) VALUES (nextval('s'))", "DELETE FROM u WHERE id = 3"),
              NOBODY),
          new Scenario(
              "names of helpers are cut at 63 letters and meet",
              """
              CREATE TABLE %1$s (id int PRIMARY KEY,
                a_column_whose_name_takes_nearly_all_of_the_letters_allowed_one int NOT NULL,
                a_column_whose_name_takes_nearly_all_of_the_letters_allowed_two int NOT NULL);
              CREATE INDEX ON %1$s
                (a_column_whose_name_takes_nearly_all_of_the_letters_allowed_one);
              CREATE INDEX ON %1$s
                (a_column_whose_name_takes_nearly_all_of_the_letters_allowed_two);
              INSERT INTO %1$s SELECT i, i, i FROM generate_series(1, 500) i;
              """
                  .formatted(LONG),
              """
              ALTER TABLE %1$s
                ALTER a_column_whose_name_takes_nearly_all_of_the_letters_allowed_one TYPE bigint,
                ALTER a_column_whose_name_takes_nearly_all_of_the_letters_allowed_two TYPE bigint;
              """
                  .formatted(LONG),
              List.of("INSERT INTO %s VALUES (nextval('s'), 1, 2)".formatted(LONG)),
              NOBODY),
          new Scenario(
              "the backfill of a parent locks its key against the children's inserts",
              """
              CREATE TABLE t (id int PRIMARY KEY, a int);
              CREATE TABLE child (id int PRIMARY KEY, t_id int REFERENCES t);
              INSERT INTO t SELECT i, i FROM generate_series(1, 20000) i;
              """,
              "ALTER TABLE t ALTER a TYPE bigint",
              List.of("INSERT INTO child VALUES (nextval('s'), 1 + currval('s') % 20000)"),
              NOBODY));

  record Try(int major, Scenario scenario) {
    @Override
    public String toString() {
      return scenario + " on " + major;
    }
  }

  static Stream<Try> tries() {
    return TestPostgres.majors().stream()
        .flatMap(major -> ALL.stream().map(it -> new Try(major, it)));
  }

  @ParameterizedTest
  @MethodSource("tries")
  void noStatementFailsAndTheCatalogIsTheStatements(Try it) {
    Scenario scenario = it.scenario();
    try (Database naive = prepared(it.major(), scenario);
        Database online = prepared(it.major(), scenario);
        Session naiveSession = Session.on(naive);
        Session session = Session.on(online);
        StandsInTheWay slow = new StandsInTheWay(online, scenario.inTheWay())) {
      naiveSession.execute(scenario.change());
      Plan plan = new PlanRun(session, StrategyLawsTest.STATE).plan(scenario.change());
      List<AppTraffic> traffic = new ArrayList<>();
      for (String sql : scenario.traffic()) traffic.add(new AppTraffic(online, sql));

      RunResult result = StrategyLawsTest.run(online, slow, plan);

      traffic.forEach(AppTraffic::close);
      assertThat(result)
          .as(() -> result instanceof RunResult.Failed no ? no.problem().render() : "")
          .isInstanceOf(RunResult.Completed.class);
      assertThat(traffic).allSatisfy(app -> assertThat(app.failures).isEmpty());
      assertThat(traffic).allSatisfy(app -> assertThat(app.statements.get()).isPositive());
      assertThat(Shape.of(session)).isEqualTo(Shape.of(naiveSession));
    }
  }

  private static Database prepared(int major, Scenario scenario) {
    Database database = TestPostgres.fresh(major);
    database.execute(
        "CREATE SCHEMA slipway_state; CREATE SEQUENCE s START 100000; CREATE TABLE elsewhere ();"
            + scenario.schema()
            + "; ANALYZE");
    return database;
  }

  /** Before each step a transaction begins that takes its time. */
  private static final class StandsInTheWay implements Event.Listener, AutoCloseable {
    private final Database database;
    private final String sql;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<Void>> all = new ArrayList<>();

    StandsInTheWay(Database database, String sql) {
      this.database = database;
      this.sql = sql;
    }

    @Override
    public void on(Event event) {
      if (sql.isEmpty() || !(event instanceof Event.StepStarted it) || !seen.add(it.step())) return;
      CompletableFuture<Void> holds = new CompletableFuture<>();
      all.add(CompletableFuture.runAsync(() -> hold(holds)));
      holds.join();
    }

    private void hold(CompletableFuture<Void> holds) {
      try (Session session = Session.on(database)) {
        session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
        session.execute(sql);
        holds.complete(null);
        Thread.sleep(400);
        session.execute("COMMIT");
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      } finally {
        holds.complete(null);
      }
    }

    @Override
    public void close() {
      all.forEach(CompletableFuture::join);
    }
  }
}
