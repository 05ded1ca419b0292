package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.backfill.LogDrain;
import io.slipway.jdbc.CatalogReader;
import io.slipway.jdbc.Database;
import io.slipway.jdbc.DatabaseUrl;
import io.slipway.plan.Instruction;
import io.slipway.plan.Plan;
import io.slipway.plan.PlanOptions;
import io.slipway.plan.PlanRequest;
import io.slipway.plan.Planner;
import io.slipway.plan.Step;
import io.slipway.plan.TableCopy;
import io.slipway.postgres.LockMode;
import io.slipway.postgres.ServerVersion;
import io.slipway.sql.SqlParser;
import io.slipway.testing.TestPostgres;
import io.slipway.time.Sleeper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two transactions of the application against a chunk, a batch, a batch while changes go to both
 * tables, and the switch, in random order of their steps: each finds what its snapshot must find,
 * its write meets its row, nobody fails, and the table ends up with what both wrote.
 */
class SwitchInterleavingsTest {
  private static final int TOOL_STEPS = 10;
  private static final int APP_STEPS = 6;
  private static final Map<Integer, String> ROWS =
      Map.of(1, "1/10", 2, "2/20", 3, "3/30", 4, "4/40", 5, "5/50");

  @Test
  void inAHundredOrders() throws Exception {
    tried(100, 42);
  }

  @Test
  @Tag("slow")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void inThousandsOfOrders() throws Exception {
    tried(5_000, System.nanoTime());
  }

  private static void tried(int times, long seed) throws Exception {
    Random random = new Random(seed);
    try (Stage stage = new Stage()) {
      for (int i = 0; i < times; i++) {
        int level =
            random.nextBoolean()
                ? Connection.TRANSACTION_READ_COMMITTED
                : Connection.TRANSACTION_REPEATABLE_READ;
        Deeds one = Deeds.ALL.get(random.nextInt(Deeds.ALL.size()));
        Deeds other = Deeds.ALL.get(random.nextInt(Deeds.ALL.size()));
        List<Integer> order = order(random);
        String name =
            "seed %d, run %d: level %d, %s and %s, %s".formatted(seed, i, level, one, other, order);
        try {
          stage.play(level, one, other, order);
        } catch (AssertionError | Exception e) {
          throw new AssertionError(name, e);
        }
      }
    }
  }

  /** Everybody is there for a part of the time: so also who begins early and goes on late. */
  private static List<Integer> order(Random random) {
    Map<Double, Integer> times = new TreeMap<>();
    List<Integer> counts = List.of(APP_STEPS, APP_STEPS, TOOL_STEPS);
    for (int actor = 0; actor < counts.size(); actor++) {
      double from = random.nextDouble();
      double to = random.nextDouble();
      for (int i = 0; i < counts.get(actor); i++) {
        times.put(from + (to - from) * random.nextDouble(), actor);
      }
    }
    return List.copyOf(times.values());
  }

  /**
   * Two transactions on rows of one's own: {@code %1$d}, {@code %2$d} that is not there, and {@code
   * %3$d}; and what they leave.
   */
  private record Deeds(String name, Deed one, Deed other) {
    static final List<Deeds> ALL =
        List.of(
            new Deeds(
                "update",
                of("UPDATE t SET v = 7 WHERE id = %1$d").leaves("%1$d=%1$d/7"),
                of("UPDATE t SET v = 6 WHERE id = %1$d").leaves("%1$d=%1$d/6")),
            new Deeds(
                "come and go",
                of("INSERT INTO t VALUES (%2$d, %2$d, 8)").leaves("%2$d=%2$d/8"),
                of("DELETE FROM t WHERE id = %2$d").leaves("%2$d=")),
            new Deeds(
                "go and come",
                of("DELETE FROM t WHERE id = %1$d").leaves("%1$d="),
                of("INSERT INTO t VALUES (%1$d, %1$d, 9)").leaves("%1$d=%1$d/9")),
            new Deeds(
                "move",
                of("UPDATE t SET id = %2$d WHERE id = %1$d").leaves("%1$d=", "%2$d=%1$d/%1$d0"),
                of("UPDATE t SET id = %1$d WHERE id = %2$d").leaves("%2$d=", "%1$d=%1$d/%1$d0")),
            new Deeds(
                "again",
                of("DELETE FROM t WHERE id = %1$d", "INSERT INTO t VALUES (%1$d, %1$d, 9)")
                    .leaves("%1$d=%1$d/9"),
                of("DELETE FROM t WHERE id = %1$d", "INSERT INTO t VALUES (%1$d, %2$d, 5)")
                    .leaves("%1$d=%2$d/5")),
            new Deeds(
                "trade",
                of(
                        "UPDATE t SET u = -%1$d WHERE id = %1$d",
                        "UPDATE t SET u = %1$d WHERE id = %3$d",
                        "UPDATE t SET u = %3$d WHERE id = %1$d")
                    .leaves("%1$d=%3$d/%1$d0", "%3$d=%1$d/%3$d0"),
                of("DELETE FROM t WHERE id = %3$d", "UPDATE t SET u = %1$d WHERE id = %1$d")
                    .leaves("%1$d=%1$d/%1$d0", "%3$d=")));

