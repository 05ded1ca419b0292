package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.plan.Plan;
import io.slipway.plan.Step;
import io.slipway.plan.TableCopy;
import io.slipway.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The six races between an application and the copy of its table, T1 to T6, each by order and
 * without a sleep. The naive way, triggers that write the other table themselves while it is copied
 * (in T6: a log that is applied at any time), is played first and loses; then the engine copies the
 * same table while the application does the same in the same place.
 */
class RacesTest {
  private static final Map<Integer, String> ROWS = Map.of(1, "1", 2, "2", 3, "3", 4, "4", 5, "5");
  private static final String NO_WAIT = "SET lock_timeout = '300ms'";
  private static final String DELETED = "DELETE FROM orders WHERE id = 5";
  private static final String UPDATED = "UPDATE orders SET total = 9 WHERE id = 4";

  static Stream<Integer> majors() {
    return TestPostgres.majors().stream();
  }

  /** T1: a READ COMMITTED DELETE comes while the chunk that has read the row is in flight. */
  @ParameterizedTest
  @MethodSource("majors")
  void t1DeleteMeetsAChunkInFlight(int major) throws SQLException {
    try (Naive naive = new Naive(major, Naive.DUAL)) {
      naive.copier("BEGIN", Naive.CHUNK);
      naive.application(DELETED);
      naive.copier("COMMIT");
      assertThat(naive.copied()).as("resurrected").containsKey(5);
    }
    try (Ours ours = new Ours(major)) {
      ours.inFlight = () -> ours.application(DELETED);
      ours.run();
      assertThat(ours.rows()).isEqualTo(without(ROWS, 5));
    }
  }

  /** T2: FOR SHARE in the chunk mends T1, and has the application wait for the chunk. */
  @ParameterizedTest
  @MethodSource("majors")
  void t2RowLocksOfAChunkKeepTheApplicationWaiting(int major) throws SQLException {
    try (Naive naive = new Naive(major, Naive.DUAL)) {
      naive.copier("BEGIN", Naive.SHARING_CHUNK);
      naive.application(NO_WAIT);
      assertThat(naive.refused(DELETED)).as("waits").isEqualTo("55P03");
    }
    try (Ours ours = new Ours(major)) {
      ours.inFlight = () -> ours.application(NO_WAIT, DELETED, UPDATED);
      ours.run();
      assertThat(ours.rows()).isEqualTo(with(without(ROWS, 5), 4, "9"));
    }
  }

  /** T3: a REPEATABLE READ transaction, older than the chunk, deletes a row it has copied. */
  @ParameterizedTest
  @MethodSource("majors")
  void t3DeleteByASnapshotOlderThanTheChunk(int major) throws SQLException {
    try (Naive naive = new Naive(major, Naive.DUAL)) {
      naive.application(Naive.SNAPSHOT);
      naive.copier(Naive.SHARING_CHUNK);
      naive.application(DELETED, "COMMIT");
      assertThat(naive.copied()).as("a ghost, and no error").containsKey(5);
    }
    try (Ours ours = new Ours(major)) {
      ours.beforeChunk = () -> ours.application(Naive.SNAPSHOT);
      ours.afterChunk = () -> ours.application(DELETED, "COMMIT");
      ours.run();
      assertThat(ours.rows()).isEqualTo(without(ROWS, 5));
    }
  }

  /** T4: the same transaction changes a row the chunk has copied. */
  @ParameterizedTest
  @MethodSource("majors")
  void t4UpdateByASnapshotOlderThanTheChunk(int major) throws SQLException {
    try (Naive naive = new Naive(major, Naive.DUAL)) {
      naive.application(Naive.SNAPSHOT);
      naive.copier(Naive.SHARING_CHUNK);
      assertThat(naive.refused(UPDATED)).as("fails in the application").isEqualTo("40001");
    }
    try (Ours ours = new Ours(major)) {
      ours.beforeChunk = () -> ours.application(Naive.SNAPSHOT);
      ours.afterChunk = () -> ours.application(UPDATED, "COMMIT");
      ours.run();
      assertThat(ours.rows()).isEqualTo(with(ROWS, 4, "9"));
    }
  }

