package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.plan.Plan;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody works against a copy after all its rows were compared: the switch is refused, says what
 * was done and to which table, and the run can be taken back without a trace.
 */
class SabotageTest {
  private static final int ROWS = 200;
  private static final String UNSEEN = "orders could be changed unseen while it was copied: ";
  private static final String CHANGED = "orders was changed while it was copied: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18 | ALTER TABLE orders DISABLE TRIGGER slipway_capture_new"
            + " | unseen | slipway_capture_new is disabled",
        "14 | ALTER TABLE orders ENABLE REPLICA TRIGGER slipway_capture_old"
            + " | unseen | slipway_capture_old does not fire always",
        "18 | DROP TRIGGER slipway_capture_truncate ON orders"
            + " | unseen | slipway_capture_truncate is gone",
        "14 | ALTER TABLE orders ADD COLUMN more int" + " | changed | now: column 99 more integer",
        "18 | ALTER TABLE orders ALTER total SET DEFAULT 9 | changed | now: default of column",
        "18 | ALTER TABLE orders ALTER total TYPE bigint | changed | total bigint",
        "18 | CREATE INDEX late ON orders (note) | changed | now: CREATE INDEX late",
        "14 | VACUUM FULL orders | changed | now: heap file",
        "18 | ALTER TABLE orders ENABLE ROW LEVEL SECURITY | changed | now: row security t",
      })
  void isCaughtAndNamed(int major, String sabotage, String how, String what) {
    try (EngineBench bench = EngineBench.with(major, ROWS)) {
      RunResult result = runWith(bench, sabotage);
      String number =
          bench.database.value(
              "SELECT max(attnum) FROM pg_attribute WHERE attrelid = 'orders'::regclass");
      refused(
          bench,
          result,
          how.equals("unseen") ? UNSEEN : CHANGED,
          what.replace("99", number),
          "Nothing was switched");
    }
  }

  /** A trigger that is on again when the switch looks: its row says that it was touched. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTriggerThatWasOffForAMoment(int major) {
    try (EngineBench bench = EngineBench.with(major, ROWS)) {
      RunResult result =
          runWith(
              bench,
              """
              ALTER TABLE orders DISABLE TRIGGER slipway_capture_new;
              UPDATE orders SET total = -1 WHERE id = 6;
              ALTER TABLE orders ENABLE ALWAYS TRIGGER slipway_capture_new\
              """);
      refused(bench, result, CHANGED, "trigger slipway_capture_new, last changed by transaction");
      assertThat(bench.database.value("SELECT total FROM orders WHERE id = 6")).isEqualTo("-1");
    }
  }

  /** A session that fires no ordinary trigger, as replication and restores do: ours fire. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSessionInReplicaRoleIsNotMissed(int major) {
    try (EngineBench bench = EngineBench.with(major, ROWS)) {
      RunResult result =
          runWith(
              bench,
              """
              SET session_replication_role = replica;
              UPDATE orders SET total = -1 WHERE id = 6;
              DELETE FROM orders WHERE id = 7;
              INSERT INTO orders (id, total) VALUES (1000, 1)\
              """);
      assertThat(result).isInstanceOf(RunResult.WaitingAtGate.class);
      assertThat(
              bench.database.query(
                  "SELECT id, total FROM orders WHERE id IN (6, 7, 1000) ORDER BY id"))
          .containsExactly("6|-1", "1000|1");
    }
  }

  /** The sabotage comes when the rows have been compared, right before the switch. */
  private static RunResult runWith(EngineBench bench, String sabotage) {
    Plan plan = BlueGreenRunTest.plan(bench, "vacuum full orders");
    AtomicBoolean done = new AtomicBoolean();
    bench.trace =
        (role, sql) -> {
          if (sql.startsWith("ANALYZE") && !done.getAndSet(true)) bench.database.execute(sabotage);
        };
    RunResult result = bench.run(plan);
    bench.trace = (role, sql) -> {};
    assertThat(done).isTrue();
    return result;
  }

  private static void refused(EngineBench bench, RunResult result, String... said) {
    assertThat(result)
        .isInstanceOfSatisfying(
            RunResult.Failed.class, it -> assertThat(it.problem().render()).contains(said));
    assertThat(bench.database.value("SELECT to_regclass('slipway_orders_green.orders')"))
        .as("the copy is still the copy")
        .isEqualTo("slipway_orders_green.orders");
    assertThat(bench.engine().rollback("9", RollbackOptions.ALL))
        .isInstanceOf(RunResult.RolledBack.class);
    assertThat(bench.database.query("SELECT nspname FROM pg_namespace WHERE nspname ~ 'slipway'"))
        .isEmpty();
    assertThat(bench.database.query("SELECT tgname FROM pg_trigger WHERE tgname ~ 'slipway'"))
        .isEmpty();
  }
}