    List<Deed> two() {
      return List.of(one, other);
    }

    private static Deed of(String... sql) {
      return new Deed(List.of(sql), List.of());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Deed(List<String> sql, List<String> left) {
    Deed leaves(String... rows) {
      return new Deed(sql, List.of(rows));
    }

    void on(Map<Integer, String> rows, int row) {
      for (String it : left) {
        String[] sides = text(it, row).split("=", -1);
        if (sides[1].isEmpty()) rows.remove(Integer.valueOf(sides[0]));
        else rows.put(Integer.valueOf(sides[0]), sides[1]);
      }
    }

    static String text(String template, int row) {
      return template.formatted(row, row + 10, row + 2);
    }
  }

  /** What a transaction saw. */
  private record Look(int deed, String snapshot, Map<Integer, String> rows) {
    boolean has(long xid) {
      String[] parts = snapshot.split(":", -1);
      return xid < Long.parseLong(parts[0])
          || xid < Long.parseLong(parts[1]) && !List.of(parts[2].split(",")).contains("" + xid);
    }
  }

  /** A session of the application with its two transactions, a step at a time. */
  private static final class App {
    private final Connection connection;
    private final int row;
    private final Deeds deeds;
    private final List<Long> xids = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();

    App(Connection connection, int row, Deeds deeds) {
      this.connection = connection;
      this.row = row;
      this.deeds = deeds;
    }

    void step(int step, int level) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        switch (step % 3) {
          case 0 -> {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(level);
            statement.execute("SELECT 1");
          }
          case 1 -> {
            for (String sql : deeds.two().get(step / 3).sql()) {
              assertThat(statement.executeUpdate(Deed.text(sql, row))).as(sql).isEqualTo(1);
            }
            look(statement, step / 3);
          }
          default -> connection.commit();
        }
      }
    }

    private void look(Statement statement, int deed) throws SQLException {
      Map<Integer, String> rows = new TreeMap<>();
      String snapshot = "";
      try (ResultSet row =
          statement.executeQuery(
              "SELECT pg_current_xact_id()::text, pg_current_snapshot()::text, id, u || '/' || v"
                  + " FROM t")) {
        while (row.next()) {
          if (rows.isEmpty()) xids.add(Long.valueOf(row.getString(1)));
          snapshot = row.getString(2);
          rows.put(row.getInt(3), row.getString(4));
        }
      }
      looks.add(new Look(deed, snapshot, rows));
    }

    void check(App other) {
      for (Look look : looks) {
        Map<Integer, String> due = new TreeMap<>(ROWS);
        for (int i = 0; i <= look.deed(); i++) deeds.two().get(i).on(due, row);
        for (int i = 0; i < 2; i++) {
          if (look.has(other.xids.get(i))) other.deeds.two().get(i).on(due, other.row);
        }
        assertThat(look.rows()).as("seen by %s with %s", deeds, look.snapshot()).isEqualTo(due);
      }
    }

    void done(Map<Integer, String> rows) {
      deeds.two().forEach(it -> it.on(rows, row));
    }
  }

  /** A database, a plan for its table, and a session for everybody who is in the play. */
  private static final class Stage implements AutoCloseable {
    private final TestPostgres.Database database = TestPostgres.fresh();
    private final EngineBench bench = EngineBench.on(database, 0);
    private final List<ExecutorService> actors =
        List.of(
            Executors.newSingleThreadExecutor(),
            Executors.newSingleThreadExecutor(),
            Executors.newSingleThreadExecutor());
    private final List<Connection> connections =
        List.of(database.connect(), database.connect(), database.connect());
    private final Sessions sessions;
    private final Plan plan;
    private final Step.Switch turn;
    private boolean isRolledBack;

    Stage() throws SQLException {
      bench.run(PlanFixtures.single("0", PlanFixtures.ddl("0", LockMode.ACCESS_SHARE, "SELECT 1")));
      database.execute("CREATE TABLE t (id int PRIMARY KEY, u int UNIQUE, v int)");
      Surroundings surroundings =
          new Surroundings(
              Database.at(DatabaseUrl.parse(database.uri(), Map.of())),
              EngineSettings.DEFAULTS,
              InstantSource.system(),
              Sleeper.REAL,
              event -> {});
      sessions = Sessions.open(surroundings, new Control(), "PLAY", "9");
      SqlParser parser = SqlParser.create();
      plan =
          new Planner(ServerVersion.ofMajor(18), parser)
              .plan(
                  new PlanRequest(
                      "9",
                      parser.parse("V9__it.sql", "vacuum full t"),
                      "checksum",
                      Instruction.ofStrategy("blue-green"),
                      Map.of(),
                      new CatalogReader(parser).read(connections.getFirst()),
                      new PlanOptions(0, 0, Duration.ofDays(30), null)));
      turn = only(Step.Switch.class);
    }

