package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.plan.Plan;
import io.slipway.plan.PlanRun;
import io.slipway.plan.Session;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is still used does not go, whatever was said about the deployment. */
class ContractGuardTest {
  private static final Duration WATCH = Duration.ofMillis(1_500);

  private static Plan plan(EngineBench bench, String sql) {
    bench.settings =
        EngineSettings.DEFAULTS.withApplicationName(
            new ApplicationName("", Duration.ofSeconds(30), WATCH));
    try (Session session = Session.on(bench.database)) {
      return new PlanRun(session, null).plan(sql);
    }
  }

  private static RunResult deployed(EngineBench bench, Plan plan) {
    assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
    bench.engine().deployed("1.4");
    return bench.run(plan);
  }

  private static String because(RunResult result) {
    assertThat(result).isInstanceOf(RunResult.WaitingAtGate.class);
    return ((RunResult.WaitingAtGate) result).because();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aFunctionThatReadsTheColumnKeepsIt(int major) {
    try (EngineBench bench = EngineBench.with(major, 10)) {
      bench.database.execute(
          """
          CREATE TABLE other (id int, note text);
          CREATE FUNCTION of_another() RETURNS bigint LANGUAGE sql AS
            'SELECT count(note) FROM other';
          CREATE FUNCTION in_words_only() RETURNS text LANGUAGE plpgsql AS
            $$ BEGIN -- SELECT note FROM orders
               RETURN 'SELECT note FROM orders'; END $$;
          CREATE FUNCTION reads() RETURNS bigint LANGUAGE plpgsql AS
            $$ DECLARE n bigint; BEGIN
               SELECT count(o.note) INTO n FROM orders AS o; RETURN n; END $$;
          CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN NEW.note := upper(NEW."note"); RETURN NEW; END $$;
          CREATE TRIGGER fires BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION fires();
          """);
      Plan plan = plan(bench, "ALTER TABLE orders DROP COLUMN note");
      assertThat(because(deployed(bench, plan)))
          .contains(
              "Still used: function fires() names public.orders.note; function reads() names"
                  + " public.orders.note.",
              "slipway approve")
          .doesNotContain("of_another", "in_words_only");
      bench.database.execute("DROP FUNCTION reads(); DROP FUNCTION fires() CASCADE");
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whoeverApprovesOverrides(int major) {
    try (EngineBench bench = EngineBench.with(major, 10)) {
      bench.database.execute(
          "CREATE FUNCTION reads() RETURNS text LANGUAGE sql AS 'SELECT min(note) FROM orders'");
      Plan plan = plan(bench, "ALTER TABLE orders DROP COLUMN note");
      RunResult stopped = deployed(bench, plan);
      assertThat(because(stopped)).contains("function reads()");
      String run = ((RunResult.WaitingAtGate) stopped).run();
      bench.engine().approve(run, null, new Approver("dba", "reads() is never called"));
      assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTableWhoseCountersMoveStays(int major) {
    try (EngineBench bench = EngineBench.with(major, 10)) {
      bench.database.execute("CREATE TABLE archive (id int); INSERT INTO archive VALUES (1)");
      Plan plan = plan(bench, "DROP TABLE archive");
      try (AppTraffic reader = new AppTraffic(bench.database, "SELECT * FROM archive")) {
        assertThat(because(deployed(bench, plan)))
            .contains("public.archive was read or written", "says pg_stat_user_tables");
        assertThat(reader.failures).isEmpty();
      }
      // The reader's last numbers arrive some time after its end.
      EngineBench.await("unused", () -> bench.run(plan) instanceof RunResult.Completed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aStatementThatIsStillCalledIsNamed(int major) {
    try (EngineBench bench = EngineBench.with(major, 10)) {
      bench.database.execute(
          "CREATE EXTENSION pg_stat_statements; CREATE TABLE other (id int, note text)");
      Plan plan = plan(bench, "ALTER TABLE orders DROP COLUMN note");
      try (AppTraffic innocent = new AppTraffic(bench.database, "SELECT note FROM other")) {
        try (AppTraffic guilty =
            new AppTraffic(bench.database, "SELECT note FROM orders WHERE id = 7")) {
          assertThat(because(deployed(bench, plan)))
              .containsPattern(
                  "public.orders.note was named \\d+ times in 1 s by: SELECT note FROM orders WHERE"
                      + " id = \\$1")
              .doesNotContain("other");
          assertThat(guilty.failures).isEmpty();
        }
        assertThat(bench.run(plan)).isInstanceOf(RunResult.Completed.class);
        assertThat(innocent.failures).isEmpty();
      }
    }
  }
}