  /**
   * T5: T3 and T4 in one transaction, which commits while the log is already being emptied: what is
   * logged by keys and read anew has no difference.
   */
  @ParameterizedTest
  @MethodSource("majors")
  void t5KeysAreReadAnew(int major) throws SQLException {
    try (Naive naive = new Naive(major, Naive.DUAL)) {
      naive.application(Naive.SNAPSHOT);
      naive.copier(Naive.CHUNK);
      naive.application(DELETED);
      assertThat(naive.refused(UPDATED)).as("fails in the application").isEqualTo("40001");
    }
    try (Ours ours = new Ours(major)) {
      ours.beforeChunk = () -> ours.application(Naive.SNAPSHOT);
      ours.inFlight = () -> ours.application(DELETED);
      ours.afterChunk = () -> ours.application(UPDATED);
      ours.beforeComparison = () -> ours.application("COMMIT");
      ours.run();
      assertThat(ours.rows()).isEqualTo(with(without(ROWS, 5), 4, "9"));
    }
  }

  /** T6: the log is applied while the chunk that has read the key is in flight. */
  @ParameterizedTest
  @MethodSource("majors")
  void t6LogMeetsAChunkInFlight(int major) throws SQLException {
    try (Naive naive = new Naive(major, Naive.LOG)) {
      naive.copier("BEGIN", Naive.CHUNK);
      naive.application(DELETED, Naive.APPLY_LOG);
      naive.copier("COMMIT");
      assertThat(naive.copied()).as("resurrected").containsKey(5);
      assertThat(naive.database.value("SELECT count(*) FROM log")).isEqualTo("0");
    }
    try (Ours ours = new Ours(major)) {
      AtomicReference<CompletableFuture<Void>> batch = new AtomicReference<>();
      ours.inFlight =
          () -> {
            ours.application(DELETED);
            batch.set(CompletableFuture.runAsync(ours::batchOfAnotherProcess));
            ours.awaitBatchWaits();
          };
      ours.run();
      batch.get().join();
      assertThat(ours.rows()).isEqualTo(without(ROWS, 5));
    }
  }

  private static Map<Integer, String> without(Map<Integer, String> rows, int id) {
    Map<Integer, String> fewer = new TreeMap<>(rows);
    fewer.remove(id);
    return fewer;
  }

  private static Map<Integer, String> with(Map<Integer, String> rows, int id, String total) {
    Map<Integer, String> changed = new TreeMap<>(rows);
    changed.put(id, total);
    return changed;
  }