    private <S extends Step> S only(Class<S> kind) {
      return plan.phases().stream()
          .flatMap(it -> it.steps().stream())
          .filter(kind::isInstance)
          .map(kind::cast)
          .findFirst()
          .orElseThrow();
    }

    void play(int level, Deeds one, Deeds other, List<Integer> order) throws Exception {
      set();
      List<App> apps =
          List.of(new App(connections.get(0), 1, one), new App(connections.get(1), 2, other));
      int[] next = new int[3];
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int actor : order) {
        int step = next[actor]++;
        CompletableFuture<Void> done =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    if (actor == 2) tool(step);
                    else apps.get(actor).step(step, level);
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                },
                actors.get(actor));
        all.add(done);
        try {
          done.get(10, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          // It waits for another: whose turn comes.
        }
      }
      for (CompletableFuture<Void> it : all) it.get(30, TimeUnit.SECONDS);
      Map<Integer, String> rows = new TreeMap<>(ROWS);
      for (App app : apps) app.done(rows);
      apps.get(0).check(apps.get(1));
      apps.get(1).check(apps.get(0));
      assertThat(OrdersWriter.rows(database, "SELECT id, u || '/' || v FROM t")).isEqualTo(rows);
    }

    private void set() throws SQLException {
      connections.get(2).setAutoCommit(true);
      try (Statement statement = connections.get(2).createStatement()) {
        statement.execute(
            """
            DROP SCHEMA IF EXISTS slipway_t_green CASCADE;
            DROP SCHEMA IF EXISTS slipway_t_held CASCADE;
            DROP TABLE IF EXISTS t;
            CREATE TABLE t (id int PRIMARY KEY, u int UNIQUE, v int);
            INSERT INTO t SELECT n, n, n * 10 FROM generate_series(1, 5) n\
            """);
        for (String sql : ddl(it -> it.name().equals("expand"))) statement.execute(sql);
        for (String sql : ddl(it -> it.name().equals("migrate"))) statement.execute(sql);
      }
    }

    private List<String> ddl(Predicate<io.slipway.plan.Phase> phase) {
      return plan.phases().stream()
          .filter(phase)
          .flatMap(it -> it.steps().stream())
          .filter(Step.Ddl.class::isInstance)
          .flatMap(it -> ((Step.Ddl) it).sql().stream())
          .toList();
    }

    private void tool(int step) throws SQLException {
      TableCopy copy = turn.copy();
      switch (step) {
        case 0 -> begin("READ COMMITTED", copy, List.of(copy.insert() + copy.unlessThere()));
        case 2, 6 -> begin("REPEATABLE READ", copy, copy.catchUp().subList(0, 2));
        case 3, 7 -> run(copy.catchUp().subList(2, 4));
        case 1, 4, 8 -> connections.get(2).commit();
        case 5 -> new LogDrain(new RunAsHost(sessions, "x"), copy).prepare(turn.together());
        default ->
            new SwitchStep(sessions, new LockLadder(sessions), "x")
                .run(
                    new SwitchStep.Turn(copy, turn.together(), turn.locks(), turn.sql()),
                    work -> {});
      }
    }

    private void begin(String level, TableCopy copy, List<String> work) throws SQLException {
      isRolledBack = false;
      connections.get(2).setAutoCommit(false);
      List<String> sql = new ArrayList<>();
      sql.add("SET TRANSACTION ISOLATION LEVEL " + level);
      sql.add("LOCK TABLE ONLY " + copy.target().sql() + " IN SHARE UPDATE EXCLUSIVE MODE");
      sql.add("SET LOCAL lock_timeout = 50");
      sql.addAll(work);
      run(sql);
    }

    /** A batch that collides is rolled back: what is logged is for the next one. */
    private void run(List<String> work) throws SQLException {
      if (isRolledBack) return;
      try (Statement statement = connections.get(2).createStatement()) {
        for (String sql : work) statement.execute(sql);
      } catch (SQLException e) {
        connections.get(2).rollback();
        isRolledBack = true;
        assertThat(e.getSQLState()).isIn("40001", "55P03", "23505");
      }
    }

    @Override
    public void close() throws SQLException {
      actors.forEach(ExecutorService::shutdownNow);
      sessions.close();
      for (Connection connection : connections) connection.close();
      bench.close();
    }
  }
}