  private static void execute(Connection connection, String... sql) {
    try (Statement statement = connection.createStatement()) {
      for (String it : sql) statement.execute(it);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getSQLState() + " " + e.getMessage(), e);
    }
  }

  /** What people write by hand: a trigger, a copier and an application, a statement at a time. */
  private static final class Naive implements AutoCloseable {
    static final String CHUNK =
        "INSERT INTO copy SELECT id, total FROM orders ON CONFLICT DO NOTHING";
    static final String SHARING_CHUNK =
        "INSERT INTO copy SELECT id, total FROM (SELECT id, total FROM orders FOR SHARE) AS c"
            + " ON CONFLICT DO NOTHING";
    static final String SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM orders";
    static final String DUAL =
        """
        IF TG_OP = 'DELETE' THEN
          DELETE FROM copy WHERE id = OLD.id;
        ELSE
          INSERT INTO copy VALUES (NEW.id, NEW.total)
            ON CONFLICT (id) DO UPDATE SET total = EXCLUDED.total;
        END IF;\
        """;
    static final String LOG =
        """
        IF TG_OP <> 'INSERT' THEN INSERT INTO log VALUES (OLD.id); END IF;
        IF TG_OP <> 'DELETE' THEN INSERT INTO log VALUES (NEW.id); END IF;\
        """;
    static final String APPLY_LOG =
        """
        WITH k AS (DELETE FROM log RETURNING id)
        DELETE FROM copy USING k
         WHERE copy.id = k.id AND NOT EXISTS (SELECT FROM orders o WHERE o.id = k.id)\
        """;

    private final TestPostgres.Database database;
    private final Connection copier;
    private final Connection application;

    Naive(int major, String trigger) {
      database = TestPostgres.fresh(major);
      database.execute(
          """
          CREATE TABLE orders (id int PRIMARY KEY, total int);
          CREATE TABLE copy (id int PRIMARY KEY, total int);
          CREATE TABLE log (id int);
          INSERT INTO orders SELECT n, n FROM generate_series(1, 5) AS n;
          CREATE FUNCTION sync() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          %s
          RETURN NULL;
          END $$;
          CREATE TRIGGER sync AFTER INSERT OR UPDATE OR DELETE ON orders
            FOR EACH ROW EXECUTE FUNCTION sync()\
          """
              .formatted(trigger));
      copier = database.connect();
      application = database.connect();
    }

    void copier(String... sql) {
      execute(copier, sql);
    }

    void application(String... sql) {
      execute(application, sql);
    }

    /** The SQLSTATE with which the application's statement fails. */
    @Nullable String refused(String sql) throws SQLException {
      try (Statement statement = application.createStatement()) {
        return catchThrowableOfType(SQLException.class, () -> statement.execute(sql)).getSQLState();
      }
    }

    Map<Integer, String> copied() {
      return OrdersWriter.rows(database, "SELECT id, total FROM copy");
    }

    @Override
    public void close() throws SQLException {
      copier.close();
      application.close();
      database.close();
    }
  }

  /** The engine, with the application let in between two of its statements. */
  private static final class Ours implements AutoCloseable {
    private static final String GREEN = "slipway_orders_green.orders";

    private static final String LOG_TABLE = "slipway_orders_green.slipway_log";

    private final EngineBench bench;
    private final Connection application;
    private final Plan plan;
    private final AtomicReference<String> reached = new AtomicReference<>("");
    private volatile boolean isRepaired;
    private Runnable beforeChunk = () -> {};
    private Runnable inFlight = () -> {};
    private Runnable afterChunk = () -> {};
    private Runnable beforeComparison = () -> {};

    Ours(int major) {
      bench = EngineBench.with(major, 5);
      application = bench.database.connect();
      plan = BlueGreenRunTest.plan(bench, "vacuum full orders");
      bench.trace = this::sending;
    }

    /** Each gate opens once, in this order. */
    private void sending(String role, String sql) {
      boolean isWork = role.equals("work");
      if (isWork && sql.startsWith("INSERT INTO " + LOG_TABLE)) isRepaired = true;
      boolean isChunk = sql.startsWith("INSERT INTO " + GREEN) && sql.contains("ON CONFLICT");
      if (isWork && isChunk) pass("", "chunk", beforeChunk);
      else if (isWork) pass("chunk", "in flight", inFlight);
      if (isWork && sql.contains("REPEATABLE READ")) pass("in flight", "log", afterChunk);
      if (sql.contains("bit_xor")) pass("log", "comparison", beforeComparison);
    }

    private void pass(String from, String to, Runnable what) {
      if (reached.compareAndSet(from, to)) what.run();
    }

    void application(String... sql) {
      execute(application, sql);
    }

    /** As LogDrain does it, by somebody who does not know of this run's chunk. */
    void batchOfAnotherProcess() {
      TableCopy copy =
          plan.phases().stream()
              .flatMap(it -> it.steps().stream())
              .filter(Step.Switch.class::isInstance)
              .map(it -> ((Step.Switch) it).copy())
              .findFirst()
              .orElseThrow();
      try (Connection connection = bench.database.connect()) {
        execute(
            connection,
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            "LOCK TABLE ONLY " + GREEN + " IN SHARE UPDATE EXCLUSIVE MODE");
        copy.catchUp().forEach(it -> execute(connection, it));
        execute(connection, "COMMIT");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void awaitBatchWaits() {
      EngineBench.await(
          "the batch waits for the chunk",
          () ->
              bench
                  .database
                  .value(
                      """
                      SELECT count(*) FROM pg_locks
                       WHERE NOT granted AND mode = 'ShareUpdateExclusiveLock'
                         AND relation = 'slipway_orders_green.orders'::regclass\
                      """)
                  .equals("1"));
    }

    void run() {
      assertThat(bench.run(plan)).isInstanceOf(RunResult.WaitingAtGate.class);
      assertThat(reached).as("every gate was passed").hasValue("comparison");
      assertThat(isRepaired).as("the comparison had something to repair").isFalse();
      assertThat(
              List.of(
                  bench.database.value("SELECT count(*) FROM slipway_orders_green.slipway_log"),
                  bench.database.value(
                      "SELECT count(*) FROM slipway_orders_held.orders h FULL JOIN orders o"
                          + " USING (id) WHERE h.total IS DISTINCT FROM o.total")))
          .as("log, and what differs from the table it was copied from")
          .containsExactly("0", "0");
    }

    Map<Integer, String> rows() {
      return OrdersWriter.rows(bench.database, "SELECT id, total FROM orders");
    }

    @Override
    public void close() throws SQLException {
      application.close();
      bench.close();
    }
  }
}
